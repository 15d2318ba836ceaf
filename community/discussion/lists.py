"""The socket of a list: it hears which posts came or changed, and says nothing itself."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict

from community.accounts.sockets import SocketPerson
from community.core.errors import NotFound, TooFast
from community.core.middleware.language import language_of

from .consumers import FLOOD, HEADERS, NOT_ALLOWED, LiveConsumer
from .live import Feed, Viewer, Watcher, in_database
from .pages import open_pages, place_of


class ListConsumer(LiveConsumer, ABC):
    """A list of a package: `feed` is what it hears, `enter` whether somebody may, and what they want of it."""

    feed: Feed

    @abstractmethod
    def enter(self, user: Any, query: QueryDict) -> Callable[[dict[str, Any]], bool]:
        """Which posts, by their facts, belong into the list. Raises NotFound. Reads the database."""

    async def connect(self) -> None:
        self.session = SocketPerson(self.scope)
        await self.accept(headers=HEADERS)
        try:
            query = QueryDict(self.scope["query_string"][:2000])
            self.held.enter_context(place_of(self.scope))
            self.user, wants = await in_database(self._enter, query)
        except TooFast:
            await self.close(FLOOD)
            return
        except (NotFound, TooManyFieldsSent):
            await self.close(NOT_ALLOWED)
            return
        language = language_of(self.scope["cookies"])
        viewer = Viewer(seq=0, language=language, transmit=self._transmit, end=self.close, sees=self._sees)
        await self._say(t="hello")
        watcher = Watcher(viewer, wants, self.session)
        self.feed.add(watcher)
        self.held.callback(self.feed.remove, watcher)
        open_pages.add(self)
        self.held.callback(open_pages.discard, self)
        await self.opened(watcher, query)

    def _enter(self, query: QueryDict) -> tuple[Any, Any]:
        user = self.session.now()
        return user, self.enter(user, query)

    async def opened(self, watcher: Watcher, query: QueryDict) -> None:
        """What else is to be told or noted at the beginning."""

    async def _sees(self) -> bool:
        return True

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """A list has nothing to say."""
        await self.close(FLOOD)
