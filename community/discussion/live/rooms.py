"""One talk that somebody has open: its last events, encoded once a language, and its viewers."""

import asyncio
import json
import logging
from typing import Any

from community.core.visibility import Visibility

from .database import in_database
from .reading import Frame, read_frames
from .viewers import GONE, RESTARTING, TOO_SLOW, Viewer

log = logging.getLogger(__name__)
RING = 200  # events a room remembers
CROWD = 50  # viewers from which on news that come fast are given together
MOST_TOGETHER, LARGEST_BATCH = 32, 64 * 1024  # events of memory in one frame; characters of the log in one
PATIENCE = 1.0  # seconds until a number that the log does not have is asked for again
PAUSE = 0.03  # seconds between two rounds of a crowd
Batches = dict[tuple[int, int, str], str]


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
        self.typed_at: dict[str, float] = {}  # person → when others were told that they write

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

    def know(self, seq: int) -> None:
        """The log has this number: whoever lacks it is served, whoever it was that said so."""
        if seq > self.latest:
            self.latest = seq
            self.stir()

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
                self.close(viewer, RESTARTING)

    async def _rounds(self) -> None:
        while self._asked and self.viewers:
            self._asked = False
            batches: Batches = {}
            for language, seq in self._wanted().items():
                found = await self.since(seq, language)
                for viewer in list(self.viewers) if found else ():  # at once, while it is as fresh as the log
                    if viewer.language == language and self._is_near(viewer):
                        self._give(viewer, found[-1][0], batches)
            for viewer in list(self.viewers):
                if not (self._asked and self._is_near(viewer)):  # whom the next round is for
                    self._advance(viewer)
            if len(self.viewers) >= CROWD:
                await asyncio.sleep(PAUSE)

    def _is_near(self, viewer: Viewer) -> bool:
        """Up to date, or nearly, in a talk that everybody may read: one read serves all of these."""
        is_public = viewer.visibility == self.visibility == Visibility.PUBLIC
        return is_public and not viewer.under_way and viewer.seq >= self.latest - RING

    def _wanted(self) -> dict[str, int]:
        """From which number on each language is needed by those who are near."""
        wanted: dict[str, int] = {}
        for viewer in self.viewers:
            if viewer.seq < self.latest and self._is_near(viewer):
                wanted[viewer.language] = min(viewer.seq, wanted.get(viewer.language, viewer.seq))
        return wanted

    def _advance(self, viewer: Viewer) -> None:
        """Give a viewer what it lacks: from memory at once, or from the log when memory does not reach back."""
        if viewer.under_way or viewer not in self.viewers:
            return
        if viewer.visibility != self.visibility or self.visibility != Visibility.PUBLIC:
            if viewer.seq < self.latest or viewer.visibility != self.visibility:
                viewer.busy(self._guarded(viewer))
        elif viewer.seq < self.latest:
            # What memory has of an older moment may be words that were hidden since: it is given only when it is whole.
            if self._missing(viewer.seq, self.latest, viewer.language) is None:
                self._give(viewer, self.latest, {})
            else:
                viewer.busy(self._catch_up(viewer))

    def _give(self, viewer: Viewer, upto: int, batches: Batches) -> None:
        """What it lacks up to this number, as far as memory has it in a row."""
        while not viewer.under_way and viewer.seq < upto:
            first, last = viewer.seq + 1, min(upto, viewer.seq + MOST_TOGETHER) if viewer.batches else viewer.seq + 1
            name = (first, last, viewer.language)
            if name not in batches:
                frames = [self._frames.get((n, viewer.language)) for n in range(first, last + 1)]
                known = [frame for frame in frames if frame is not None]
                batches[name] = _batch(known) if len(known) == len(frames) else ""
            if not batches[name]:
                return
            viewer.seq = last
            viewer.push(batches[name], last)

    async def _guarded(self, viewer: Viewer) -> None:
        """What is not public is for some: whoever has logged out or lost the desk since then hears no more of it."""
        visibility = self.visibility
        if not await viewer.sees():
            self.close(viewer, GONE)
            return
        viewer.visibility = visibility
        await self._catch_up(viewer)

    async def _catch_up(self, viewer: Viewer) -> None:
        """A page of the log at a time; the rest as soon as it is asked anew whether this person may see it."""
        found = await self.since(viewer.seq, viewer.language)
        if not found and viewer.seq < self.latest:  # the log does not have it (yet): ask again, but not at once
            await asyncio.sleep(PATIENCE)
        elif viewer.batches:
            found = _gathered(found)
        for seq, text in found:
            if viewer.visibility != self.visibility:
                return
            await viewer.give(text, seq)

    def close(self, viewer: Viewer, code: int) -> None:
        self.viewers.discard(viewer)
        viewer.cut(code)

    def cut_the_slow(self) -> None:
        moment = asyncio.get_running_loop().time()
        for viewer in [one for one in self.viewers if one.under_way and one.is_too_slow(self.latest, moment)]:
            self.remove(viewer)
            viewer.cut(TOO_SLOW)

    # Hints: for whoever has a free way now

    def tell(self, text: str, *, but: str | None = None) -> None:
        """A frame without a number, for everybody but one person. Who is behind does without."""
        for viewer in list(self.viewers):
            if viewer.under_way or (but is not None and viewer.person == but):
                continue
            if self.visibility != Visibility.PUBLIC:
                viewer.busy(self._tell_if_seen(viewer, text))
            else:
                viewer.push(text)

    async def _tell_if_seen(self, viewer: Viewer, text: str) -> None:
        if await viewer.sees():
            await viewer.transmit(text, None)
        else:
            self.close(viewer, GONE)

    # What is remembered

    async def since(self, seq: int, language: str) -> list[tuple[int, str]]:
        """(number, frame) of the events after `seq`, in order and as they are now; read once for all who want them."""
        async with self._reading:
            while (missing := self._missing(seq, self.latest, language)) is not None:
                known = self.latest
                read = await in_database(read_frames, self.thread_id, missing - 1, language)
                self._remember(read, language)
                upto = read[-1].seq if read else missing - 1
                if not read or (upto >= known and self._missing(seq, upto, language) is None):
                    break  # all changes that are known have been read: what memory has is as it is now
                if missing == seq + 1:
                    self._forget()
                    return [(frame.seq, frame.text) for frame in read]
            else:
                upto = self.latest
            found = [(n, self._frames[n, language]) for n in range(seq + 1, upto + 1)]
            self._forget()
            return found

    def _remember(self, read: list[Frame], language: str) -> None:
        self._take_back([frame for frame in read if frame.turns])
        for frame in read:
            self._frames[frame.seq, language] = frame.text
        if read:
            self.know(read[-1].seq)

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

    def _missing(self, seq: int, upto: int, language: str) -> int | None:
        """The first number after `seq`, up to another, that memory does not have."""
        frames = self._frames
        return next((n for n in range(seq + 1, upto + 1) if (n, language) not in frames), None)

    def _forget(self) -> None:
        oldest = self.latest - RING
        for number, language in [name for name in self._frames if name[0] <= oldest]:
            del self._frames[number, language]
        for number in [number for number in self._turns if number <= oldest]:
            del self._turns[number]


def _gathered(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The same in frames of LARGEST_BATCH characters or little more: a page that takes nothing holds no more of it."""
    batches: list[tuple[int, str]] = []
    gathered: list[str] = []
    size = 0
    for seq, text in found:
        gathered.append(text)
        size += len(text)
        if size >= LARGEST_BATCH or seq == found[-1][0]:
            batches.append((seq, _batch(gathered)))
            gathered, size = [], 0
    return batches


def _batch(frames: list[str]) -> str:
    """One frame as it is, several as one."""
    return frames[0] if len(frames) == 1 else f'{{"t": "batch", "frames": [{", ".join(frames)}]}}'


def as_text(frame: dict[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False)
