"""The way to open sockets: what a thousand of them are told is framed once."""

from functools import lru_cache
from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State

REMEMBERED = 32  # frames; a talk tells the same one to everybody in a row


@lru_cache(REMEMBERED)
def framed(text: str) -> bytes:
    """The bytes of a frame from a server, which are the same for every reader (RFC 6455, 5.1: not masked)."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


class OpenSocket(WebSocketsSansIOProtocol):
    """uvicorn's socket, but for text once it is open."""

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
