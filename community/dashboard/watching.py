"""Open lists of the desk hear of posts that came or changed, and of colleagues who have a post open."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from community.discussion.live import Feed, in_database, lines
from community.issues.models import Issue

AGAIN, STALE = 20.0, 60.0  # seconds: who looks says so again; who has not, in another process, looks no more


@dataclass(eq=False)
class DeskFeed(Feed):
    """Also knows which post whom has open: here, and (for a minute) in other processes."""

    _here: dict[int, Counter[str]] = field(default_factory=dict)
    _elsewhere: dict[int, dict[str, tuple[float, list[str]]]] = field(default_factory=dict)
    _running: set[asyncio.Task] = field(default_factory=set)

    @contextmanager
    def looking(self, number: int, name: str) -> Any:
        """An officer has a post open, as long as this lasts."""
        names = self._here.setdefault(number, Counter())
        names[name] += 1
        self._say(number)
        again = self._run(self._say_again(number))
        try:
            yield
        finally:
            again.cancel()
            names[name] -= 1
            self._say(number)

    def who(self, number: int) -> list[str]:
        moment = asyncio.get_running_loop().time()
        others = [names for at, names in self._elsewhere.get(number, {}).values() if moment - at < STALE]
        return sorted({*+self._here.get(number, Counter()), *(name for names in others for name in names)})

    def hear(self, message: dict[str, Any]) -> None:
        if "who" not in message:
            super().hear(message)
        else:
            self.call(self._hear_who, message["number"], message["from"], message["who"])

    def _hear_who(self, number: int, process: str, names: list[str]) -> None:
        self._elsewhere.setdefault(number, {})[process] = (asyncio.get_running_loop().time(), names)
        self._run(self._tell(number))

    def _say(self, number: int) -> None:
        lines.send({"feed": self.name, "number": number, "who": sorted(+self._here[number])})
        self._run(self._tell(number))

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
    def looked_at(self) -> list[int]:
        return [number for number in {*self._here, *self._elsewhere} if self.who(number)]

    def _run(self, work: Coroutine[Any, Any, None]) -> asyncio.Task:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task


async def give(feed: Feed, news: dict[int, bool]) -> None:
    """Each officer hears of what this desk sees in this session. Numbers alone: the list is loaded for the rest."""
    for watcher in list(feed.watchers):
        for number in await in_database(seen, watcher.session, list(news)):
            watcher.tell({"t": "new" if news[number] else "changed", "number": number})


def seen(session: Any, numbers: list[int]) -> list[int]:
    rows = Issue.objects.at_desk_of(session.now()).filter(number__in=numbers)
    return list(rows.order_by("number").values_list("number", flat=True))


DESK = DeskFeed("desk", give)
