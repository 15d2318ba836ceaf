"""People in a talk whose server dies under them: they come back, by socket, stream or long poll, and send again.

Everybody keeps what was heard, and when; `judge` says whether each has heard every acknowledged message exactly once,
in order. Without `catch_up` they come back as pages of a tutorial do, with no word of where they were.
"""

import asyncio
import json
import random
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from .live_form import Form, hang_up
from .live_scenes import MARK, part
from .live_wire import Viewer, somewhere, visit

GONE = (OSError, EOFError, TimeoutError)  # nobody there, or nobody any more
PATIENCE = 60.0


@dataclass
class Talk:
    """One thread of a site; `a_second` is what all posters together say."""

    port: int
    number: int
    cookies: list[str]
    catch_up: bool = True
    a_second: float = 40.0


class Listener(ABC):
    """Somebody who follows the talk for as long as it goes."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.heard: list[tuple[int, bytes, float]] = []  # number, mark (or nothing), moment
        self.seq, self.comebacks = 0, 0
        self.endings: Counter[str] = Counter()  # how sockets were closed: 1006 is a death, 1013 was too slow
        self.is_there = asyncio.Event()

    async def follow(self) -> None:
        while True:
            with suppress(*GONE):
                await self.once()
            self.comebacks += 1
            await asyncio.sleep(random.uniform(0.05, 0.6))

    @abstractmethod
    async def once(self) -> None:
        """Listen over one line, until it breaks."""

    def where(self, *more: str) -> str:
        query = "&".join([*([f"after={self.seq}"] if self.talk.catch_up else []), *more])
        return f"?{query}" if query else ""

    def take(self, frame: dict[str, Any]) -> None:
        if frame["t"] == "hello":
            self.is_there.set()
        elif frame["t"] == "batch":
            for inner in frame["frames"]:
                self.take(inner)
        elif frame["t"] == "event":
            mark = MARK.search(frame["html"].encode()) if frame["type"] == "message" else None
            self.heard.append((frame["seq"], mark[1] if mark else b"", time.perf_counter()))
            self.seq = frame["seq"]


class SocketListener(Listener):
    async def once(self) -> None:
        path = f"/ws/threads/issue/{self.talk.number}/{self.where('batch=1')}"
        viewer = await visit(self.talk.port, path, lambda _viewer, payload: self.take(json.loads(payload)), patience=10)
        try:
            await asyncio.shield(viewer.gone)
        finally:
            viewer.leave()
            self.endings[str(await viewer.gone)] += 1


class StreamListener(Listener):
    """Server-sent events: the number of the last is told as browsers do."""

    async def once(self) -> None:
        last = f"Last-Event-ID: {self.seq}" if self.talk.catch_up and self.seq else ""
        where = "" if last else self.where()
        rest = b""
        async for piece in answer(self.talk.port, f"/live/threads/issue/{self.talk.number}/events{where}", last):
            *events, rest = (rest + piece).replace(b"\r\n", b"\n").split(b"\n\n")
            for event in events:
                data = [line[5:] for line in event.split(b"\n") if line.startswith(b"data:")]
                if data:
                    self.take(json.loads(b"\n".join(data)))


class PollListener(Listener):
    """Asks, waits, and asks again from the number of the last answer; after a fault a tutorial's has forgotten it."""

    async def once(self) -> None:
        where = self.where()
        while True:
            asking = answer(self.talk.port, f"/live/threads/issue/{self.talk.number}/poll{where}", "", self.is_there)
            given = json.loads(b"".join([piece async for piece in asking]))
            for frame in given["frames"]:
                self.take(frame)
            self.seq = given["seq"]
            where = f"?after={self.seq}"


