import logging
from collections.abc import Awaitable, Callable
from typing import Any

from .body import Gone, Refused, Uploads, receive_body
from .pool import Pool
from .readers import Send, TooSlow
from .visitor import resolve

log = logging.getLogger(__name__)
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
STREAMS = "/live/"  # requests that stay open run on the event loop: a thread each would soon be all threads


class Gate:
    """The ASGI application of this project."""

    def __init__(
        self, *, wsgi: Callable, websocket: Callable, streams: Callable, threads: int, proxies: int, spool: str
    ) -> None:
        self._pool = Pool(wsgi, threads)
        self._websocket, self._streams = websocket, streams
        self._proxies = proxies
        self._spool = spool
        self._uploads = Uploads()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(resolve(scope, self._proxies), receive, send)
        elif scope["path"].startswith(STREAMS):
            await self._streams(resolve(scope, self._proxies), receive, send)
        else:
            await self._http(resolve(scope, self._proxies), receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            with await receive_body(scope, receive, self._uploads, self._spool) as body:
                answer = await self._pool.answer(scope, body)
        except Refused as refused:
            await refuse(send, refused.status, refused.sentence)
            return
        except Gone:
            return
        try:
            await self._pool.send(answer, send)
        except TooSlow:
            log.info("a reader was too slow for its answer")


async def refuse(send: Send, status: int, sentence: str) -> None:
    """A plain sentence from the gate itself, for what never reaches a view."""
    body = sentence.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"default-src 'none'"),
        (b"connection", b"close"),
    ]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
