"""The hub: one a process. Knows which talks are open here and gives their rooms what is new.

Everything runs on the server's event loop, except `hint` and `tell`, which may be called from any thread.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from .between import lines
from .database import in_database
from .feeds import hear_of
from .presence import Presence
from .reading import read_states
from .rooms import Room, as_text
from .viewers import Viewer

log = logging.getLogger(__name__)
LOOK = 1.0  # seconds between looks for what other processes wrote and no line told
REST = 0.02  # seconds between two looks that were asked for
SWEEP = 5.0  # seconds between looks for pages that take nothing


class Hub:
    look_every, sweep_every = LOOK, SWEEP

    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        self.presence = Presence(self)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watch: asyncio.Task | None = None
        self._look_now = asyncio.Event()
        self._swept_at = 0.0

    def join(self, thread: Any, viewer: Viewer) -> Room:
        """The page is given what comes after its number, from now on."""
        self._here()
        room = self.rooms.get(thread.pk)
        if room is None:
            room = self.rooms[thread.pk] = Room(thread.pk, thread.visibility)
        room.know(thread.last_seq)
        room.add(viewer)
        if viewer.is_here:
            self.presence.changed(room)
        return room

    def leave(self, room: Room, viewer: Viewer) -> None:
        room.remove(viewer)
        if room.viewers:
            if viewer.is_here:
                self.presence.changed(room)
        elif self.rooms.get(room.thread_id) is room:
            self.rooms.pop(room.thread_id, None)
            self.presence.left(room)

    def call(self, work: Callable[..., None], *args: Any) -> None:
        """Do it on the loop, from any thread; a process without open pages has none, and nothing to do."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(work, *args)

    def wake(self, thread_id: int, seq: int, visibility: str | None) -> None:
        room = self.rooms.get(thread_id)
        if room is not None:
            room.know(seq)
            room.visibility = visibility or room.visibility
            room.stir()

    def tell(self, thread_id: int, text: str, but: str | None) -> None:
        room = self.rooms.get(thread_id)
        if room is not None:
            room.tell(text, but=but)

    def look(self) -> None:
        """Look at the log's numbers now: something was written, nobody said what."""
        self._look_now.set()

    def _here(self) -> None:
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._look_now, self._watch = loop, asyncio.Event(), None
        if self._watch is None or self._watch.done():
            self._watch = loop.create_task(self._look_around())

    async def _look_around(self) -> None:
        while self.rooms:
            await self._wait_for_a_look()
            self._sweep()
            try:
                present = await in_database(read_states, list(self.rooms))
            except Exception:
                log.exception("the hub could not look")
                continue
            for thread_id, (seq, visibility) in present.items():
                room = self.rooms.get(thread_id)
                if room is not None and (seq > room.latest or visibility != room.visibility):
                    self.wake(thread_id, seq, visibility)

    def _sweep(self) -> None:
        moment = asyncio.get_running_loop().time()
        if moment - self._swept_at > self.sweep_every:
            self._swept_at = moment
            for room in list(self.rooms.values()):
                room.cut_the_slow()
            self.presence.repeat()

    async def _wait_for_a_look(self) -> None:
        try:
            async with asyncio.timeout(self.look_every):
                await self._look_now.wait()
            await asyncio.sleep(REST)
        except TimeoutError:
            pass
        self._look_now.clear()


hub = Hub()


def hint(thread_id: int, *, seq: int = 0, visibility: str | None = None) -> None:
    """Something happened in a thread, or its visibility changed. Any thread may say so, after its commit."""
    hub.call(hub.wake, thread_id, seq, visibility)
    lines.send({"thread": thread_id, "seq": seq, "visibility": visibility})


def tell(thread_id: int, frame: dict[str, Any], *, but: str | None = None) -> None:
    """A hint for all who have the thread open, but one person (a public id). It may be lost, and stands nowhere."""
    text = as_text(frame)
    hub.call(hub.tell, thread_id, text, but)
    lines.send({"thread": thread_id, "text": text, "but": but})


def heard(message: dict[str, Any]) -> None:
    """What another process says. Called from the thread of the line."""
    if "feed" in message:
        hear_of(message)
    elif "thread" not in message:
        hub.call(hub.look)
    elif "text" in message:
        hub.call(hub.tell, message["thread"], message["text"], message["but"])
    elif "here" in message:
        hub.call(hub.presence.heard, message["thread"], message["from"], *message["here"])
    else:
        hub.call(hub.wake, message["thread"], message["seq"], message["visibility"])


lines.hears(heard)
