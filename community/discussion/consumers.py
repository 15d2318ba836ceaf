"""The socket of a thread: frames to actions, events to frames. The protocol is docs/live-protocol.md."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from django.utils import translation

from community.accounts.sockets import SocketPerson
from community.core.errors import CommunityError, InvalidInput, NotAllowed, NotFound, TooFast
from community.core.middleware.language import language_of
from community.core.text import UNWRITABLE
from community.core.visibility import Visibility
from community.moderation.permissions import ban_of
from community.organisations.speaking import voice_of

from . import actions, live
from .live import Viewer, in_database
from .models import Thread
from .permissions import may_post

log = logging.getLogger(__name__)
NOT_ALLOWED, GONE, FLOOD, RESTARTING = 4401, 4410, 4408, 1012
FRAMES_A_SECOND, BURST = 5, 30
MOST_SOCKETS_AN_ADDRESS = 100
HEADERS = [(b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store")]
_sockets: dict[str, int] = {}
_open: set["ThreadConsumer"] = set()


class ThreadConsumer(AsyncWebsocketConsumer):
    """`/ws/threads/<kind>/<number>/?after=<seq>`"""

    room = None
    follower = None
    counted = False

    async def __call__(self, scope: dict[str, Any], receive: Callable, send: Callable) -> None:
        """However it ends, nothing of this socket stays. After an error the page comes back by itself and asks anew."""
        line = Line(send)
        try:
            await super().__call__(scope, receive, line)
        except Exception:
            log.exception("the socket %s broke", scope["path"])
            await line({"type": "websocket.close", "code": RESTARTING})
        finally:
            self._leave()

    async def connect(self) -> None:
        self.address = (self.scope.get("client") or ("", 0))[0]
        self.person = SocketPerson(self.scope)
        self.language = language_of(self.scope["cookies"])
        self.frames, self.frames_at = float(BURST), time.monotonic()
        await self.accept(headers=HEADERS)
        if _sockets.get(self.address, 0) >= MOST_SOCKETS_AN_ADDRESS:
            await self.close(FLOOD)
            return
        _sockets[self.address] = _sockets.get(self.address, 0) + 1
        self.counted = True
        try:
            self.thread, can_post = await in_database(self._enter)
        except NotFound:
            await self.close(NOT_ALLOWED)
            return
        self.seq = _number(self.scope["query_string"], self.thread.last_seq)
        self.viewer = Viewer()
        self.room = live.hub.join(self.thread, self.viewer)
        _open.add(self)
        await self._say(t="hello", seq=self.thread.last_seq, can_post=can_post)
        self.follower = asyncio.create_task(self._follow_or_close())

    def _enter(self) -> tuple[Thread, bool]:
        user = self.person.now()
        place = self.scope["url_route"]["kwargs"]
        thread = Thread.objects.of(user, place["kind"], place["number"])
        return thread, may_post(user, thread) and ban_of(user) is None

    async def _follow_or_close(self) -> None:
        """A page must not believe that it is up to date when nobody follows for it any more."""
        try:
            await self._follow()
        except Exception:
            log.exception("the socket %s can no longer follow", self.scope["path"])
            await self.close(RESTARTING)

    async def _follow(self) -> None:
        """Send what happens, from the last number on, until the thread may no longer be seen."""
        visibility = self.thread.visibility
        while True:
            self.viewer.news.clear()
            # What is not public is for some: whoever has logged out or lost the desk since then hears no more of it.
            if self.room.visibility != visibility or visibility != Visibility.PUBLIC:
                visibility = self.room.visibility
                if not await in_database(self._still_sees):
                    await self.close(GONE)
                    return
            while events := await self.room.since(self.seq, self.language):
                for seq, frame in events:
                    await self.send(text_data=frame)
                    self.seq = seq
            await self.viewer.news.wait()

    def _still_sees(self) -> bool:
        return Thread.objects.visible_to(self.person.now()).filter(pk=self.thread.pk).exists()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not self._spend_frame():
            await self.close(FLOOD)
            return
        try:
            frame = json.loads(text_data or "")
            kind = frame["t"]
        except (ValueError, TypeError, KeyError, RecursionError):
            await self._say(t="error", code="bad_frame", message=str(InvalidInput.sentence))
            return
        if kind == "post" and self.room is not None:
            await self._post(frame)
        elif kind not in ("typing", "seen", "react"):
            await self._say(t="error", code="bad_frame", message=str(InvalidInput.sentence))

    def _spend_frame(self) -> bool:
        """A bucket that holds a burst and fills slowly; empty means a flood."""
        moment = time.monotonic()
        self.frames = min(BURST, self.frames + (moment - self.frames_at) * FRAMES_A_SECOND)
        self.frames_at = moment
        self.frames -= 1
        return self.frames >= 0

    async def _post(self, frame: dict[str, Any]) -> None:
        body, key, voice = frame.get("body"), frame.get("key"), frame.get("as")
        are_words = isinstance(body, str) and isinstance(key, str) and key and not UNWRITABLE.search(key)
        if not are_words or not (voice is None or type(voice) is int):
            await self._say(t="error", code="bad_frame", message=str(InvalidInput.sentence))
            return
        try:
            seq = await in_database(self._store, body, key, voice)
        except CommunityError as error:
            await self._say(t="error", code=_code(error), message=str(error), key=key)
        else:
            await self._say(t="ack", key=key, seq=seq)

    def _store(self, body: str, key: str, voice: int | None) -> int:
        """The session and the thread are looked at anew: much may have happened since this socket was opened."""
        with translation.override(self.language):
            user = self.person.now()
            if not user.is_authenticated:
                raise LoginNeeded
            thread = Thread.objects.of(user, self.thread.kind, self.thread.number)
            organisation = voice_of(user, voice)
            said = actions.post_message(author=user, thread=thread, body=body, key=key, organisation=organisation)
            return said.seq

    async def _say(self, **frame: Any) -> None:
        await self.send(text_data=json.dumps(frame, ensure_ascii=False))

    async def goodbye(self, retry_ms: int) -> None:
        """The process ends; the page comes back by itself after `retry_ms`."""
        await self._say(t="bye", retry_ms=retry_ms)
        await self.close(RESTARTING)

    def _leave(self) -> None:
        _open.discard(self)
        if self.counted:
            self.counted = False
            _sockets[self.address] -= 1
            if not _sockets[self.address]:
                del _sockets[self.address]
        if self.room is not None:
            live.hub.leave(self.room, self.viewer)
        if self.follower is not None:
            self.follower.cancel()


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


class LoginNeeded(NotAllowed):
    code = "login"


def _code(error: CommunityError) -> str:
    if isinstance(error, TooFast):
        return "rate"
    if isinstance(error, NotFound):
        return "gone"
    if isinstance(error, InvalidInput):
        return "bad_frame"
    return error.code


def _number(query: bytes, latest: int) -> int:
    """The last number the page has; without one, only what comes is sent."""
    for part in query.split(b"&"):
        name, _equals, value = part.partition(b"=")
        if name == b"after" and value.isdigit():
            return min(int(value[:18]), latest)
    return latest


async def say_goodbye() -> None:
    """Tell every open socket of this process that it ends."""
    for nth, consumer in enumerate(list(_open)):
        await consumer.goodbye(retry_ms=(nth * 7) % 2000)
