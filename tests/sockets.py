"""A socket without a network: the application is spoken to as a server would."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.testing import ApplicationCommunicator

from mycomi.gate.sockets import Door
from mycomi.routing import router

QUIET = 0.4  # seconds without a frame; less would be a busy machine
PATIENCE = 20.0  # seconds; two hundred lines take a busy machine several


class Socket:
    """One WebSocket to an address of ours, as a browser on the same site would open it.

    How many are here comes when a second has gone by, which on a busy machine may be any time: heard only by `counts`.
    """

    def __init__(
        self,
        address: str,
        *,
        cookie: str = "",
        origin: str = "http://testserver",
        host: str = "testserver",
        counts: bool = False,
    ) -> None:
        self._counts = counts
        path, _mark, query = address.partition("?")
        headers = [(b"host", host.encode()), (b"cookie", cookie.encode())]
        if origin:
            headers.append((b"origin", origin.encode()))
        scope = {
            "type": "websocket",
            "path": path,
            "query_string": query.encode(),
            "headers": headers,
            "client": ("127.0.0.1", 50000),
            "scheme": "ws",
            "subprotocols": [],
        }
        self._talk = ApplicationCommunicator(Door(router), scope)

    async def open(self) -> bool:
        """True when the server took it."""
        await self._talk.send_input({"type": "websocket.connect"})
        answer = await self._talk.receive_output(PATIENCE)
        return answer["type"] == "websocket.accept"

    async def say(self, frame: Any) -> None:
        text = frame if isinstance(frame, str) else json.dumps(frame)
        await self._talk.send_input({"type": "websocket.receive", "text": text})

    async def hear(self, at_least: int = 0) -> list[dict[str, Any]]:
        """All frames until it is quiet, waiting patiently for the first `at_least`; a close is `{"close": code}`."""
        heard: list[dict[str, Any]] = []
        while len(heard) < at_least or not await self._talk.receive_nothing(QUIET):
            message = await self._talk.receive_output(PATIENCE)
            is_close = message["type"] == "websocket.close"
            frame = {"close": message["code"]} if is_close else json.loads(message["text"])
            if self._counts or frame.get("t") != "presence":
                heard.append(frame)
        return heard

    async def leave(self) -> None:
        await self._talk.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._talk.wait(PATIENCE)


async def visit(
    address: str,
    script: Callable[[Socket], Awaitable[Any]] | None = None,
    *,
    at_least: int = 0,
    then: int = 0,
    **extra: Any,
) -> list[dict[str, Any]]:
    """Open, listen for `at_least` frames, do what `script` says, listen for more (`then` at least), leave; returns
    everything that was heard.

    Every open socket says something at once, be it why it closes.
    """
    socket = Socket(address, **extra)
    if not await socket.open():
        return [{"refused": True}]
    heard = await socket.hear(max(1, at_least))
    if script is not None and "close" not in heard[-1]:
        await script(socket)
        heard += await socket.hear(then)
    if "close" not in heard[-1]:
        await socket.leave()
    return heard
