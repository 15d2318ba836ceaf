"""Hints between processes: each way carries them, and comes back after it broke."""

import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from community.discussion.live import between
from community.discussion.live.between import Lines, PostgresLine, RedisLine, SQLiteLine
from tests import makers, servers

REDIS_URL = os.environ.get("REDIS_URL", "")
PATIENCE = 5.0  # seconds
pytestmark = pytest.mark.usefixtures("committed")


@contextmanager
def heard_by(line: between.Line, wake: Callable[[], None]) -> Iterator[queue.Queue]:
    """What another process would hear. `wake` makes the line say something, so that the listener can end."""
    got: queue.Queue = queue.Queue()
    is_over = threading.Event()

    def listen() -> None:
        for text in line.hear(is_over):
            got.put(text)
            if is_over.is_set():
                break
        connection.close()

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield got
    finally:
        is_over.set()
        wake()
        thread.join(PATIENCE)
        assert not thread.is_alive()


@pytest.fixture
def running() -> Iterator[Callable[[], Lines]]:
    """Lines of other processes, which end with the test."""
    made: list[Lines] = []

    def make() -> Lines:
        made.append(Lines())
        return made[-1]

    yield make
    for one in made:
        one.stop()


def until_it_says(got: queue.Queue, text: str | None) -> None:
    while got.get(timeout=PATIENCE) != text:
        pass


def test_file_tells_that_somebody_wrote():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has LISTEN: only SQLite is watched by its file")
    with heard_by(SQLiteLine(), makers.person) as got:
        until_it_says(got, None)
        time.sleep(3 * between.GLANCE)
        assert got.empty()
        makers.person()
        until_it_says(got, None)


@pytest.mark.postgres
def test_postgres_carries_what_is_said():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no LISTEN: runs in PostgreSQL's part")
    line = PostgresLine()
    with heard_by(line, lambda: line.send("over")) as got:
        until_it_says(got, None)
        line.send('{"thread": 1}')
        until_it_says(got, '{"thread": 1}')


@pytest.mark.redis
class TestRedis:
    @pytest.fixture(autouse=True)
    def _only_there(self, settings):
        if not REDIS_URL and not os.environ.get("MYCOMI_NOTHING_SKIPPED"):
            pytest.skip("no Redis: eval $(script/services)")
        settings.REDIS_URL = REDIS_URL

    def test_carries_what_is_said_on_a_channel_of_this_site(self, settings):
        line = RedisLine()
        settings.SECRET_KEY = "another site on the same server"
        with heard_by(line, lambda: line.send("over")) as got:
            until_it_says(got, None)
            RedisLine().send("not ours")
            line.send("ours")
            assert got.get(timeout=PATIENCE) == "ours"

    def test_processes_hear_each_other_but_not_themselves(self, running):
        one, other, got = running(), running(), queue.Queue()
        one.hears(lambda message: got.put(("one", message)))
        other.hears(lambda message: got.put(("other", message)))
        for each in (one, other):
            each.start()
        assert {got.get(timeout=PATIENCE)[0] for _n in range(2)} == {"one", "other"}  # the line is up: look

        one.send({"thread": 7})
        who, message = got.get(timeout=PATIENCE)

        assert who == "other" and message["thread"] == 7 and got.empty()


@pytest.mark.redis
def test_redis_that_is_away_delays_nobody(settings, running):
    settings.REDIS_URL = f"redis://127.0.0.1:{servers.free_port()}/0"
    away = running()
    away.start()
    begun = time.monotonic()

    for n in range(2 * between.MOST_WAITING):
        away.send({"thread": n})

    assert time.monotonic() - begun < 1.0
