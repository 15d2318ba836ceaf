"""The plain form of a post's talk, as a browser without scripts sends it."""

import asyncio
from contextlib import suppress
from urllib.parse import urlencode

from .live_wire import somewhere
from .pages import TOKEN


class Form:
    """Sends it again and again over kept connections, in the name of one person after the other."""

    def __init__(self, port: int, cookies: list[str]) -> None:
        self._port, self._cookies, self._sent = port, cookies, 0
        self._kept: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def press(self, number: int, words: str, *, key: str = "", patience: float = 60.0) -> int:
        """The status of the answer. Raises OSError or EOFError when there is none."""
        self._sent += 1
        cookie = self._cookies[self._sent % len(self._cookies)]
        body = urlencode({"csrfmiddlewaretoken": TOKEN, "body": words, "key": key or words[:64]}).encode()
        head = [
            f"POST /issues/{number}/comments/ HTTP/1.1",
            f"Host: localhost:{self._port}",
            f"Cookie: {cookie}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
        return await asyncio.wait_for(self._send("\r\n".join([*head, "", ""]).encode() + body), patience)

    async def leave(self) -> None:
        while self._kept:
            await hang_up(self._kept.pop()[1])

    async def _send(self, whole: bytes) -> int:
        if self._kept:
            reader, writer = self._kept.pop()
        else:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port, local_addr=somewhere())
        try:
            writer.write(whole)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = next((int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:")), 0)
            await reader.readexactly(length)
        except BaseException:
            await hang_up(writer)
            raise
        if b"connection: close" in head:
            await hang_up(writer)
        else:
            self._kept.append((reader, writer))
        return int(head[9:12])


async def hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):  # the other end was first
        await writer.wait_closed()
