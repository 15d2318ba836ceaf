"""Pages that are open: who is at the other end, what they have open, and how many one address may hold."""

import asyncio
import logging
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol

from community.accounts.sockets import SocketPerson
from community.core.errors import TooFast
from community.core.middleware.language import language_of
from community.core.ratelimit import network_of
from community.moderation.permissions import ban_of

from .live import Viewer, in_database
from .models import Thread
from .permissions import may_post, speaks_for_city

log = logging.getLogger(__name__)
MOST_A_NETWORK = 100  # sockets, streams and polls together
OPENED_AT_ONCE, OPENED_A_SECOND = 300, 10.0  # of one network
MOST_NETWORKS = 10_000  # that are remembered
WAIT = 30  # seconds until somebody of the same address has perhaps gone
LONGEST_RETRY = 5000  # milliseconds over which the pages of a server that ends come back
LONGEST_GOODBYE = 2.0  # seconds: whose way is full does without
held: Counter[str] = Counter()
opened: dict[str, "Bucket"] = {}
open_pages: set["Page"] = set()


class Bucket:
    """Holds so many, and fills slowly. For what is counted in this process alone."""

    __slots__ = ("_at", "_most", "_per_second", "_rest")

    def __init__(self, most: int, per_second: float) -> None:
        self._most, self._per_second = most, per_second
        self._rest, self._at = float(most), time.monotonic()

    def spend(self) -> bool:
        """False when it is empty: a flood."""
        moment = time.monotonic()
        self._rest = min(self._most, self._rest + (moment - self._at) * self._per_second)
        self._at = moment
        if self._rest < 1:
            return False
        self._rest -= 1
        return True


class Page(Protocol):
    async def goodbye(self, retry_ms: int) -> None:
        """The process ends; the page comes back by itself after `retry_ms`."""


class Entered(NamedTuple):
    """What somebody has opened, and as whom."""

    thread: Thread
    can_post: bool
    person: str | None
    is_staff: bool


class Line:
    """The way to the page. After a close, or when the page has gone, what was still on its way to it is dropped."""

    def __init__(self, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self._send = send
        self._is_over = False

    async def __call__(self, message: dict[str, Any]) -> None:
        if self._is_over:
            return
        self._is_over = message["type"] == "websocket.close"
        try:
            await self._send(message)
        except (OSError, RuntimeError) as gone:  # a page that hung up, or that the server closes: its end is on the way
            log.debug("a page has gone: %s", gone)
            self._is_over = True


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
    """One of the places that a network may hold. Raises TooFast when all are taken, or taken too fast: each opening
    reads the database."""
    network = network_of((scope.get("client") or ("", 0))[0])
    bucket = opened.pop(network, None) or Bucket(OPENED_AT_ONCE, OPENED_A_SECOND)
    opened[network] = bucket  # whoever was here last, comes last
    if len(opened) > MOST_NETWORKS:
        del opened[next(iter(opened))]
    if held[network] >= MOST_A_NETWORK or not bucket.spend():
        raise TooFast(WAIT)
    held[network] += 1
    try:
        yield
    finally:
        held[network] -= 1
        if not held[network]:
            del held[network]


def number_in(query: bytes, name: bytes, latest: int) -> int | None:
    """The number of this name in a query, not above `latest`; None without one."""
    for part in query.split(b"&"):
        given, _equals, value = part.partition(b"=")
        if given == name and value.isdigit():
            return min(int(value[:18]), latest)
    return None


async def say_goodbye() -> None:
    """Tell every open page of this process that it ends, and spread their coming back."""
    goodbyes = [page.goodbye(retry_ms=random.randrange(LONGEST_RETRY)) for page in open_pages]  # noqa: S311 - only spreads load
    if goodbyes:
        await asyncio.wait([asyncio.ensure_future(one) for one in goodbyes], timeout=LONGEST_GOODBYE)
