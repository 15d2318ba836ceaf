"""The way to a request: how long its head may be, and how long it may take to come.

uvicorn counts neither. An endless line of a head is copied again with every packet, on the event loop of everybody; an
endless row of lines fills the memory; a connection that says nothing stays for ever.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

LARGEST = 64 * 1024  # bytes of a head, of a chunk's own line, or of the lines after the last chunk
PIECE = 16 * 1024  # bytes parsed at a time; a head that begins within a piece is counted from the next piece on
PATIENCE = 15.0  # seconds, from the connection or the first byte of a further head to the head's end

TOO_LONG = "アドレスか Cookie が長すぎて、読めませんでした。Cookie を消して、もう一度ひらいてください。"
TOO_SLOW = "通信が止まりました。電波のよい場所で、もう一度ひらいてください。"
HEADERS = (
    b"content-type: text/plain; charset=utf-8\r\nx-content-type-options: nosniff\r\n"
    b"content-security-policy: default-src 'none'\r\nconnection: close\r\n"
)


class Connection(HttpToolsProtocol):
    """uvicorn's connection, bounded until the request is there; from then on `body` counts."""

    _counted = 0  # bytes since the parser last got anywhere
    _got_on = False  # in this piece: a head's end, a part of a body, a message's end
    _in_head = True  # or before it
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._timer = self.loop.call_later(PATIENCE, self._waited_enough)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if len(data) <= PIECE:
            self._feed(data)
            return
        for begin in range(0, len(data), PIECE):
            if self.transport.is_closing() or self.transport.get_protocol() is not self:  # it is a WebSocket now
                return
            self._feed(data[begin : begin + PIECE])

    def on_headers_complete(self) -> None:
        self._got_on, self._in_head = True, False
        self._stop_timer()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._got_on = True
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._got_on = self._in_head = True
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """websockets reads the head again, takes lines of 8 kB only, and leaves the others open without a word."""
        super().handle_websocket_upgrade()
        if not self.transport.get_protocol().handshake_initiated:
            self._refuse(431, TOO_LONG)

    def _feed(self, piece: bytes) -> None:
        self._got_on = False
        super().data_received(piece)
        if self._got_on:
            self._counted = 0
            return
        self._counted += len(piece)
        if self._counted > LARGEST:
            self._refuse(431, TOO_LONG)
        elif self._in_head and self._timer is None:  # only for heads that come in parts
            self._timer = self.loop.call_later(PATIENCE, self._waited_enough)

    def _waited_enough(self) -> None:
        self._timer = None
        if self.cycle is not None and not self.cycle.response_complete:  # an earlier request is being answered
            self._timer = self.loop.call_later(PATIENCE, self._waited_enough)
        elif self._counted:
            self._refuse(408, TOO_SLOW)
        else:
            self.transport.close()

    def _refuse(self, status: int, sentence: str) -> None:
        if self._may_answer():
            body = sentence.encode()
            self.transport.write(STATUS_LINE[status] + HEADERS + b"content-length: %d\r\n\r\n" % len(body) + body)
        self.transport.close()

    def _may_answer(self) -> bool:
        """Unless an earlier request waits for its answer, or has a part of it."""
        if self.cycle is None or self.cycle.response_complete:
            return True
        return not self._in_head and not self.pipeline and not self.cycle.response_started

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
