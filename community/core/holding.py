"""Who holds what was begun without an account: a browser, by a secret in a cookie of its own.

Tables keep only a hash of it, so that nobody reads what is held from a copy of the database.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from .ids import ALPHABET, token
from .ratelimit import network_of

LIVES = timedelta(hours=48)  # as long as what is held
SECRET = re.compile(f"[{ALPHABET}]{{26}}")


@dataclass(frozen=True)
class Holder:
    """One browser. `is_new`: it does not have its cookie yet, so nothing can be held for it."""

    secret: str
    is_new: bool

    @classmethod
    def of(cls, request: HttpRequest) -> "Holder":
        known = request.COOKIES.get(settings.HOLDER_COOKIE_NAME, "")
        return cls(known, is_new=False) if SECRET.fullmatch(known) else cls(token(), is_new=True)

    @property
    def name(self) -> str:
        """What tables know it by."""
        return _hashed("holder", self.secret)

    def remember(self, response: HttpResponse, *, secure: bool) -> None:
        """Begin or go on: the cookie lives as long as what was held last."""
        response.set_cookie(
            settings.HOLDER_COOKIE_NAME,
            self.secret,
            max_age=int(LIVES.total_seconds()),
            httponly=True,
            samesite="Lax",
            secure=secure,
        )


def hashed_network(request: HttpRequest) -> str:
    """From where somebody writes, so that it can be counted and not read."""
    return _hashed("network", network_of(request.META["REMOTE_ADDR"]))


def _hashed(sort: str, secret: str) -> str:
    return salted_hmac(f"mycomi.{sort}", secret, algorithm="sha256").hexdigest()
