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
GLANCE = 0.1  # seconds between glances at an SQLite file
PATIENCE = 1.0  # seconds for Redis to take or give something
PAUSE = 1.0  # seconds before a broken line is taken up again
STEADY = 10.0  # seconds after which a line has held
MOST_WAITING = 1000  # messages on their way out


class Line(Protocol):
    """One way between processes. `send` and `hear` run on threads of their own and raise when it is broken; hearing
    ends within a second or so of `over`."""

    def send(self, text: str) -> None: ...

    def hear(self, over: threading.Event) -> Iterator[str | None]:
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

    def hear(self, over: threading.Event) -> Iterator[str | None]:
        with self._listener.pubsub() as heard:
            heard.subscribe(self._channel)
            while not over.is_set():
                message = heard.get_message(timeout=PATIENCE)
                if message is not None:
                    yield message["data"].decode() if message["type"] == "message" else None


class PostgresLine:
    def send(self, text: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, text])

    def hear(self, over: threading.Event) -> Iterator[str | None]:
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        yield None
        while not over.is_set():
            for notice in connection.connection.notifies(timeout=PATIENCE):
                yield notice.payload


class SQLiteLine:
    def send(self, text: str) -> None:
        """The file itself tells."""

    def hear(self, over: threading.Event) -> Iterator[str | None]:
        known = None
        connection.ensure_connection()
        while not over.wait(GLANCE):  # the driver's own call: ten a second are to cost nothing
            version = connection.connection.execute("PRAGMA data_version").fetchone()
            if version != known:
                known = version
                yield None


class Lines:
    """This process's line. Nothing is said or heard before `start`, which servers call."""

    def __init__(self) -> None:
        self._name = uuid4().hex
        self._waiting: queue.Queue[str] | None = None
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._heard: Callable[[dict[str, Any]], None] = lambda message: None

    def hears(self, heard: Callable[[dict[str, Any]], None]) -> None:
        """Whom to tell what other processes say, and (an empty message) that something was written."""
        self._heard = heard

    def start(self) -> None:
        self._waiting = queue.Queue(MOST_WAITING)
        for name, work in (("out", self._send_on), ("in", self._listen)):
            thread = threading.Thread(target=self._keep, args=(name, work), name=f"live-{name}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

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
        while not self._over.is_set():
            with suppress(queue.Empty):
                line.send(waiting.get(timeout=PATIENCE))

    def _listen(self, line: Line) -> None:
        for text in line.hear(self._over):
            message = json.loads(text) if text is not None else {}
            if message.get("from") != self._name:
                self._heard(message)

    def _keep(self, name: str, work: Callable[[Line], None]) -> None:
        """Do it again and again, however often the line breaks; it is said when one that held has broken."""
        was_steady = True
        while not self._over.is_set():
            begun = time.monotonic()
            try:
                work(_line())
            except Exception as error:  # noqa: BLE001 - whatever it is, the talk goes on without
                if was_steady:
                    log.warning("the line to other processes (%s) broke: %s", name, type(error).__name__)
            was_steady = time.monotonic() - begun > STEADY
            connection.close()
            self._over.wait(PAUSE)


def _line() -> Line:
    if settings.REDIS_URL:
        return RedisLine()
    return PostgresLine() if connection.vendor == "postgresql" else SQLiteLine()


lines = Lines()
