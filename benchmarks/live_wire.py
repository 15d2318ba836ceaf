"""A WebSocket client that costs less than the server it measures: thousands of viewers in one process."""

import asyncio
import resource
from collections.abc import Callable
from itertools import count

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
AN_ADDRESS = 50  # connections from one address of this machine: the site bounds them
_nth = count()


def many_files() -> int:
    """As many open sockets as this machine lets one process have; children get the same."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def somewhere() -> tuple[str, int]:
    """An address of this machine to come from: each stands for some dozens of people."""
    place = next(_nth) // AN_ADDRESS
    return f"127.0.{1 + place // 250 % 200}.{1 + place % 250}", 0


def handshake(port: int, path: str, cookie: str = "") -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: localhost:{port}",
        f"Origin: http://localhost:{port}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: bGl2ZS12aWV3ZXItMTIzNA==",
        *([f"Cookie: {cookie}"] if cookie else []),
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def frame(kind: int, payload: bytes, *, masked: bool = False) -> bytes:
    """One whole frame; a client's carries a mask, here of zeroes, which changes nothing."""
    size, mask = len(payload), 128 if masked else 0
    if size < 126:
        head = bytes([128 | kind, mask | size])
    elif size < 65536:
        head = bytes([128 | kind, mask | 126]) + size.to_bytes(2, "big")
    else:
        head = bytes([128 | kind, mask | 127]) + size.to_bytes(8, "big")
    return head + (b"\0\0\0\0" if masked else b"") + payload


class Viewer(asyncio.Protocol):
    """One socket. `heard` is called with every text; `ready` when the first has come, `gone` when it has ended."""

    def __init__(self, request: bytes, heard: Callable[["Viewer", bytes], None]) -> None:
        loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[None] = loop.create_future()
        self.gone: asyncio.Future[int] = loop.create_future()
        self.code = 1006
        self.seen: set[bytes] = set()  # for whoever counts
        self._request, self._heard, self._rest = request, heard, b""
        self._is_open = False

    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if self._rest:
            data = self._rest + data
        at, size = 0, len(data)
        if not self._is_open:
            at = data.find(b"\r\n\r\n") + 4
            if at < 4:
                self._rest = data
                return
            if not data.startswith(b"HTTP/1.1 101"):
                self.code = int(data[9:12])
                self.transport.close()
                return
            self._is_open = True
        while size - at >= 2:
            length, begins = data[at + 1], at + 2
            if length >= 126:
                begins += 2 if length == 126 else 8
                length = int.from_bytes(data[at + 2 : begins], "big")
            if begins + length > size:
                break
            self._take(data[at] & 15, data[begins : begins + length])
            at = begins + length
        self._rest = data[at:]

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == TEXT:
            if not self.ready.done():
                self.ready.set_result(None)
            self._heard(self, payload)
        elif kind == PING:
            self.transport.write(frame(PONG, payload, masked=True))
        elif kind == CLOSE:
            self.code = int.from_bytes(payload[:2], "big") or 1005
            self.transport.close()

    def say(self, words: str) -> None:
        self.transport.write(frame(TEXT, words.encode(), masked=True))

    def connection_lost(self, reason: Exception | None) -> None:
        if not self.gone.done():
            self.gone.set_result(self.code)
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(f"ended with {self.code} before its first frame"))
            self.ready.exception()  # whoever has gone meanwhile does not ask

    def leave(self) -> None:
        self.transport.abort()


async def visit(
    port: int, path: str, heard: Callable[[Viewer, bytes], None], *, cookie: str = "", patience: float = 30.0
) -> Viewer:
    """A socket that has heard its first frame. Raises OSError (ConnectionError, TimeoutError) when it is refused."""
    request, loop = handshake(port, path, cookie), asyncio.get_running_loop()
    connecting = loop.create_connection(lambda: Viewer(request, heard), "127.0.0.1", port, local_addr=somewhere())
    _transport, viewer = await connecting
    try:
        await asyncio.wait_for(asyncio.shield(viewer.ready), patience)
    except BaseException:
        viewer.leave()
        await asyncio.wait((viewer.gone,), timeout=1)
        raise
    return viewer


def allowed() -> int:
    """Most viewers that fit beside what else is open here and in the server."""
    return min(10_000, (many_files() - 500) // 1000 * 1000)
