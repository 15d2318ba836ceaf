"""Keeping open lines alive, and finding those that are dead: one timer for all sockets of a process.

What stands between may give up a line that is silent for a minute, so each hears of us every 50 seconds: in turn by a
pong that nobody asked for, which needs no answer (RFC 6455, 5.5.3), and by a ping, which must be answered until the
next turn. Ten thousand timers, and ten thousand answers in that time, would be more work than all else of waiting.
"""

import asyncio
from typing import Protocol
from weakref import WeakKeyDictionary

TICK = 1.0  # seconds
BEAT = 50  # ticks until it is a line's turn again
SIGN, PING = b"\x8a\x00", b"\x89\x00"  # frames without words


class Line(Protocol):
    def beat(self) -> None:
        """It is this line's turn."""


class Pulse:
    """Lines are dealt out over the ticks of a round, as they come. To be made and used within a running loop."""

    def __init__(self) -> None:
        self._turns: list[set[Line]] = [set() for _tick in range(BEAT)]
        self._now = 0
        self._wait()

    def join(self, line: Line) -> None:
        """Its first turn comes after a whole round."""
        self._turns[self._now].add(line)

    def leave(self, line: Line) -> None:
        for turn in self._turns:
            turn.discard(line)

    def _wait(self) -> None:
        asyncio.get_running_loop().call_later(TICK, self._beat)

    def _beat(self) -> None:
        self._wait()
        self._now = (self._now + 1) % BEAT
        for line in list(self._turns[self._now]):
            line.beat()


_pulses: WeakKeyDictionary[asyncio.AbstractEventLoop, Pulse] = WeakKeyDictionary()


def pulse() -> Pulse:
    """The one of the running loop."""
    loop = asyncio.get_running_loop()
    if loop not in _pulses:
        _pulses[loop] = Pulse()
    return _pulses[loop]
