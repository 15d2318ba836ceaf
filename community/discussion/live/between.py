"""Between processes: numbers and hints, never words. Whatever is lost here, the look at the log finds.

Redis where there is one; else PostgreSQL's own LISTEN; on SQLite a glance, 20 times a second, whether the file has been
written to. Sending has a thread and a queue of its own: it delays nothing, and drops what it cannot send.
"""

import json
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Protocol
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

log = logging.getLogger(__name__)
CHANNEL = "mycomi_live"
GLANCE = 0.05  # seconds between glances at an SQLite file
PATIENCE = 1.0  # seconds for Redis to take or give something
PAUSE = 1.0  # seconds before a broken line is taken up again
MOST_WAITING = 1000  # messages on their way out


class Line(Protocol):
    """One way between processes. `send` and `hear` run on threads of their own and raise when it is broken."""

    def send(self, text: str) -> None: ...

    def hear(self) -> Iterator[str | None]:
        """What others say; None at the beginning and when something was written that nobody described."""
        ...


class RedisLine:
    def __init__(self) -> None:
        from redis import Redis

        given = {"socket_connect_timeout": PATIENCE, "socket_keepalive": True}
        self._sender = Redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE, **given)
        self._listener = Redis.from_url(settings.REDIS_URL, socket_timeout=None, **given)
        # Channels are one room for all databases of a server: another site there must not be heard.
        self._channel = f"{CHANNEL}_{salted_hmac(CHANNEL, settings.REDIS_URL).hexdigest()[:16]}"

    def send(self, text: str) -> None:
        self._sender.publish(self._channel, text)

    def hear(self) -> Iterator[str | None]:
        with self._listener.pubsub() as heard:
            heard.subscribe(self._channel)
            for message in heard.listen():
                yield message["data"].decode() if message["type"] == "message" else None


class PostgresLine:
    def send(self, text: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, text])

    def hear(self) -> Iterator[str | None]:
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        yield None
        for notice in connection.connection.notifies():
            yield notice.payload


class SQLiteLine:
    def send(self, text: str) -> None:
        """The file itself tells."""

    def hear(self) -> Iterator[str | None]:
        known = None
        with connection.cursor() as cursor:
            while True:
                version = cursor.execute("PRAGMA data_version").fetchone()
                if version != known:
                    known = version
                    yield None
                time.sleep(GLANCE)


class Lines:
    """This process's line. Nothing is said or heard before `start`, which servers call."""

    def __init__(self) -> None:
        self._name = uuid4().hex
        self._waiting: queue.Queue[str] | None = None
        self._heard: Callable[[dict[str, Any]], None] = lambda message: None

    def hears(self, heard: Callable[[dict[str, Any]], None]) -> None:
        """Whom to tell what other processes say, and (an empty message) that something was written."""
        self._heard = heard

    def start(self) -> None:
        self._waiting = queue.Queue(MOST_WAITING)
        for name, work in (("out", self._send_on), ("in", self._listen)):
            threading.Thread(target=_keep, args=(name, work), name=f"live-{name}", daemon=True).start()

    def send(self, message: dict[str, Any]) -> None:
        if self._waiting is None:
            return
        try:
            self._waiting.put_nowait(json.dumps({"from": self._name} | message))
        except queue.Full:
            log.debug("a hint to other processes was dropped")

    def _send_on(self, line: Line) -> None:
        waiting = self._waiting or queue.Queue()
        with suppress(queue.Empty):  # what waited while the line was broken is old: the look has found it
            while True:
                waiting.get_nowait()
        while True:
            line.send(waiting.get())

    def _listen(self, line: Line) -> None:
        for text in line.hear():
            message = json.loads(text) if text is not None else {}
            if message.get("from") != self._name:
                self._heard(message)


def _keep(name: str, work: Callable[[Line], None]) -> None:
    """Do it again and again, however often the line breaks. It says when it broke, and when it is tried anew."""
    while True:
        try:
            work(_line())
        except Exception as error:  # noqa: BLE001 - whatever it is, the talk goes on without
            log.warning("the line to other processes (%s) broke: %s", name, type(error).__name__)
        connection.close()
        time.sleep(PAUSE)


def _line() -> Line:
    if settings.REDIS_URL:
        return RedisLine()
    return PostgresLine() if connection.vendor == "postgresql" else SQLiteLine()


lines = Lines()
