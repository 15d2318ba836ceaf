"""The door of every WebSocket: what Django's middleware does for pages is done here for sockets."""

import logging
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

log = logging.getLogger(__name__)


class Door:
    """Only pages of this very site may open a socket; the cookies are read, everything else is refused."""

    def __init__(self, inner: Callable[..., Awaitable[None]]) -> None:
        self._inner = inner

    async def __call__(self, scope: dict[str, Any], receive: Callable, send: Callable) -> None:
        headers = {name: value.decode("latin1") for name, value in scope["headers"]}
        if not is_same_origin(scope["scheme"], headers.get(b"host", ""), headers.get(b"origin", "")):
            await receive()
            await send({"type": "websocket.close"})
            return
        scope["cookies"] = _cookies(headers.get(b"cookie", ""))
        try:
            await self._inner(scope, receive, send)
        except ValueError as unknown:  # Channels' router: no route for this address
            log.info("no socket at %r: %r", scope["path"], str(unknown))
            await send({"type": "websocket.close"})


def is_same_origin(scheme: str, host: str, origin: str) -> bool:
    """A missing Origin is refused: browsers always send one."""
    domain, _port = split_domain_port(host)
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    try:
        page = urlsplit(origin)
    except ValueError:
        return False
    return page.scheme == {"ws": "http", "wss": "https"}.get(scheme) and page.netloc.lower() == host.lower()


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}
