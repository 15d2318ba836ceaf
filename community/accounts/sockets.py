"""Who is at the other end of a socket. Sockets skip Django's middleware, so the session is read here."""

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore

from .middleware import with_duty


class SocketPerson:
    """The person of a socket's session cookie, looked up anew each time: sessions end while sockets stay open."""

    def __init__(self, scope: dict[str, Any]) -> None:
        self._key = scope["cookies"].get(settings.SESSION_COOKIE_NAME)

    def now(self) -> Any:
        """A User, on duty if the session says so, or AnonymousUser. Reads the database."""
        request = SimpleNamespace(session=SessionStore(self._key))
        return with_duty(request, get_user(request))
