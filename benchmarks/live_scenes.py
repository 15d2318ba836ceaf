"""What is measured of a talk: one message to many, many threads at once, people who only read, people who post."""

import asyncio
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from .live_wire import Viewer, visit
from .measure import process_cpu, pss_mb

MARK = re.compile(rb"bench-(\d{6})-")
FILLING = "うちの前も同じです。夜は足もとが見えません。"
AT_ONCE = 64  # connections being made
_numbers = count(1)


@dataclass
class Place:
    """A server under measurement: where it is, what its threads are called, and how something is said there."""

    name: str
    port: int
    pid: int
    numbers: list[int]
    cookies: list[str]
    says: Callable[[str, str], str]  # mark and words → the text a viewer sends
    query: str = ""
    elsewhere: int = 0  # port of another process of the same site, to say things there
    arrivals: dict[bytes, list[float]] = field(default_factory=dict)
    size: int = 0  # bytes of the frame that brought the last message

    def path(self, nth: int) -> str:
        return f"/ws/threads/issue/{self.numbers[nth]}/{self.query}"

    def heard(self, viewer: Viewer, payload: bytes) -> None:
        now = time.perf_counter()
        for mark in MARK.findall(payload):
            if mark not in viewer.seen:
                viewer.seen.add(mark)
                self.arrivals.setdefault(mark, []).append(now)
                self.size = len(payload)

    async def crowd(self, many: int, *, threads: int = 1, first: int = 0, speakers: bool = True) -> list[Viewer]:
        """So many viewers, dealt out over threads; the first of each thread may write."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(nth: int) -> Viewer:
            cookie = self.cookies[nth % len(self.cookies)] if speakers and nth < threads and self.cookies else ""
            async with gate:
                return await visit(self.port, self.path(first + nth % threads), self.heard, cookie=cookie)

        return await asyncio.gather(*(one(nth) for nth in range(many)))

    async def talker(self, nth: int, port: int = 0) -> Viewer:
        cookie = self.cookies[0] if self.cookies else ""
        return await visit(port or self.port, self.path(nth), self.heard, cookie=cookie)

    def say(self, viewer: Viewer) -> bytes:
        mark = f"{next(_numbers):06d}"
        viewer.say(self.says(mark, f"bench-{mark}- {FILLING}"))
        return mark.encode()

    async def arrived(self, mark: bytes, many: int, patience: float) -> bool:
        """Wait until a message has reached so many, looking in between as seldom as exactness allows."""
        until = time.perf_counter() + patience
        while len(self.arrivals.get(mark, ())) < many:
            if time.perf_counter() > until:
                return False
            await asyncio.sleep(0.01)
        return True


def part(values: list[float], share: float) -> float:
    """The value below which so large a share lies; 0 without any."""
    return round(sorted(values)[min(len(values) - 1, int(len(values) * share))], 1) if values else 0.0


async def fan_out(place: Place, viewers: int, *, times: int = 25, seconds: float = 8.0) -> dict[str, Any]:
    """One message at a time to everybody.

    What a delivery costs is measured while things are said in another process of the site, where there is one: the
    dearer saying is not in it, and its noise neither. How long people wait is measured with all in one process.
    """
    talkers = [await place.talker(1), await place.talker(0)]
    alone, _waits, _lost = await _said(place, talkers[0], [], times=15, seconds=3)
    crowd = await place.crowd(viewers, speakers=False)
    await _counted(viewers)
    _cost, waits, lost = await _said(place, talkers[1], crowd, times=times, seconds=seconds)
    talkers[1].leave()
    talkers[1] = await place.talker(0, place.elsewhere)
    await _counted(viewers)
    cost, _waits, more_lost = await _said(place, talkers[1], crowd, times=times, seconds=seconds)
    await _leave(place, crowd + talkers)
    return {
        "viewers": viewers,
        "us": round(cost * 1e6 / (viewers if place.elsewhere else viewers + 1), 2),
        "saying_ms": round(alone * 1000, 2),
        "p50": part(waits, 0.5),
        "p95": part(waits, 0.95),
        "times": len(waits),
        "lost": lost + more_lost,
        "bytes": place.size,
    }


async def _counted(viewers: int) -> None:
    """Until all who came and went have been counted, and everybody has been told."""
    await asyncio.sleep(2 + viewers / 400)


async def _said(
    place: Place, talker: Viewer, crowd: list[Viewer], *, times: int, seconds: float
) -> tuple[float, list[float], int]:
    """CPU seconds of the server a message, milliseconds to its last viewer each, and what never came."""
    many = len(crowd) + 1  # whoever says it hears it too
    await place.arrived(place.say(talker), many, 10)  # the first is dearer
    before, begun, waits, lost = process_cpu(place.pid), time.perf_counter(), [], 0
    while len(waits) < times and time.perf_counter() - begun < seconds:
        pressed = time.perf_counter()
        mark = place.say(talker)
        if not await place.arrived(mark, many, 20):
            lost += many - len(place.arrivals.get(mark, ()))
            waits.append(20_000.0)
            break
        waits.append((place.arrivals[mark][-1] - pressed) * 1000)
        await asyncio.sleep(max(0.05, 0.21 - (time.perf_counter() - pressed)))  # a socket may say five a second
    return (process_cpu(place.pid) - before) / len(waits), waits, lost


async def many_threads(place: Place, *, threads: int, a_second: float, seconds: float) -> dict[str, Any]:
    """Ten viewers a thread; somebody says something in one thread after the other, on time whatever happens."""
    crowd = await place.crowd(threads * 10, threads=threads)
    await asyncio.sleep(2)
    before, begun, pressed = process_cpu(place.pid), time.perf_counter(), {}
    for nth in range(int(a_second * seconds)):
        at = begun + nth / a_second
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        pressed[place.say(crowd[nth * 7 % threads])] = at
    spent, took = process_cpu(place.pid) - before, time.perf_counter() - begun
    for mark in pressed:
        await place.arrived(mark, 10, 5 if time.perf_counter() - begun < seconds + 5 else 0)
    waits = [(moment - at) * 1000 for mark, at in pressed.items() for moment in place.arrivals.get(mark, ())]
    await _leave(place, crowd)
    return {
        "p50": part(waits, 0.5),
        "p95": part(waits, 0.95),
        "percent": round(100 * spent / took, 1),
        "ms": round(1000 * spent / len(pressed), 2),
        "lost": len(pressed) * 10 - len(waits),
    }


async def idle(place: Place, viewers: int, *, threads: int, seconds: float) -> dict[str, Any]:
    """People who have a page open and wait: what each costs in memory and in coming, and all of them in time."""
    await _leave(place, await place.crowd(100, threads=min(threads, 10)))  # what is imported late is there
    memory, before, begun = pss_mb(place.pid), process_cpu(place.pid), time.perf_counter()
    crowd = await place.crowd(viewers, threads=threads, speakers=False)
    came, took = process_cpu(place.pid) - before, time.perf_counter() - begun
    await asyncio.sleep(4)
    more, before = pss_mb(place.pid) - memory, process_cpu(place.pid)
    await asyncio.sleep(seconds)
    percent = 100 * (process_cpu(place.pid) - before) / seconds
    stayed = sum(not viewer.gone.done() for viewer in crowd)
    await _leave(place, crowd)
    return {
        "viewers": viewers,
        "kb": round(more * 1024 / viewers, 1),
        "mb": round(more),
        "percent": round(percent, 2),
        "connect_ms": round(1000 * came / viewers, 2),
        "a_second": round(viewers / took),
        "lost": viewers - stayed,
    }


async def posting(place: Place, press: Callable[[int, str], Any], *, a_second: float, seconds: float) -> dict[str, Any]:
    """Forms sent on time, ten viewers a thread: how long each waits for its answer, and what all of it costs."""
    threads = min(50, len(place.numbers))
    crowd = await place.crowd(threads * 10, threads=threads, speakers=False)
    await asyncio.sleep(2)
    await press(place.numbers[0], "bench-000000- 最初")
    before, begun, waits, wrong = process_cpu(place.pid), time.perf_counter(), [], []

    async def one(nth: int) -> None:
        at = begun + nth / a_second
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        try:
            answer = await press(place.numbers[nth % threads], f"bench-{next(_numbers):06d}- {FILLING}")
        except (OSError, EOFError) as problem:
            answer = type(problem).__name__
        if answer == 302:
            waits.append((time.perf_counter() - at) * 1000)
        else:
            wrong.append(answer)

    many = int(a_second * seconds)
    await asyncio.gather(*(one(nth) for nth in range(many)))
    took, spent = time.perf_counter() - begun, process_cpu(place.pid) - before
    await _leave(place, crowd)
    return {
        "p50": part(waits, 0.5),
        "p95": part(waits, 0.95),
        "ms": round(1000 * spent / max(len(waits), 1), 2),
        "done": round(len(waits) / took, 1),
        "wrong": len(wrong),
        "answers": json.dumps({str(answer): wrong.count(answer) for answer in wrong}),
    }


async def _leave(place: Place, crowd: list[Viewer]) -> None:
    for viewer in crowd:
        viewer.leave()
    place.arrivals.clear()
    await asyncio.sleep(1)  # the server hears of it
