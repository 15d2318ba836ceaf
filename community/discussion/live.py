"""The hub: one a process. Keeps the last events of the threads that somebody has open, and wakes their viewers.

A viewer pulls: it asks its room for everything after the last number it was sent. What a room does not have it reads
from the database, once for all its viewers. So a hint may be lost, doubled or late (a look every second replaces it),
and a slow viewer holds up nobody and keeps nothing but a number.

Everything here runs on the server's event loop, except `hint`, which may be called from any thread.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import close_old_connections
from django.utils import translation

log = logging.getLogger(__name__)
RING = 200  # events a room remembers
LOOK = 1.0  # seconds between looks for what other processes wrote
_database = ThreadPoolExecutor(max_workers=2, thread_name_prefix="live")


async def in_database(work: Callable[..., Any], *args: Any) -> Any:
    """Run database work off the event loop, on the hub's own two threads."""
    return await asyncio.get_running_loop().run_in_executor(_database, _with_living_connection, work, *args)


def _with_living_connection(work: Callable[..., Any], *args: Any) -> Any:
    """These threads serve no request, so nobody else looks whether the database has restarted meanwhile."""
    close_old_connections()
    return work(*args)


class Room:
    """One thread that somebody has open."""

    def __init__(self, thread_id: int, visibility: str) -> None:
        self.thread_id = thread_id
        self.visibility = visibility
        self.latest = 0  # the highest number known to exist
        self.viewers: set[Viewer] = set()
        self._frames: dict[tuple[int, str], str] = {}
        self._turns: dict[int, int] = {}  # events that hid or showed words here → the number of those words
        self._lock = asyncio.Lock()

    async def since(self, seq: int, language: str) -> list[tuple[int, str]]:
        """(number, frame) of the events after `seq`, in order, at most a page."""
        async with self._lock:
            if not self._has(seq, language):
                read = await in_database(_read, self.thread_id, seq, language)
                self._take_back({number: said for number, _frame, said in read if said})
                for number, frame, _said in read:
                    self._frames[number, language] = frame
                    self.latest = max(self.latest, number)
        found = []
        while (seq + 1, language) in self._frames:
            seq += 1
            found.append((seq, self._frames[seq, language]))
        self._forget()
        return found

    def _take_back(self, turns: dict[int, int]) -> None:
        """Words that were hidden (or shown again) leave the memory in every language, once an event, and so do the
        earlier events that brought them: what is read later is as it is then."""
        said = {words for number, words in turns.items() if number not in self._turns}
        gone = said | {number for number, words in self._turns.items() if words in said}
        self._turns |= turns
        for place in [place for place in self._frames if place[0] in gone]:
            del self._frames[place]

    def _has(self, seq: int, language: str) -> bool:
        return seq >= self.latest or all((n, language) in self._frames for n in range(seq + 1, self.latest + 1))

    def _forget(self) -> None:
        for number, language in [name for name in self._frames if name[0] <= self.latest - RING]:
            del self._frames[number, language]


class Viewer:
    """One open socket, as the hub sees it."""

    def __init__(self) -> None:
        self.news = asyncio.Event()

    def wake(self) -> None:
        self.news.set()


class Hub:
    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watch: asyncio.Task | None = None

    def join(self, thread: Any, viewer: Viewer) -> Room:
        self._loop = asyncio.get_running_loop()
        room = self.rooms.setdefault(thread.pk, Room(thread.pk, thread.visibility))
        room.latest = max(room.latest, thread.last_seq)
        room.viewers.add(viewer)
        if self._watch is None or self._watch.done():
            self._watch = self._loop.create_task(self._look_around())
        return room

    def leave(self, room: Room, viewer: Viewer) -> None:
        room.viewers.discard(viewer)
        if not room.viewers:
            self.rooms.pop(room.thread_id, None)

    def hint(self, thread_id: int, seq: int, visibility: str | None) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake, thread_id, seq, visibility)

    def _wake(self, thread_id: int, seq: int, visibility: str | None) -> None:
        room = self.rooms.get(thread_id)
        if room is not None:
            room.latest = max(room.latest, seq)
            room.visibility = visibility or room.visibility
            for viewer in room.viewers:
                viewer.wake()

    async def _look_around(self) -> None:
        while self.rooms:
            await asyncio.sleep(LOOK)
            try:
                present = await in_database(_states, list(self.rooms))
            except Exception:
                log.exception("the hub could not look")
                continue
            for thread_id, (seq, visibility) in present.items():
                room = self.rooms.get(thread_id)
                if room is not None and (seq > room.latest or visibility != room.visibility):
                    self._wake(thread_id, seq, visibility)


hub = Hub()


def hint(thread_id: int, *, seq: int = 0, visibility: str | None = None) -> None:
    """Something happened in a thread, or its visibility changed. Any thread may say so, after its commit."""
    hub.hint(thread_id, seq, visibility)


def _read(thread_id: int, seq: int, language: str) -> list[tuple[int, str, int | None]]:
    """(number, frame, number of the message whose words it hides or shows) of a page of events."""
    from .models import Event
    from .rendering import as_frame, takes_back, with_html

    with translation.override(language):
        events = with_html(Event.objects.filter(thread_id=thread_id).after(seq), live=True)
        return [(event.seq, json.dumps(as_frame(event), ensure_ascii=False), takes_back(event)) for event in events]


def _states(thread_ids: list[int]) -> dict[int, tuple[int, str]]:
    from .models import Thread

    rows = Thread.objects.filter(pk__in=thread_ids).values_list("pk", "last_seq", "visibility")
    return {pk: (seq, visibility) for pk, seq, visibility in rows}
