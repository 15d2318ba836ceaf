"""One talk that somebody has open: its last events, encoded once a language, and its viewers."""

import asyncio
import json
import logging
from collections.abc import Iterable
from typing import Any

from community.core.visibility import Visibility

from .database import in_database
from .reading import Frame, read_frames
from .viewers import GONE, RESTARTING, TOO_SLOW, Viewer

log = logging.getLogger(__name__)
RING = 200  # events a room remembers
CROWD = 50  # viewers from which on news that come fast are given together
PATIENCE = 1.0  # seconds until a number that the log does not have is asked for again
PAUSE = 0.03  # seconds between two rounds of a crowd


class Room:
    def __init__(self, thread_id: int, visibility: str) -> None:
        self.thread_id, self.visibility = thread_id, visibility
        self.latest = 0  # the highest number known to exist
        self.viewers: set[Viewer] = set()
        self._frames: dict[tuple[int, str], str] = {}
        self._turns: dict[int, int | None] = {}  # events that changed words here → their number
        self._reading = asyncio.Lock()
        self._round: asyncio.Task | None = None
        self._asked = False

    # Who is here

    def add(self, viewer: Viewer) -> None:
        viewer.visibility = self.visibility
        viewer.on_free = self._advance
        self.viewers.add(viewer)
        self._advance(viewer)

    def remove(self, viewer: Viewer) -> None:
        self.viewers.discard(viewer)
        viewer.on_free = lambda gone: None
        viewer.leave()

    # What is new

    def stir(self) -> None:
        """Something may have happened. Whoever says so while a round is under way is served by it, or by the next."""
        self._asked = True
        if self._round is None and self.viewers:
            self._round = asyncio.get_running_loop().create_task(self._rounds())
            self._round.add_done_callback(self._rest)

    def _rest(self, done: asyncio.Task) -> None:
        self._round = None
        if self._asked:  # between its last look and now
            self.stir()
        if not done.cancelled() and done.exception() is not None:
            log.error("room %s can no longer follow", self.thread_id, exc_info=done.exception())
            for viewer in list(self.viewers):
                self._close(viewer, RESTARTING)

    async def _rounds(self) -> None:
        while self._asked and self.viewers:
            self._asked = False
            for language, seq in self._wanted().items():
                await self.since(seq, language)
            batches: dict[tuple[int, str], str] = {}
            for viewer in list(self.viewers):
                self._advance(viewer, batches)
            if len(self.viewers) >= CROWD:
                await asyncio.sleep(PAUSE)

    def _wanted(self) -> dict[str, int]:
        """From which number on each language is needed by those who are up to date, or nearly.

        Of what is not public nothing is read before somebody may see it.
        """
        wanted: dict[str, int] = {}
        if self.visibility != Visibility.PUBLIC:
            return wanted
        for viewer in self.viewers:
            if self.latest - RING <= viewer.seq < self.latest and not viewer.is_waiting:
                wanted[viewer.language] = min(viewer.seq, wanted.get(viewer.language, viewer.seq))
        return wanted

    def _advance(self, viewer: Viewer, batches: dict[tuple[int, str], str] | None = None) -> None:
        """Give a viewer what it lacks: from memory at once, or from the log when memory does not reach back."""
        if viewer.is_waiting or viewer not in self.viewers:
            return
        if viewer.visibility != self.visibility or self.visibility != Visibility.PUBLIC:
            if viewer.seq < self.latest or viewer.visibility != self.visibility:
                viewer.busy(self._guarded(viewer))
        elif viewer.seq < self.latest:
            # What memory has of an older moment may be words that were hidden since: it is given only when it is whole.
            if not self._has(viewer.seq, viewer.language):
                viewer.busy(self._catch_up(viewer))
                return
            try:
                self._push_from_memory(viewer, {} if batches is None else batches)
            except OSError:  # the page has gone; its transport is about to say so
                self.remove(viewer)
                return

    def _push_from_memory(self, viewer: Viewer, batches: dict[tuple[int, str], str]) -> None:
        first, language = viewer.seq + 1, viewer.language
        if viewer.batches and (first + 1, language) in self._frames and (first, language) in self._frames:
            if (first, language) not in batches:
                batches[first, language] = _batch(self._known_from(first, language))
            viewer.seq = self._last_known(first, language)
            viewer.push(batches[first, language], viewer.seq)
            return
        while not viewer.is_waiting and (frame := self._frames.get((viewer.seq + 1, language))) is not None:
            viewer.seq += 1
            viewer.push(frame, viewer.seq)

    def _known_from(self, seq: int, language: str) -> Iterable[str]:
        while (frame := self._frames.get((seq, language))) is not None:
            yield frame
            seq += 1

    def _last_known(self, seq: int, language: str) -> int:
        while (seq + 1, language) in self._frames:
            seq += 1
        return seq

    async def _guarded(self, viewer: Viewer) -> None:
        """What is not public is for some: whoever has logged out or lost the desk since then hears no more of it."""
        visibility = self.visibility
        if not await viewer.sees():
            self._close(viewer, GONE)
            return
        viewer.visibility = visibility
        await self._catch_up(viewer)

    async def _catch_up(self, viewer: Viewer) -> None:
        try:
            while viewer.seq < self.latest and (found := await self.since(viewer.seq, viewer.language)):
                if viewer.batches and len(found) > 1:
                    found = [(found[-1][0], _batch(text for _seq, text in found))]
                for seq, text in found:
                    await viewer.give(text, seq)
            if viewer.seq < self.latest:  # the log does not have it (yet): ask again, but not at once
                await asyncio.sleep(PATIENCE)
        except OSError:
            raise
        except Exception:
            log.exception("a page of room %s can no longer follow", self.thread_id)
            self._close(viewer, RESTARTING)

    def _close(self, viewer: Viewer, code: int) -> None:
        self.viewers.discard(viewer)
        asyncio.get_running_loop().create_task(_end(viewer, code))

    def cut_the_slow(self) -> None:
        moment = asyncio.get_running_loop().time()
        for viewer in [viewer for viewer in self.viewers if viewer.is_too_slow(self.latest, moment)]:
            self.remove(viewer)
            self._close(viewer, TOO_SLOW)

    # Hints: for whoever has a free way now

    def tell(self, text: str, *, but: str | None = None) -> None:
        """A frame without a number, for everybody but one person. Who is behind does without."""
        for viewer in list(self.viewers):
            if viewer.is_waiting or (but is not None and viewer.person == but):
                continue
            if self.visibility != Visibility.PUBLIC:
                viewer.busy(self._tell_if_seen(viewer, text))
                continue
            try:
                viewer.push(text)
            except OSError:
                self.remove(viewer)

    async def _tell_if_seen(self, viewer: Viewer, text: str) -> None:
        if await viewer.sees():
            await viewer.transmit(text, None)
        else:
            self._close(viewer, GONE)

    # What is remembered

    async def since(self, seq: int, language: str) -> list[tuple[int, str]]:
        """(number, frame) of the events after `seq`, in order, at most a page; read once for all who want them."""
        async with self._reading:
            if not self._has(seq, language):
                self._remember(await in_database(read_frames, self.thread_id, seq, language), language)
        found = []
        while (seq + 1, language) in self._frames:
            seq += 1
            found.append((seq, self._frames[seq, language]))
        self._forget()
        return found

    def _remember(self, read: list[Frame], language: str) -> None:
        self._take_back([frame for frame in read if frame.turns])
        for frame in read:
            self._frames[frame.seq, language] = frame.text
            self.latest = max(self.latest, frame.seq)

    def _take_back(self, turns: list[Frame]) -> None:
        """Words that were changed, hidden or shown again leave the memory in every language, once an event, and so do
        what quotes them and the earlier events that brought them: what is read later is as it is then."""
        new = [frame for frame in turns if frame.seq not in self._turns]
        said = {frame.turns for frame in new}
        gone = said | {number for number, words in self._turns.items() if words in said}
        gone |= {number for frame in new for number in frame.quoted_in}
        self._turns |= {frame.seq: frame.turns for frame in turns}
        for place in [place for place in self._frames if place[0] in gone]:
            del self._frames[place]

    def _has(self, seq: int, language: str) -> bool:
        return seq >= self.latest or all((n, language) in self._frames for n in range(seq + 1, self.latest + 1))

    def _forget(self) -> None:
        oldest = self.latest - RING
        for number, language in [name for name in self._frames if name[0] <= oldest]:
            del self._frames[number, language]
        for number in [number for number in self._turns if number <= oldest]:
            del self._turns[number]


def _batch(frames: Iterable[str]) -> str:
    return f'{{"t": "batch", "frames": [{", ".join(frames)}]}}'


async def _end(viewer: Viewer, code: int) -> None:
    try:
        await viewer.end(code)
    except OSError as gone:
        log.debug("a page had gone: %s", gone)


def as_text(frame: dict[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False)
