"""Open lists of the desk hear of posts that came or changed, and of colleagues who have a post open."""

import asyncio
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from community.discussion.live import Feed, in_database, lines
from community.issues.models import Issue

AGAIN, STALE = 20.0, 60.0  # seconds: who looks says so again; who has not, in another process, looks no more


class Elsewhere(NamedTuple):
    """Who has a post open in another process, and when that is forgotten unless it says so again."""

    names: list[str]
    forgotten: asyncio.TimerHandle


@dataclass(eq=False)
class DeskFeed(Feed):
    """Also knows which post whom has open, here and in other processes."""

    _here: dict[int, Counter[str]] = field(default_factory=dict)
    _elsewhere: dict[tuple[int, str], Elsewhere] = field(default_factory=dict)

    @contextmanager
    def looking(self, number: int, name: str) -> Any:
        """An officer has a post open, as long as this lasts."""
        names = self._here.setdefault(number, Counter())
        names[name] += 1
        self._changed(number)
        again = self.run(self._say_again(number))
        try:
            yield
        finally:
            again.cancel()
            names[name] -= 1
            if not +names:
                del self._here[number]
            self._changed(number)

    def who(self, number: int) -> list[str]:
        others = {name for (n, _process), there in self._elsewhere.items() if n == number for name in there.names}
        return sorted(others.union(self._names(number)))

    def hear(self, message: dict[str, Any]) -> None:
        if "who" not in message:
            super().hear(message)
        else:
            self.call(self._hear_who, message["number"], message["from"], message["who"])

    def _hear_who(self, number: int, process: str, names: list[str]) -> None:
        before = self.who(number)
        old = self._elsewhere.pop((number, process), None)
        if old is not None:
            old.forgotten.cancel()
        if names:
            forgotten = asyncio.get_running_loop().call_later(STALE, self._hear_who, number, process, [])
            self._elsewhere[number, process] = Elsewhere(names, forgotten)
        if self.who(number) != before:
            self.run(self._tell(number))

    def _names(self, number: int) -> list[str]:
        return sorted(+self._here.get(number, Counter()))

    def _changed(self, number: int) -> None:
        self._say(number)
        self.run(self._tell(number))

    def _say(self, number: int) -> None:
        lines.send({"feed": self.name, "number": number, "who": self._names(number)})

    async def _say_again(self, number: int) -> None:
        while True:
            await asyncio.sleep(AGAIN)
            self._say(number)

    async def _tell(self, number: int) -> None:
        for watcher in list(self.watchers):
            await self.tell_who(watcher, [number])

    async def tell_who(self, watcher: Any, numbers: list[int]) -> None:
        """Of posts that this desk sees."""
        for number in await in_database(seen, watcher.session, numbers):
            watcher.tell({"t": "looking", "number": number, "who": self.who(number)})

    @property
    def looked_at(self) -> set[int]:
        return {*self._here, *(number for number, _process in self._elsewhere)}


async def give(feed: Feed, news: dict[int, bool]) -> None:
    """Each officer hears of what this desk sees in this session. Numbers alone: the list is loaded for the rest."""
    for watcher in list(feed.watchers):
        for number in await in_database(seen, watcher.session, list(news)):
            watcher.tell({"t": "new" if news[number] else "changed", "number": number})


def seen(session: Any, numbers: list[int]) -> list[int]:
    rows = Issue.objects.at_desk_of(session.now()).filter(number__in=numbers)
    return list(rows.order_by("number").values_list("number", flat=True))


DESK = DeskFeed("desk", give)
