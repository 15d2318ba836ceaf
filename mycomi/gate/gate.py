import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from a2wsgi import WSGIMiddleware

from .body import Gone, Refused, Uploads, receive_body
from .files import Handed, send_file
from .pages import SLOWEST_READER, Outgoing, answer
from .visitor import resolve

log = logging.getLogger(__name__)
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
MOST_WAITING = 300  # requests in the pool and before it; more get a quick 503


class Gate:
    """The ASGI application of this project."""

    def __init__(self, *, wsgi: Callable, websocket: Callable, threads: int, proxies: int, spool: str) -> None:
        self._pool = WSGIMiddleware(_with_body(wsgi), workers=threads)
        self._websocket = websocket
        self._proxies = proxies
        self._spool = spool
        self._uploads = Uploads()
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(resolve(scope, self._proxies), receive, send)
        else:
            await self._http(resolve(scope, self._proxies), receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await receive_body(scope, receive, self._uploads, self._spool)
        except Refused as refused:
            await answer(send, refused.status, refused.sentence)
            return
        except Gone:
            return
        if self._waiting >= MOST_WAITING:
            body.close()
            await answer(send, 503, "いま混みあっています。少し待って、もう一度ひらいてください。")
            return
        self._waiting += 1
        try:
            with body:
                await self._through_pool(scope | {"mycomi.body": body}, send)
        finally:
            self._waiting -= 1

    async def _through_pool(self, scope: Scope, send: Send) -> None:
        """Run the view on a thread; its page leaves by a task of its own, a file after it, from this loop."""
        outgoing = Outgoing(send)
        sending = asyncio.create_task(outgoing.run())
        held: list[dict[str, Any]] = []

        async def collect(message: dict[str, Any]) -> None:
            is_end = message["type"] == "http.response.body" and not message.get("more_body")
            if is_end and "mycomi.file" in scope:
                held.append(message)
            else:
                await outgoing.put(message)

        try:
            await self._pool(scope, _nothing_more, collect)
            outgoing.close()
            await asyncio.wait_for(sending, SLOWEST_READER)
            if held:
                await send_file(scope["mycomi.file"], send)
        except TimeoutError:
            log.info("a reader took longer than %s s", SLOWEST_READER)
        finally:
            sending.cancel()


def _with_body(wsgi: Callable) -> Callable:
    """Django reads the body from where the gate has put it, and leaves files for the gate to send."""

    def application(environ: dict[str, Any], start_response: Callable) -> Any:
        scope = environ["asgi.scope"]
        body = scope["mycomi.body"]
        body.seek(0, 2)
        environ["CONTENT_LENGTH"] = str(body.tell())
        body.seek(0)
        environ["wsgi.input"] = body
        environ["wsgi.file_wrapper"] = Handed(scope)
        return wsgi(environ, start_response)

    return application


async def _nothing_more() -> dict[str, Any]:
    """The body was received before; the adapter has nothing to wait for."""
    return {"type": "http.request", "body": b"", "more_body": False}


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
