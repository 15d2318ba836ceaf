"""Django's sync stack on a fixed number of threads, one hop there and one back a request."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import quote_from_bytes

from asgiref.wsgi import WsgiToAsgiInstance

from .body import Refused
from .readers import PIECE, Readers, Send

Scope = dict[str, Any]
ASCII = "".join(map(chr, range(33, 127)))
MOST_WAITING = 300  # requests that wait for a thread or are on one; more get a quick 503


@dataclass
class Answer:
    """What a view gave back: a whole page, or something to be sent piece by piece."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    pieces: Iterator[bytes] | None = None
    close: Callable[[], None] | None = None  # where there are pieces: what they come from


class Pool:
    """Runs a WSGI application; everything that waits for the network happens on the event loop."""

    def __init__(self, wsgi: Callable, threads: int) -> None:
        self._wsgi = wsgi
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="web")
        self._waiting = 0  # for a thread, or on one
        self._readers = Readers()

    async def answer(self, scope: Scope, body: IO[bytes]) -> Answer:
        """What the view says. Raises Refused when too many wait for a thread already."""
        if self._waiting >= MOST_WAITING:
            raise Refused(503, "いま混みあっています。少し待って、もう一度ひらいてください。")
        return await self._on_thread(self._run, scope, body)

    async def send(self, answer: Answer, send: Send) -> None:
        """As fast as the reader takes it; no thread waits for that. Raises TooSlow."""
        start = {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
        if answer.pieces is None:
            await self._readers.give_page(send, start, answer.body)
            return
        try:
            await self._readers.give(send, start, PIECE)  # an open file or stream weighs as much as its first piece
            while (piece := await self._on_thread(next, answer.pieces, None)) is not None:
                await self._readers.give(
                    send, {"type": "http.response.body", "body": piece, "more_body": True}, len(piece)
                )
            await self._readers.give(send, {"type": "http.response.body", "body": b""}, 0)
        finally:
            if answer.close is not None:
                self._threads.submit(answer.close)  # files, a generator's own end, and Django's end of the request

    async def _on_thread(self, work: Callable, *args: Any) -> Any:
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, *args)
        finally:
            self._waiting -= 1

    def _run(self, scope: Scope, body: IO[bytes]) -> Answer:
        """On a thread: the whole view, and its page where it is one."""
        answer = Answer()

        def keep_file(file: IO[bytes], block_size: int = PIECE) -> list[bytes]:
            answer.pieces, answer.close = iter(lambda: file.read(PIECE), b""), file.close
            return []

        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
            answer.status = int(status[:3])
            answer.headers = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers]

        environ = _environ(scope, body)
        environ |= {"CONTENT_LENGTH": str(_length(body)), "wsgi.file_wrapper": keep_file}
        response = self._wsgi(environ, start)
        if answer.pieces is not None:
            return answer
        close = getattr(response, "close", None)
        if getattr(response, "streaming", False):
            answer.pieces, answer.close = iter(response), close
        else:
            answer.body = b"".join(response)
            if close is not None:
                close()
        return answer


def _environ(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """The request as WSGI wants it. Bytes that do not belong into a query are written as browsers write them."""
    query = quote_from_bytes(scope["query_string"], safe=ASCII)
    builder = WsgiToAsgiInstance(None)
    builder.scope = scope | {"query_string": query.encode()}
    return builder.build_environ(builder.scope, body)


def _length(body: IO[bytes]) -> int:
    body.seek(0, 2)
    length = body.tell()
    body.seek(0)
    return length
