"""The log of a thread where a socket does not come through: as an event stream, and as answers that wait.

Both run on the event loop beside the sockets, without Django's middleware: the gate has looked at host and cookies.
"""

import asyncio
import json
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

from community.core.errors import NotFound, TooFast

from . import live
from .live import in_database
from .pages import Entered, Line, Visitor, number_in, open_pages, place_of

log = logging.getLogger(__name__)
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

HEARTBEAT = 20.0  # seconds between two signs of life
LONGEST_POLL = 25.0  # seconds
LONGEST_ANSWER, LARGEST_ANSWER = 30.0, 64 * 1024  # seconds to take it; characters, or one event more
STATUS = {live.GONE: 410, live.RESTARTING: 503, live.TOO_SLOW: 503}
HEADERS = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"), (b"vary", b"Cookie")]


async def events(scope: Scope, receive: Receive, send: Send) -> None:
    """`/live/threads/<kind>/<number>/events`: from `Last-Event-ID`, or `?after=`, on."""
    await _answer(scope, receive, send, EventStream)


async def poll(scope: Scope, receive: Receive, send: Send) -> None:
    """`/live/threads/<kind>/<number>/poll?after=n`: what comes after n, as soon as there is something."""
    await _answer(scope, receive, send, Poll)


async def _answer(scope: Scope, receive: Receive, send: Send, kind: type["Answer"]) -> None:
    if scope["method"] != "GET":
        await _refuse(send, 405, [(b"allow", b"GET")])
        return
    visitor, line = Visitor(scope), Line(send)
    try:
        with place_of(scope):
            entered = await in_database(visitor.enter)
            answer = kind(scope, line, visitor, entered)
            talk = asyncio.create_task(answer.run())
            gone = asyncio.create_task(_hung_up(receive))
            open_pages.add(answer)
            try:
                await asyncio.wait((talk, gone), return_when=asyncio.FIRST_COMPLETED)
            finally:
                open_pages.discard(answer)
                gone.cancel()
                talk.cancel()
                await asyncio.wait((talk,))
            _note_fault(talk, scope)
    except TooFast:
        await _refuse(send, 429, [(b"retry-after", b"30")])
    except NotFound:
        await _refuse(send, 404)


def _note_fault(talk: asyncio.Task, scope: Scope) -> None:
    """The answer just ends then, and the page asks anew."""
    fault = None if talk.cancelled() else talk.exception()
    if fault is not None and not isinstance(fault, TimeoutError):  # the page did not take it
        log.error("the answer of %s broke", scope["path"], exc_info=fault)


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    await _whole(send, status, {"error": status}, headers or [])


async def _whole(send: Send, status: int, content: Any, headers: list[tuple[bytes, bytes]]) -> None:
    body = json.dumps(content, ensure_ascii=False).encode()
    length = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    async with asyncio.timeout(LONGEST_ANSWER):
        await send({"type": "http.response.start", "status": status, "headers": [*HEADERS, *length, *headers]})
        await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b""})  # waits for the page to take what is before


class Answer(ABC):
    """One request that stays open. `code` says why it ended, once it has."""

    is_here = True

    def __init__(self, scope: Scope, send: Send, visitor: Visitor, entered: Entered) -> None:
        self.send, self.entered, self.visitor = send, entered, visitor
        self.ended = asyncio.Event()
        self.code = 0
        latest = entered.thread.last_seq
        after = number_in(scope["query_string"], b"after", latest)
        resumed = dict(scope["headers"]).get(b"last-event-id", b"")
        if resumed.isdigit():
            after = min(int(resumed[:18]), latest)
        self.after = latest if after is None else after

    @abstractmethod
    async def run(self) -> None:
        """Answer until there is nothing more to say."""

    @abstractmethod
    async def transmit(self, text: str, seq: int | None) -> None:
        """The hub has a frame for this page, with its number where it has one."""

    async def end(self, code: int) -> None:
        self.code = code
        self.ended.set()

    async def goodbye(self, retry_ms: int) -> None:
        await self.end(live.RESTARTING)

    def join(self, seq: int) -> tuple[live.Room, live.Viewer]:
        how = {"seq": seq, "transmit": self.transmit, "end": self.end, "is_here": self.is_here}
        viewer = self.visitor.viewer(self.entered, **how)
        return live.hub.join(self.entered.thread, viewer), viewer


class EventStream(Answer):
    async def run(self) -> None:
        headers = [*HEADERS, (b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no")]
        await self.send({"type": "http.response.start", "status": 200, "headers": headers})
        entered = self.entered
        hello = {"t": "hello", "seq": entered.thread.last_seq, "can_post": entered.can_post, "me": entered.person}
        await self.transmit(json.dumps(hello), None)
        room, viewer = self.join(self.after)
        try:
            while not self.ended.is_set():
                try:
                    async with asyncio.timeout(HEARTBEAT):
                        await self.ended.wait()
                except TimeoutError:
                    await self._write(b": \n\n")
        finally:
            live.hub.leave(room, viewer)
        if self.code == live.GONE:
            await self.transmit(json.dumps({"t": "gone"}), None)
        await self.send({"type": "http.response.body", "body": b"", "more_body": False})

    async def transmit(self, text: str, seq: int | None) -> None:
        number = b"" if seq is None else b"id: %d\n" % seq
        await self._write(b"%sdata: %s\n\n" % (number, text.encode()))

    async def goodbye(self, retry_ms: int) -> None:
        await self._write(b"retry: %d\n\n" % retry_ms)
        await self.end(live.RESTARTING)

    async def _write(self, body: bytes) -> None:
        await self.send({"type": "http.response.body", "body": body, "more_body": True})


class Poll(Answer):
    is_here = False

    async def run(self) -> None:
        self.news = asyncio.Event()
        room, viewer = self.join(self.entered.thread.last_seq)  # what is before, it reads at once
        try:
            found = await self._wait(room, viewer)
        finally:
            live.hub.leave(room, viewer)
        if self.code:
            await _refuse(self.send, STATUS[self.code])
            return
        seq, frames, size = self.after, [], 0
        for seq, text in found:  # noqa: B007 - the last one given counts
            frames.append(json.loads(text))
            size += len(text)
            if size >= LARGEST_ANSWER:
                break
        await _whole(self.send, 200, {"seq": seq, "frames": frames}, [])

    async def _wait(self, room: live.Room, viewer: live.Viewer) -> list[tuple[int, str]]:
        if self.after < room.latest:
            self.news.set()
        try:
            async with asyncio.timeout(LONGEST_POLL):
                await self.news.wait()
        except TimeoutError:
            return []
        return [] if self.code else await room.since(self.after, viewer.language)

    async def transmit(self, text: str, seq: int | None) -> None:
        """The hub has something for this page, and has asked whether it may see it."""
        if seq is not None:
            self.news.set()

    async def end(self, code: int) -> None:
        await super().end(code)
        self.news.set()
