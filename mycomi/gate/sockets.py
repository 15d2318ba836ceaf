"""The doors of sockets and streams: what Django's middleware does for pages is done here for them."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import parse_cookie
from django.http.request import split_domain_port, validate_host

log = logging.getLogger(__name__)


class Door:
    """Only pages of this very site may open a socket; the cookies are read, everything else is refused."""

    def __init__(self, inner: Callable[..., Awaitable[None]]) -> None:
        self._inner = inner

    async def __call__(self, scope: dict[str, Any], receive: Callable, send: Callable) -> None:
        headers = _headers(scope)
        if not is_same_origin(scope["scheme"], headers.get(b"host", ""), headers.get(b"origin", "")):
            await receive()
            await send({"type": "websocket.close"})
            return
        scope["cookies"] = parse_cookie(headers.get(b"cookie", ""))
        try:
            await self._inner(scope, receive, send)
        except ValueError as unknown:  # Channels' router: no route for this address
            log.info("no socket at %r: %r", scope["path"], str(unknown))
            await send({"type": "websocket.close"})


class StreamDoor:
    """Streams are read by pages of this very site. Other pages may ask (without an Origin they look alike to an old
    browser), but never read the answer: no header allows it."""

    def __init__(self, inner: Callable[..., Awaitable[None]]) -> None:
        self._inner = inner

    async def __call__(self, scope: dict[str, Any], receive: Callable, send: Callable) -> None:
        headers = _headers(scope)
        if not is_known_host(headers.get(b"host", "")):
            await _refuse(send, 400)
            return
        if headers.get(b"sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            await _refuse(send, 403)
            return
        scope["cookies"] = parse_cookie(headers.get(b"cookie", ""))
        try:
            await self._inner(scope, receive, send)
        except ValueError as unknown:  # Channels' router: no route for this address
            log.info("no stream at %r: %r", scope["path"], str(unknown))
            await _refuse(send, 404)


async def _refuse(send: Callable, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def is_known_host(host: str) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def is_same_origin(scheme: str, host: str, origin: str) -> bool:
    """A missing Origin is refused: browsers always send one."""
    if not is_known_host(host):
        return False
    try:
        page = urlsplit(origin)
    except ValueError:
        return False
    return page.scheme == {"ws": "http", "wss": "https"}.get(scheme) and page.netloc.lower() == host.lower()


def _headers(scope: dict[str, Any]) -> dict[bytes, str]:
    return {name: value.decode("latin1") for name, value in scope["headers"]}
