"""The gate by itself, before a view of the test's own: who is counted, who is given up, what is closed."""

import asyncio
import threading
from io import BytesIO

import pytest
from django.core import signals
from django.http import FileResponse, StreamingHttpResponse

from mycomi.gate import Gate, pool, readers
from mycomi.gate.visitor import resolve

PATIENCE = 5.0


def gate(view, *, threads=2) -> Gate:
    return Gate(wsgi=view, websocket=None, streams=None, threads=threads, proxies=0, spool=None)


def page(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


class Reader:
    """One GET. A stalled reader takes `most` messages and then nothing more."""

    def __init__(self, most: int | None = None) -> None:
        self.most, self.status, self.body = most, 0, b""

    async def ask(self, gate: Gate) -> "Reader":
        scope = {
            "type": "http", "http_version": "1.1", "method": "GET", "path": "/", "query_string": b"", "headers": [],
            "client": ("127.0.0.1", 1), "server": ("testserver", 80), "scheme": "http",
        }  # fmt: skip
        await gate(scope, self._receive, self._send)
        return self

    async def _receive(self) -> dict:
        return {"type": "http.request", "body": b""}

    async def _send(self, message: dict) -> None:
        if self.most == 0:
            await asyncio.Event().wait()
        if self.most is not None:
            self.most -= 1
        self.status = message.get("status", self.status)
        self.body += message.get("body", b"")


async def until(is_so) -> None:
    async with asyncio.timeout(PATIENCE):
        while not is_so():
            await asyncio.sleep(0.01)


async def test_many_who_do_not_read_refuse_nobody():
    asked = []

    def view(environ, start):
        asked.append(environ)
        return page(environ, start)

    door = gate(view)
    stalled = [asyncio.create_task(Reader(most=0).ask(door)) for _n in range(pool.MOST_WAITING)]
    await until(lambda: len(asked) == pool.MOST_WAITING and door._pool._waiting == 0)

    assert (await Reader().ask(door)).status == 200
    for task in stalled:
        task.cancel()


async def test_more_than_wait_for_the_threads_are_told_to_come_back():
    free = threading.Event()

    def slow(environ, start):
        free.wait(PATIENCE)
        return page(environ, start)

    door = gate(slow)
    waiting = [asyncio.create_task(Reader().ask(door)) for _n in range(pool.MOST_WAITING)]
    await until(lambda: door._pool._waiting == pool.MOST_WAITING)

    one_more = await Reader().ask(door)
    free.set()

    assert one_more.status == 503 and "混みあって" in one_more.body.decode()
    assert [reader.status for reader in await asyncio.gather(*waiting)] == [200] * pool.MOST_WAITING


async def test_past_the_bound_the_one_who_waited_longest_is_given_up(monkeypatch):
    monkeypatch.setattr(readers, "MOST_HELD", 12)  # two of these pages
    door = gate(page)
    stalled = []
    for nth in range(1, 4):
        stalled.append(asyncio.create_task(Reader(most=0).ask(door)))
        await until(lambda: len(door._pool._readers._held) == min(nth, 2))  # noqa: B023 - awaited within the round
    await until(stalled[0].done)

    assert [task.done() for task in stalled] == [True, False, False]
    assert (await Reader().ask(door)).body == b"hello"
    for task in stalled:
        task.cancel()


async def test_reader_who_takes_nothing_for_long_is_given_up(monkeypatch):
    monkeypatch.setattr(readers, "SLOWEST", 0.05)

    assert (await Reader(most=1).ask(gate(page))).body == b""


async def test_page_of_many_pieces_leaves_whole():
    whole = bytes(range(256)) * (readers.PIECE // 100)

    def view(environ, start):
        page(environ, start)
        return [whole]

    assert (await Reader().ask(gate(view))).body == whole


class Source:
    """A stream that knows whether it was closed. An empty piece in its middle is not its end."""

    def __init__(self) -> None:
        self.closed = threading.Event()

    def pieces(self):
        try:
            yield from (b"a", b"", b"b")
        finally:
            self.closed.set()


@pytest.fixture
def ended():
    """Set when Django is told that a request has ended."""
    event = threading.Event()

    def hear(**_signal):
        event.set()

    others, signals.request_finished.receivers = signals.request_finished.receivers, []
    signals.request_finished.connect(hear)
    yield event
    signals.request_finished.receivers = others
    signals.request_finished.sender_receivers_cache.clear()


async def test_stream_is_read_whole_and_then_closed(ended):
    source = Source()

    def view(environ, start):
        page(environ, start)
        return StreamingHttpResponse(source.pieces())

    assert (await Reader().ask(gate(view))).body == b"ab"
    assert source.closed.wait(PATIENCE) and ended.wait(PATIENCE)


@pytest.mark.parametrize("taken", [0, 2])
async def test_stream_of_a_reader_who_was_given_up_is_closed(monkeypatch, ended, taken):
    monkeypatch.setattr(readers, "SLOWEST", 0.05)
    source = Source()
    started = source.pieces()
    response = StreamingHttpResponse(started)

    def view(environ, start):
        page(environ, start)
        return response

    await Reader(most=taken).ask(gate(view))

    assert ended.wait(PATIENCE) and response.closed and started.gi_frame is None


async def test_file_of_a_reader_who_was_given_up_is_closed(monkeypatch, ended):
    monkeypatch.setattr(readers, "SLOWEST", 0.05)
    file = BytesIO(b"x" * 1000)
    response = FileResponse(file)

    def view(environ, start):
        page(environ, start)
        response.file_to_stream.close = response.close  # as Django's own handler does
        return environ["wsgi.file_wrapper"](response.file_to_stream, 4096)

    await Reader(most=0).ask(gate(view))

    assert ended.wait(PATIENCE) and response.closed


@pytest.mark.parametrize(
    ("lines", "proxies", "visitor"),
    [
        ([b"203.0.113.7", b"10.0.0.2"], 2, "203.0.113.7"),
        ([b"198.51.100.1, 203.0.113.7", b"10.0.0.2"], 2, "203.0.113.7"),
        ([b"198.51.100.1", b"203.0.113.7, 10.0.0.2"], 2, "203.0.113.7"),
        ([b"198.51.100.1", b"203.0.113.7"], 1, "203.0.113.7"),
        ([b"203.0.113.7"], 2, "10.0.0.3"),  # fewer than we have: nothing to believe
        ([b"203.0.113.7", b"10.0.0.2"], 0, "10.0.0.3"),
    ],
)
def test_lines_of_forwarded_for_are_one_list(lines, proxies, visitor):
    headers = [(b"host", b"localhost"), *((b"x-forwarded-for", line) for line in lines)]
    scope = {"type": "http", "client": ("10.0.0.3", 1), "scheme": "http", "headers": headers}

    seen = resolve(scope, proxies)

    assert seen["client"][0] == visitor and seen["headers"] == [(b"host", b"localhost")]
