"""Lists that pages have open: the board, the desk. They hear of posts by number, and look what they may show.

All of it is hints: whoever missed one sees it with the next load of the list.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from .between import lines
from .rooms import as_text
from .viewers import Viewer

log = logging.getLogger(__name__)
PAUSE = 0.2  # seconds in which news are gathered: a list is looked at once for all of them


@dataclass(eq=False)
class Watcher:
    """One list that is open. `wants` says whether a post with these facts belongs into it; `session` knows whose it is,
    asked anew each time."""

    viewer: Viewer
    wants: Callable[[dict[str, Any]], bool]
    session: Any

    def tell(self, frame: dict[str, Any]) -> None:
        if not self.viewer.under_way:  # whose way is full does without
            self.viewer.push(as_text(frame))


@dataclass(eq=False)
class Feed:
    """One kind of list in this process. `give` looks at the posts of some news and tells the watchers."""

    name: str
    give: Callable[["Feed", dict[int, bool]], Any]
    watchers: set[Watcher] = field(default_factory=set)
    _news: dict[int, bool] = field(default_factory=dict)
    _loop: asyncio.AbstractEventLoop | None = None
    _running: set[asyncio.Task] = field(default_factory=set)

    def __post_init__(self) -> None:
        feeds[self.name] = self

    def add(self, watcher: Watcher) -> None:
        self._loop = asyncio.get_running_loop()
        self.watchers.add(watcher)

    def remove(self, watcher: Watcher) -> None:
        self.watchers.discard(watcher)
        watcher.viewer.leave()

    def hear(self, message: dict[str, Any]) -> None:
        """From any thread, and from other processes."""
        self.call(self._gather, message["number"], message["new"])

    def call(self, work: Callable[..., None], *args: Any) -> None:
        if self.watchers and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(work, *args)

    def _gather(self, number: int, is_new: bool) -> None:
        if not self._news:
            asyncio.get_running_loop().call_later(PAUSE, self._start)
        self._news[number] = self._news.get(number, False) or is_new

    def _start(self) -> None:
        news, self._news = self._news, {}
        self.run(self.give(self, news))

    def run(self, work: Coroutine[Any, Any, None]) -> asyncio.Task:
        """On the loop, beside everything else; what goes wrong is in the log."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task) -> None:
        self._running.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a list could not be told", exc_info=task.exception())


def tell_feed(name: str, number: int, *, is_new: bool = False) -> None:
    """A post came, or its place or look in such lists may have changed. From any thread, after the commit."""
    news = {"feed": name, "number": number, "new": is_new}
    hear_of(news)
    lines.send(news)


def hear_of(news: dict[str, Any]) -> None:
    """A command or a worker has no lists, and may not know their names."""
    feed = feeds.get(news["feed"])
    if feed is not None:
        feed.hear(news)


feeds: dict[str, Feed] = {}
