"""One open page as the hub sees it: a number, and a way to it that may be full."""

import asyncio
import logging
import types
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import Any

log = logging.getLogger(__name__)
TOO_SLOW, GONE, RESTARTING = 1013, 4410, 1012
# A page that takes nothing for so many seconds is cut, and comes back with its number: sooner when it is far behind.
LONGEST_WAIT, MOST_BEHIND, FAR_WAIT = 30.0, 256, 10.0


class Viewer:
    """A socket, a stream or a poll. Its transport says how something is sent to it and how it ends.

    `transmit` sends one frame, with its number where it has one; `end` closes with a code. `sees` asks anew whether the
    person may see the thread, where that is not public. `batches`: several events may come as one frame. `person` is a
    public id; `is_here`: somebody who is counted. `under_way`: something is still on its way to it, or being read for
    it; it is given the rest when that has come, and `on_free` is called.
    """

    __slots__ = (
        "_ending", "_moved_at", "batches", "end", "is_here", "is_staff", "language", "on_free", "person",
        "sees", "seq", "transmit", "under_way", "visibility",
    )  # fmt: skip

    def __init__(
        self,
        *,
        seq: int,
        language: str,
        transmit: Callable[[str, int | None], Coroutine[Any, Any, None]],
        end: Callable[[int], Coroutine[Any, Any, None]],
        sees: Callable[[], Awaitable[bool]],
        batches: bool = False,
        person: str | None = None,
        is_staff: bool = False,
        is_here: bool = True,
    ) -> None:
        self.seq, self.language, self.visibility = seq, language, ""
        self.transmit, self.end, self.sees = transmit, end, sees
        self.batches, self.person, self.is_staff, self.is_here = batches, person, is_staff, is_here
        self.on_free: Callable[[Viewer], None] = lambda viewer: None
        self.under_way: asyncio.Task | None = None
        self._ending: asyncio.Task | None = None
        self._moved_at = 0.0

    def push(self, text: str, seq: int | None = None) -> None:
        """Send without a task where the way is free. Where it is not, the sending goes on as a task."""
        sending = self.transmit(text, seq)
        try:
            waits_for = sending.send(None)
        except StopIteration:
            return
        self.busy(_go_on(sending, waits_for))

    def busy(self, work: Coroutine[Any, Any, Any]) -> None:
        """Nothing is pushed while this lasts."""
        self.moved()
        self.under_way = asyncio.get_running_loop().create_task(work)
        self.under_way.add_done_callback(self._free)

    def _free(self, done: asyncio.Task) -> None:
        self.under_way = None
        if done.cancelled():
            return
        error = done.exception()
        if error is None:
            self.on_free(self)
        else:
            log.error("a page can no longer follow", exc_info=error)
            self.cut(RESTARTING)

    def is_too_slow(self, latest: int, moment: float) -> bool:
        patience = FAR_WAIT if latest - self.seq > MOST_BEHIND else LONGEST_WAIT
        return self.under_way is not None and moment - self._moved_at > patience

    async def give(self, text: str, seq: int) -> None:
        """Send as part of something that is under way."""
        self.moved()
        await self.transmit(text, seq)
        self.seq = seq
        self.moved()

    def moved(self) -> None:
        self._moved_at = asyncio.get_running_loop().time()

    def cut(self, code: int) -> None:
        self._ending = asyncio.get_running_loop().create_task(self.end(code))

    def leave(self) -> None:
        if self.under_way is not None:
            self.under_way.cancel()


@types.coroutine
def _go_on(sending: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """The rest of a coroutine that was begun by hand, as one that a task can run."""
    while True:
        try:
            got = yield waits_for
        except BaseException as error:  # noqa: BLE001 - a cancelled task: the coroutine hears of it as if it were its own
            resume, given = sending.throw, error
        else:
            resume, given = sending.send, got
        try:
            waits_for = resume(given)
        except StopIteration:
            return
