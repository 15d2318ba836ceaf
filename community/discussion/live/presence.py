"""How many have a talk open, here and in other processes: counted in memory, said once a second at most, not stored."""

import asyncio
from typing import TYPE_CHECKING

from .between import lines
from .rooms import Room, as_text

if TYPE_CHECKING:
    from .hub import Hub

PAUSE = 1.0  # seconds between two words about one room …
A_SECOND_MORE = 500  # … and a second more for so many viewers: it is said to each of them
STALE = 60.0  # seconds after which another process that says nothing is taken to be gone
REPEAT = STALE / 3


class Presence:
    def __init__(self, hub: "Hub") -> None:
        self._hub = hub
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._said: dict[int, tuple[int, bool]] = {}
        self._elsewhere: dict[int, dict[str, tuple[int, bool, float]]] = {}
        self._repeated_at = 0.0

    def changed(self, room: Room) -> None:
        """Somebody came or went: say so, soon."""
        if room.thread_id not in self._timers:
            loop = asyncio.get_running_loop()
            pause = PAUSE + len(room.viewers) / A_SECOND_MORE
            self._timers[room.thread_id] = loop.call_later(pause, self._say, room.thread_id)

    def left(self, room: Room) -> None:
        """The last page of a room here has gone."""
        timer = self._timers.pop(room.thread_id, None)
        if timer is not None:
            timer.cancel()
        self._said.pop(room.thread_id, None)
        self._elsewhere.pop(room.thread_id, None)
        lines.send({"thread": room.thread_id, "here": [0, False]})

    def heard(self, thread_id: int, process: str, count: int, is_staff: bool) -> None:
        room = self._hub.rooms.get(thread_id)
        if room is None:
            return
        others = self._elsewhere.setdefault(thread_id, {})
        is_new = process not in others
        others[process] = (count, is_staff, asyncio.get_running_loop().time())
        if is_new and count:  # it does not know of us either
            self._said.pop(thread_id, None)
        self.changed(room)

    def repeat(self) -> None:
        """Other processes forget who says nothing for a minute."""
        moment = asyncio.get_running_loop().time()
        if moment - self._repeated_at > REPEAT:
            self._repeated_at = moment
            for room in self._hub.rooms.values():
                lines.send({"thread": room.thread_id, "here": list(_count(room))})
                if room.thread_id in self._elsewhere:
                    self.changed(room)

    def _say(self, thread_id: int) -> None:
        del self._timers[thread_id]
        room = self._hub.rooms.get(thread_id)
        if room is None:
            return
        here = _count(room)
        moment = asyncio.get_running_loop().time()
        others = [(n, s) for n, s, at in self._elsewhere.get(thread_id, {}).values() if moment - at < STALE]
        total = here[0] + sum(n for n, _s in others), here[1] or any(s for _n, s in others)
        if total[0] and self._said.get(thread_id) != total:
            self._said[thread_id] = total
            room.tell(as_text({"t": "presence", "viewers": total[0], "staff": total[1]}))
            lines.send({"thread": thread_id, "here": list(here)})


def _count(room: Room) -> tuple[int, bool]:
    """People are counted once, however many pages they have open; every visitor is somebody."""
    people = {viewer.person for viewer in room.viewers if viewer.is_here and viewer.person}
    visitors = sum(viewer.is_here and not viewer.person for viewer in room.viewers)
    return len(people) + visitors, any(viewer.is_staff for viewer in room.viewers)
