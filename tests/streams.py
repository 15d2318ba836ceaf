"""Requests that stay open, without a network: the application is spoken to as a server would."""

import json
from typing import Any

from asgiref.testing import ApplicationCommunicator

from mycomi.gate.sockets import StreamDoor
from mycomi.routing import streams

PATIENCE = 5.0


class Request:
    """One GET of an address of ours that answers as long as it likes."""

    def __init__(
        self, address: str, *, cookie: str = "", host: str = "testserver", method: str = "GET", **headers: str
    ) -> None:
        path, _mark, query = address.partition("?")
        given = {"host": host, "cookie": cookie} | {name.replace("_", "-"): value for name, value in headers.items()}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
            "client": ("127.0.0.1", 50000),
            "scheme": "http",
        }
        self._talk = ApplicationCommunicator(StreamDoor(streams), scope)
        self.headers: dict[str, str] = {}

    async def begin(self) -> int:
        """The status of the answer."""
        await self._talk.send_input({"type": "http.request", "body": b"", "more_body": False})
        start = await self._talk.receive_output(PATIENCE)
        self.headers = {name.decode(): value.decode() for name, value in start["headers"]}
        return start["status"]

    async def piece(self) -> str:
        """The next piece of the body; empty at its end."""
        message = await self._talk.receive_output(PATIENCE)
        return message["body"].decode()

    async def frames(self, count: int) -> list[dict[str, Any]]:
        """So many frames of an event stream, each with its `id`."""
        found: list[dict[str, Any]] = []
        while len(found) < count:
            lines = dict(line.split(": ", 1) for line in (await self.piece()).splitlines() if ": " in line)
            if "data" in lines:
                found.append(json.loads(lines["data"]) | {"number": lines.get("id")})
        return found

    async def leave(self) -> None:
        await self._talk.send_input({"type": "http.disconnect"})
        await self._talk.wait(PATIENCE)


async def ask(address: str, **how: Any) -> tuple[int, Any]:
    """(status, JSON) of one that ends by itself."""
    request = Request(address, **how)
    status = await request.begin()
    body = await request.piece()
    return status, json.loads(body) if body else None
