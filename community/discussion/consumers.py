"""The socket of a thread: frames to actions, events to frames. The protocol is docs/live-protocol.md."""

import json
import logging
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from channels.consumer import get_handler_name
from channels.generic.websocket import AsyncWebsocketConsumer
from django.utils import translation

from community.core.errors import CommunityError, InvalidInput, NotFound, TooFast
from community.core.visibility import Visibility
from community.moderation.permissions import ban_of

from . import frames, live
from .live import in_database
from .models import Thread
from .pages import Bucket, Line, Visitor, number_in, open_pages, place_of
from .permissions import may_post, speaks_for_city

log = logging.getLogger(__name__)
NOT_ALLOWED, FLOOD = 4401, 4408
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
                await line({"type": "websocket.close", "code": live.RESTARTING})

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Without a look, on another thread, at connections that none of this uses: `in_database` has its own."""
        await getattr(self, get_handler_name(message))(message)

    async def _transmit(self, text: str, seq: int | None) -> None:
        await self.line({"type": "websocket.send", "text": text})

    async def _say(self, **frame: Any) -> None:
        await self.send(text_data=json.dumps(frame, ensure_ascii=False))

    async def goodbye(self, retry_ms: int) -> None:
        await self._say(t="bye", retry_ms=retry_ms)
        await self.close(live.RESTARTING)


class ThreadConsumer(LiveConsumer):
    """`/ws/threads/<kind>/<number>/?after=<seq>`"""

    room = None

    async def connect(self) -> None:
        self.visitor = Visitor(self.scope)
        self.bucket = Bucket(BURST, FRAMES_A_SECOND)
        self.seen_at = 0.0
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
        await self._say(t="hello", seq=latest, can_post=entered.can_post, me=entered.person)
        self.room = live.hub.join(self.thread, self.viewer)
        self.held.callback(live.hub.leave, self.room, self.viewer)
        open_pages.add(self)
        self.held.callback(open_pages.discard, self)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not self.bucket.spend():
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

    async def _write(self, frame: dict[str, Any]) -> None:
        """The session and the thread are looked at anew: much may have happened since this socket was opened."""
        key = None
        try:
            key = frames.key_of(frame)
            if self.room is None:
                raise NotFound
            if self.viewer.person is None:  # whoever logs in has another session, and another socket
                raise frames.LoginNeeded
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
        person, moment = self.viewer.person if self.room else None, time.monotonic()
        if person is None or moment - self.room.typed_at.get(person, -TYPING_EVERY) < TYPING_EVERY:
            return
        self.room.typed_at[person] = moment
        may_write, name = await in_database(self._writer)
        if may_write:
            who = None if frame.get("as") or self.room.visibility != Visibility.PUBLIC else name
            live.tell(self.thread.pk, {"t": "typing", "who": who}, but=person)

    def _writer(self) -> tuple[bool, str | None]:
        """Whether this person may write there now, and the name above such words."""
        user = self.visitor.session.now()
        thread = Thread.objects.visible_to(user).filter(pk=self.thread.pk).first()
        if thread is None or not may_post(user, thread) or ban_of(user) is not None:
            return False, None
        return True, None if speaks_for_city(user, thread) else user.shown_name
