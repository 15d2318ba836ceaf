"""What goes out to open sockets of a real uvicorn arrives whole and in order, as long as there is somebody."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvicorn
from websockets.asyncio.client import connect

from mycomi.gate import pulse
from mycomi.gate.telling import OpenSocket

WORDS = ["", "はい", "あ" * 40, "い" * 200, "う" * 30_000, "はい"]  # each length of a frame's head
MUCH = "え" * 300_000


class Site:
    """Says WORDS to everybody; /much goes on until nobody takes it, and notes what it was told then; /wait
    says no more and notes when the other end has gone."""

    def __init__(self) -> None:
        self.ended: list[Any] = []

    async def __call__(self, scope, receive, send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        for words in WORDS:
            await send({"type": "websocket.send", "text": words})
        await send({"type": "websocket.send", "bytes": b"\x00\x01"})
        if scope["path"] == "/wait":
            self.ended.append((await receive())["type"])
            return
        try:
            while scope["path"] == "/much":
                await send({"type": "websocket.send", "text": MUCH})
        except OSError as gone:
            self.ended.append(gone)
            return
        await send({"type": "websocket.close", "code": 4410})

    async def end(self) -> None:
        async with asyncio.timeout(20):
            while not self.ended:
                await asyncio.sleep(0.01)


@pytest.fixture
async def site() -> AsyncIterator[tuple[Site, str]]:
    site = Site()
    server = uvicorn.Server(uvicorn.Config(site, ws=OpenSocket, lifespan="off", log_level="critical"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        running = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        yield site, f"ws://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await running


async def test_everything_arrives_as_it_was_said(site):
    _site, address = site

    async with connect(address) as page:
        assert [await page.recv() for _words in WORDS] == WORDS
        assert await page.recv() == b"\x00\x01"
        await page.wait_closed()

    assert page.close_code == 4410


async def test_who_has_gone_while_much_was_on_its_way_is_told_no_more(site):
    site, address = site
    page = await connect(f"{address}/much", max_size=None)
    assert await page.recv() == ""

    page.transport.abort()

    await site.end()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a line's turn every 0.1 seconds."""
    monkeypatch.setattr(pulse, "TICK", 0.05)
    monkeypatch.setattr(pulse, "BEAT", 2)


async def test_who_answers_stays(quick, site):
    site, address = site

    async with connect(f"{address}/wait", ping_interval=None):
        await asyncio.sleep(1)
        assert not site.ended


async def test_who_answers_no_ping_is_given_up(quick, site):
    """A phone without a network takes everything, says nothing, and ends nothing."""
    site, address = site
    page = await connect(f"{address}/wait", ping_interval=None)
    assert await page.recv() == ""

    page.transport.pause_reading()

    await site.end()
    page.transport.abort()
    assert site.ended == ["websocket.disconnect"]
