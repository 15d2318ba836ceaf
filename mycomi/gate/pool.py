"""Django's sync stack on a fixed number of threads, one hop there and one back a request."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import quote_from_bytes

from asgiref.wsgi import WsgiToAsgiInstance

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
ASCII = "".join(map(chr, range(33, 127)))
PIECE = 128 * 1024  # bytes
SLOWEST_READER = 120.0  # seconds for a page; files and streams have no limit


@dataclass
class Answer:
    """What a view gave back: a whole page, or something to be sent piece by piece."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    pieces: Iterator[bytes] | None = None
    file: IO[bytes] | None = None


class Pool:
    """Runs a WSGI application; everything that waits for the network happens on the event loop."""

    def __init__(self, wsgi: Callable, threads: int) -> None:
        self._wsgi = wsgi
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="web")

    async def __call__(self, scope: Scope, body: IO[bytes], send: Send) -> None:
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._threads, self._run, scope, body)
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        if answer.file is not None:
            await self._send_pieces(iter(lambda: answer.file.read(PIECE), b""), send, answer.file.close)
        elif answer.pieces is not None:
            await self._send_pieces(answer.pieces, send, getattr(answer.pieces, "close", None))
        else:
            async with asyncio.timeout(SLOWEST_READER):
                await send({"type": "http.response.body", "body": answer.body})

    def _run(self, scope: Scope, body: IO[bytes]) -> Answer:
        """On a thread: the whole view, and its page where it is one."""
        answer = Answer()

        def keep_file(file: IO[bytes], block_size: int = PIECE) -> list[bytes]:
            answer.file = file
            return []

        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> None:
            answer.status = int(status[:3])
            answer.headers = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers]

        environ = _environ(scope, body)
        environ |= {"CONTENT_LENGTH": str(_length(body)), "wsgi.file_wrapper": keep_file}
        response = self._wsgi(environ, start)
        if getattr(response, "streaming", False) and answer.file is None:
            answer.pieces = iter(response)
        else:
            answer.body = b"".join(response)
            getattr(response, "close", lambda: None)()
        return answer

    async def _send_pieces(self, pieces: Iterator[bytes], send: Send, close: Callable | None) -> None:
        """As fast as the reader takes them; each is made or read on a thread."""
        loop = asyncio.get_running_loop()
        try:
            while piece := await loop.run_in_executor(self._threads, next, pieces, b""):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            if close is not None:
                close()


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
