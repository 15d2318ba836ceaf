"""The way to open sockets: what a thousand of them are told is framed once."""

from functools import lru_cache
from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State

from .pulse import PING, SIGN, pulse

REMEMBERED = 32  # frames; a talk tells the same one to everybody in a row


@lru_cache(REMEMBERED)
def framed(text: str) -> bytes:
    """The bytes of a frame from a server, which are the same for every reader (RFC 6455, 5.1: not masked)."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


class OpenSocket(WebSocketsSansIOProtocol):
    """uvicorn's socket, but for text, and for signs of life, once it is open."""

    awaits_pong = is_ping_next = False

    def start_keepalive(self) -> None:
        self.request = self.response = None  # a tenth of what a waiting page takes
        pulse().join(self)

    def stop_keepalive(self) -> None:
        pulse().leave(self)

    def beat(self) -> None:
        if self.close_sent or self.transport.is_closing():
            return
        if self.awaits_pong:
            self.keepalive_timeout()
            return
        self.is_ping_next = not self.is_ping_next
        self.awaits_pong = not self.is_ping_next
        self.transport.write(PING if self.awaits_pong else SIGN)

    def handle_pong(self, event: Frame) -> None:
        self.awaits_pong = False

    async def send(self, message: Any) -> None:
        text = message.get("text")
        if text is None or not self.handshake_complete or self.close_sent or self.initial_response is not None:
            await super().send(message)
            return
        if not self.writable.is_set():
            await self.writable.wait()
        if self.disconnected or self.close_sent or self.conn.state is not State.OPEN:
            raise ClientDisconnected
        self.transport.write(framed(text))
