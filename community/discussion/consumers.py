"""The socket of a thread: frames to actions, events to frames. The protocol is docs/live-protocol.md."""

import json
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from django.utils import translation

from community.core.errors import CommunityError, InvalidInput, NotFound, TooFast
from community.core.visibility import Visibility
from community.moderation.permissions import ban_of

from . import frames, live
from .live import in_database
from .pages import Visitor, number_in, open_pages, place_of
from .permissions import may_post, speaks_for_city

log = logging.getLogger(__name__)
NOT_ALLOWED, GONE, FLOOD, RESTARTING = 4401, 4410, 4408, 1012
FRAMES_A_SECOND, BURST = 5, 30
TYPING_EVERY, SEEN_EVERY = 3.0, 1.0  # seconds; what comes sooner is dropped
HEADERS = [(b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store")]


class LiveConsumer(AsyncWebsocketConsumer):
    """What all sockets have in common. `held` is let go when the socket ends."""

    async def __call__(self, scope: dict[str, Any], receive: Callable, send: Callable) -> None:
        """However it ends, nothing of this socket stays. After an error the page comes back by itself and asks anew."""
        self.line = line = Line(send)
        with ExitStack() as self.held:
            try:
                await super().__call__(scope, receive, line)
            except Exception:
                log.exception("the socket %s broke", scope["path"])
                await line({"type": "websocket.close", "code": RESTARTING})

    async def _transmit(self, text: str, seq: int | None) -> None:
        await self.line({"type": "websocket.send", "text": text})

    async def _say(self, **frame: Any) -> None:
        await self.send(text_data=json.dumps(frame, ensure_ascii=False))

    async def goodbye(self, retry_ms: int) -> None:
        await self._say(t="bye", retry_ms=retry_ms)
        await self.close(RESTARTING)


class ThreadConsumer(LiveConsumer):
    """`/ws/threads/<kind>/<number>/?after=<seq>`"""

    room = None

    async def connect(self) -> None:
        self.visitor = Visitor(self.scope)
        self.frames, self.frames_at = float(BURST), time.monotonic()
        self.typed_at = self.seen_at = 0.0
        await self.accept(headers=HEADERS)
        try:
            self.held.enter_context(place_of(self.scope))
            entered = await in_database(self.visitor.enter)
        except TooFast:
            await self.close(FLOOD)
            return
        except NotFound:
            await self.close(NOT_ALLOWED)
            return
        self.thread, query = entered.thread, self.scope["query_string"]
        latest = self.thread.last_seq
        after = number_in(query, b"after", latest)
        self.viewer = self.visitor.viewer(
            entered,
            seq=latest if after is None else after,
            transmit=self._transmit,
            end=self.close,
            batches=bool(number_in(query, b"batch", 1)),
        )
        await self._say(t="hello", seq=latest, can_post=entered.can_post)
        self.room = live.hub.join(self.thread, self.viewer)
        self.held.callback(live.hub.leave, self.room, self.viewer)
        open_pages.add(self)
        self.held.callback(open_pages.discard, self)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not self._spend_frame():
            await self.close(FLOOD)
            return
        try:
            frame = json.loads(text_data or "")
            kind = frame["t"]
        except (ValueError, TypeError, KeyError, RecursionError):
            kind = None
        if kind == "typing":
            await self._type(frame)
        elif isinstance(kind, str) and kind in frames.WRITES:
            await self._write(frame)
        elif kind == "seen":
            await self._see(frame)
        else:
            await self._refuse(InvalidInput(), None)

    def _spend_frame(self) -> bool:
        """A bucket that holds a burst and fills slowly; empty means a flood."""
        moment = time.monotonic()
        self.frames = min(BURST, self.frames + (moment - self.frames_at) * FRAMES_A_SECOND)
        self.frames_at = moment
        self.frames -= 1
        return self.frames >= 0

    async def _write(self, frame: dict[str, Any]) -> None:
        """The session and the thread are looked at anew: much may have happened since this socket was opened."""
        key = None
        try:
            key = frames.key_of(frame)
            if self.room is None:
                raise NotFound
            seq = await in_database(self._store, frame, key)
        except CommunityError as error:
            await self._refuse(error, key)
        else:
            await self._say(t="ack", key=key, seq=seq)

    def _store(self, frame: dict[str, Any], key: str) -> int:
        with translation.override(self.visitor.language):
            return frames.write(self.visitor.session.now(), self.thread, frame, key)

    async def _refuse(self, error: CommunityError, key: str | None) -> None:
        named = {} if key is None else {"key": key}
        with translation.override(self.visitor.language):
            await self._say(t="error", code=frames.code_of(error), message=str(error), **named)

    async def _see(self, frame: dict[str, Any]) -> None:
        moment = time.monotonic()
        if self.room is None or self.viewer.person is None or moment - self.seen_at < SEEN_EVERY:
            return
        self.seen_at = moment
        try:
            await in_database(lambda: frames.note_seen(self.visitor.session.now(), self.thread, frame))
        except InvalidInput as error:
            await self._refuse(error, None)

    async def _type(self, frame: dict[str, Any]) -> None:
        """Tell the others that somebody writes, and who, where their words would stand under their own name."""
        moment = time.monotonic()
        if self.room is None or self.viewer.person is None or moment - self.typed_at < TYPING_EVERY:
            return
        self.typed_at = moment
        may_write, name = await in_database(self._writer)
        if may_write:
            who = None if frame.get("as") or self.room.visibility != Visibility.PUBLIC else name
            live.tell(self.thread.pk, {"t": "typing", "who": who}, but=self.viewer.person)

    def _writer(self) -> tuple[bool, str | None]:
        user = self.visitor.session.now()
        if not may_post(user, self.thread) or ban_of(user) is not None:
            return False, None
        return True, None if speaks_for_city(user, self.thread) else user.shown_name


class Line:
    """The way to the page. After a close, or when the page has gone, what was still on its way to it is dropped."""

    def __init__(self, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self._send = send
        self._is_over = False

    async def __call__(self, message: dict[str, Any]) -> None:
        if self._is_over:
            return
        self._is_over = message["type"] == "websocket.close"
        try:
            await self._send(message)
        except OSError as gone:  # ASGI's word for a page that hung up; its disconnect is on the way
            log.debug("a page has gone: %s", gone)
            self._is_over = True
