"""Pages that are open: who is at the other end, what they have open, and how many one address may hold."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol

from community.accounts.sockets import SocketPerson
from community.core.errors import TooFast
from community.core.middleware.language import language_of
from community.moderation.permissions import ban_of

from .live import Viewer, in_database
from .models import Thread
from .permissions import may_post, speaks_for_city

MOST_AN_ADDRESS = 100  # sockets, streams and polls together
WAIT = 30  # seconds until somebody of the same address has perhaps gone
LONGEST_RETRY = 5000  # milliseconds over which the pages of a server that ends come back
held: Counter[str] = Counter()
open_pages: set["Page"] = set()


class Page(Protocol):
    async def goodbye(self, retry_ms: int) -> None:
        """The process ends; the page comes back by itself after `retry_ms`."""


class Entered(NamedTuple):
    """What somebody has opened, and as whom."""

    thread: Thread
    can_post: bool
    person: str | None
    is_staff: bool


class Visitor:
    """Whoever is at the other end of a line, looked up anew each time: sessions end while lines stay open."""

    def __init__(self, scope: dict[str, Any]) -> None:
        self.session = SocketPerson(scope)
        self.language = language_of(scope["cookies"])
        self._place = scope["url_route"]["kwargs"]

    def enter(self) -> Entered:
        """Raises NotFound for what this person may not know of. Reads the database."""
        user = self.session.now()
        thread = Thread.objects.of(user, self._place["kind"], self._place["number"])
        can_post = may_post(user, thread) and ban_of(user) is None
        person = user.public_id if user.is_authenticated else None
        return Entered(thread, can_post, person, speaks_for_city(user, thread))

    def viewer(self, entered: Entered, **how: Any) -> Viewer:
        async def sees() -> bool:
            return await in_database(self._still_sees, entered.thread.pk)

        who = {"person": entered.person, "is_staff": entered.is_staff, "language": self.language}
        return Viewer(sees=sees, **who, **how)

    def _still_sees(self, thread_id: int) -> bool:
        return Thread.objects.visible_to(self.session.now()).filter(pk=thread_id).exists()


@contextmanager
def place_of(scope: dict[str, Any]) -> Iterator[None]:
    """One of the places that an address may hold. Raises TooFast when all are taken."""
    address = (scope.get("client") or ("", 0))[0]
    if held[address] >= MOST_AN_ADDRESS:
        raise TooFast(WAIT)
    held[address] += 1
    try:
        yield
    finally:
        held[address] -= 1
        if not held[address]:
            del held[address]


def number_in(query: bytes, name: bytes, latest: int) -> int | None:
    """The number of this name in a query, not above `latest`; None without one."""
    for part in query.split(b"&"):
        given, _equals, value = part.partition(b"=")
        if given == name and value.isdigit():
            return min(int(value[:18]), latest)
    return None


async def say_goodbye() -> None:
    """Tell every open page of this process that it ends, and spread their coming back."""
    pages = list(open_pages)
    await asyncio.gather(
        *(page.goodbye(retry_ms=random.randrange(LONGEST_RETRY)) for page in pages),  # noqa: S311 - only spreads load
        return_exceptions=True,
    )
