"""The limit of fan-out: one prebuilt frame, to each viewer's socket: `python -m benchmarks.bare_sockets PORT`"""

import asyncio
import os
import sys

import uvloop
from websockets.utils import accept_key

from .live_wire import CLOSE, PING, PONG, TEXT, frame

ACCEPTED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
_rooms: dict[bytes, set[int]] = {}


class Socket(asyncio.Protocol):
    """Whatever a viewer says goes to everybody in its room. Nothing is checked, nobody is waited for."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        self._transport, self._file = transport, transport.get_extra_info("socket").fileno()
        self._room: set[int] | None = None
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        data = self._rest + data
        if self._room is None:
            if b"\r\n\r\n" in data:
                self._enter(data)
            return
        while len(data) >= 6:
            kind, length, begins = data[0] & 15, data[1] & 127, 6
            if length == 126:
                length, begins = int.from_bytes(data[2:4], "big"), 8
            if len(data) < begins + length:
                break
            self._take(kind, data[begins : begins + length])
            data = data[begins + length :]
        self._rest = data

    def _enter(self, head: bytes) -> None:
        path = head.split(b" ", 2)[1]
        key = next((line[19:] for line in head.split(b"\r\n") if line.startswith(b"Sec-WebSocket-Key: ")), b"")
        if not key:
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            self._transport.close()
            return
        accepted = accept_key(key.decode()).encode()
        self._transport.write(ACCEPTED + accepted + b"\r\n\r\n" + frame(TEXT, b'{"t":"hello"}'))
        self._room = _rooms.setdefault(path, set())
        self._room.add(self._file)

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == TEXT:
            prebuilt = frame(TEXT, payload)
            for file in self._room:
                os.write(file, prebuilt)
        elif kind == PING:
            self._transport.write(frame(PONG, payload))
        elif kind == CLOSE:
            self._transport.close()

    def connection_lost(self, reason: Exception | None) -> None:
        if self._room is not None:
            self._room.discard(self._file)


async def main() -> None:
    server = await asyncio.get_running_loop().create_server(Socket, "127.0.0.1", int(sys.argv[1]), backlog=1024)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main())