async def answer(port: int, path: str, header: str, asked: asyncio.Event | None = None) -> AsyncIterator[bytes]:
    """The body of one GET, piece by piece as it comes. Raises OSError or EOFError when there is none, or no 200."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=somewhere(), limit=2**22)
    try:
        lines = [f"GET {path} HTTP/1.1", f"Host: localhost:{port}", "Connection: close", *([header] if header else [])]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        if asked is not None:
            asked.set()
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)).lower()
        if b" 200 " not in head.partition(b"\r\n")[0]:
            raise ConnectionError(head.partition(b"\r\n")[0].decode())
        if b"transfer-encoding: chunked" not in head:
            length = next(int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
            yield await reader.readexactly(length)
            return
        while size := int((await asyncio.wait_for(reader.readuntil(b"\r\n"), PATIENCE)).strip(), 16):
            yield (await reader.readexactly(size + 2))[:-2]
    finally:
        await hang_up(writer)


class Poster(ABC):
    """Says one thing after the other, each again under its key until it is acknowledged."""

    def __init__(self, nth: int, posters: int, talk: Talk) -> None:
        self.talk, self.nth = talk, nth
        self.pause = posters / talk.a_second
        self.acknowledged: dict[bytes, float] = {}  # mark → when it was first pressed
        self.again = 0

    async def post(self, end: asyncio.Event) -> None:
        while not end.is_set():
            mark, pressed = f"{self.nth}{len(self.acknowledged):05d}", time.perf_counter()
            while not await self._is_taken(mark):
                self.again += 1
                await asyncio.sleep(random.uniform(0.05, 0.3))
            self.acknowledged[mark.encode()] = pressed
            await asyncio.sleep(max(0.0, self.pause - (time.perf_counter() - pressed)))

    async def _is_taken(self, mark: str) -> bool:
        try:
            return await self.say(mark, f"bench-{mark}- 灯りがつきました。")
        except GONE:
            return False

    @abstractmethod
    async def say(self, mark: str, words: str) -> bool:
        """Whether the words were acknowledged."""

    @abstractmethod
    async def leave(self) -> None:
        """Nothing more will be said."""


class FormPoster(Poster):
    def __init__(self, nth: int, posters: int, talk: Talk) -> None:
        super().__init__(nth, posters, talk)
        self._form = Form(talk.port, [talk.cookies[nth % len(talk.cookies)]])

    async def say(self, mark: str, words: str) -> bool:
        status = await self._form.press(self.talk.number, words, key=f"key-{mark}", patience=20)
        if 400 <= status < 500 and status != 429:
            raise AssertionError(f"a form was answered {status}")
        return status == 302

    async def leave(self) -> None:
        await self._form.leave()


class SocketPoster(Poster):
    """Over a socket of its own; one may say five things a second."""

    def __init__(self, nth: int, posters: int, talk: Talk) -> None:
        super().__init__(nth, posters, talk)
        self.pause = max(self.pause, 0.21)
        self._viewer: Viewer | None = None
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}

    async def say(self, mark: str, words: str) -> bool:
        if self._viewer is None or self._viewer.gone.done():
            cookie = self.talk.cookies[self.nth % len(self.talk.cookies)]
            path = f"/ws/threads/issue/{self.talk.number}/"
            self._viewer = await visit(self.talk.port, path, self._heard, cookie=cookie, patience=10)
        key = f"key-{mark}"
        answer = self._answers[key] = asyncio.get_running_loop().create_future()
        self._viewer.say(json.dumps({"t": "post", "key": key, "body": words}, ensure_ascii=False))
        await asyncio.wait({answer, self._viewer.gone}, timeout=20, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            self._viewer.leave()
            return False
        said = answer.result()
        if said["t"] == "error" and said["code"] != "rate":
            raise AssertionError(f"a socket was answered {said}")
        return said["t"] == "ack"

    async def leave(self) -> None:
        if self._viewer is not None:
            self._viewer.leave()
            await self._viewer.gone

    def _heard(self, _viewer: Viewer, payload: bytes) -> None:
        frame = json.loads(payload)
        waiting = self._answers.get(frame.get("key", ""))
        if frame["t"] in ("ack", "error") and waiting is not None and not waiting.done():
            waiting.set_result(frame)


@dataclass
class Verdict:
    """What was acknowledged, and how it reached everybody; delays in milliseconds from the first press."""

    posted: int
    deliveries: int
    lost: int
    lost_by: dict[str, int]
    doubled: int
    unordered: int
    gaps: int
    comebacks: int
    endings: dict[str, int]
    sent_again: int
    p50: float
    p95: float
    max: float

    @property
    def is_clean(self) -> bool:
        return self.posted > 0 and not (self.lost or self.doubled or self.unordered or self.gaps)

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in asdict(self).items())


async def talk_through(
    talk: Talk, faults: Callable[[], Awaitable[None]], *, sockets: int, streams: int, polls: int, posters: int
) -> Verdict:
    """Everybody comes, people post while `faults` happen, and when all have heard what there is, they are asked."""
    kinds = [SocketListener] * sockets + [StreamListener] * streams + [PollListener] * polls
    listeners = [kind(talk) for kind in kinds]
    following = [asyncio.create_task(listener.follow()) for listener in listeners]
    try:
        await asyncio.wait_for(asyncio.gather(*(listener.is_there.wait() for listener in listeners)), PATIENCE)
        await asyncio.sleep(0.5)
        speakers = [(SocketPoster if nth % 5 > 2 else FormPoster)(nth, posters, talk) for nth in range(posters)]
        end = asyncio.Event()
        posting = [asyncio.create_task(speaker.post(end)) for speaker in speakers]
        await faults()
        end.set()
        await asyncio.wait_for(asyncio.gather(*posting), PATIENCE)
        acknowledged = {mark: at for speaker in speakers for mark, at in speaker.acknowledged.items()}
        await asyncio.gather(*(speaker.leave() for speaker in speakers))
        await _all_have_heard(listeners, set(acknowledged))
    finally:
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
    return judge(listeners, acknowledged, sent_again=sum(speaker.again for speaker in speakers))


async def _all_have_heard(listeners: list[Listener], marks: set[bytes]) -> None:
    """Until nothing is missing, or nothing has come for so long that nothing will: a busy machine takes its time."""
    patience = 20 if listeners[0].talk.catch_up else 3
    waiting, quiet = listeners, time.perf_counter()
    heard = 0
    while time.perf_counter() - quiet < patience:
        waiting = [one for one in waiting if not marks <= {mark for _seq, mark, _at in one.heard}]
        if not waiting:
            break
        if heard != (heard := sum(len(one.heard) for one in listeners)):
            quiet = time.perf_counter()
        await asyncio.sleep(0.2)
    await asyncio.sleep(0.5)  # whatever would come twice


def judge(listeners: list[Listener], acknowledged: dict[bytes, float], *, sent_again: int = 0) -> Verdict:
    lost = doubled = unordered = gaps = deliveries = 0
    delays, lost_by = [], Counter()
    for listener in listeners:
        marks = Counter(mark for _seq, mark, _at in listener.heard if mark)
        numbers = [seq for seq, _mark, _at in listener.heard]
        missed = len(acknowledged.keys() - marks.keys())
        lost += missed
        lost_by[type(listener).__name__] += missed
        doubled += sum(times - 1 for times in marks.values())
        steps = [later - earlier for earlier, later in zip(numbers, numbers[1:], strict=False)]
        unordered += sum(step < 0 for step in steps) + _out_of_turn(listener)
        gaps += sum(step > 1 for step in steps) + (listener.talk.catch_up and numbers[:1] != [1])
        deliveries += len(acknowledged.keys() & marks.keys())
        delays += [
            (at - acknowledged[mark]) * 1000 for _seq, mark, at in listener.heard if mark in acknowledged
        ]  # fmt: skip
    return Verdict(
        posted=len(acknowledged),
        deliveries=deliveries,
        lost=lost,
        lost_by=dict(+lost_by),
        doubled=doubled,
        unordered=unordered,
        gaps=gaps,
        comebacks=sum(listener.comebacks for listener in listeners),
        endings=dict(sum((listener.endings for listener in listeners), Counter())),
        sent_again=sent_again,
        p50=part(delays, 0.5),
        p95=part(delays, 0.95),
        max=round(max(delays, default=0.0), 1),
    )


def _out_of_turn(listener: Listener) -> int:
    """What one person said later must not be heard earlier: a mark is the poster and its own count."""
    last: dict[bytes, bytes] = {}
    wrong = 0
    for _seq, mark, _at in listener.heard:
        if mark:
            wrong += mark < last.get(mark[:1], b"")
            last[mark[:1]] = mark
    return wrong
