"""Connections on a real uvicorn: what may come before a request, for how long, and what goes on undisturbed."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
import uvicorn

from mycomi.gate import heads, telling

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: localhost\r\n"
SOCKET = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)
LONG = b"x" * 200_000
LINES = b"x-line: y\r\n" * 20_000
PATIENCE = 5.0


async def echo(scope, receive, send) -> None:
    """Answers with how many bytes came; /slow takes a while. Sockets are let in."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await receive()
        return
    received, more = 0, True
    while more:
        message = await receive()
        received += len(message.get("body", b""))
        more = message.get("more_body", False)
    if scope["path"] == "/slow":
        await asyncio.sleep(0.4)
    body = b"got %d;" % received
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture
async def address() -> AsyncIterator[tuple[str, int]]:
    config = uvicorn.Config(
        echo, http=heads.Connection, ws=telling.OpenSocket, lifespan="off", log_level="critical", timeout_keep_alive=1
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        running = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        yield listening.getsockname()
        server.should_exit = True
        await running


async def told(address, sent: bytes, *, drip: bytes = b"", every: float = 0.05) -> str:
    """All that the server says until it closes the connection."""
    reader, writer = await asyncio.open_connection(*address)
    writer.write(sent)

    async def go_on() -> None:
        while drip:
            await asyncio.sleep(every)
            writer.write(drip)

    dripping = asyncio.create_task(go_on())
    said = b""
    with suppress(ConnectionError):
        async with asyncio.timeout(PATIENCE):
            while piece := await reader.read(1000):
                said += piece
    dripping.cancel()
    writer.close()
    return said.decode()


@pytest.mark.parametrize(
    "endless",
    [
        b"GET /" + LONG,
        b"GET / HTTP/1.1\r\nCookie: " + LONG,
        b"GET / HTTP/1.1\r\nCookie: " + LONG + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + LINES,
        POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + LINES,
        POST + b"Transfer-Encoding: chunked\r\n\r\n5;" + LONG,
        GET + b"GET /" + LONG,
    ],
    ids=["address", "line", "long line", "lines", "lines after the last chunk", "a chunk's line", "second address"],
)
async def test_head_without_an_end_is_refused(address, endless):
    said = await told(address, endless)

    if endless.startswith(GET):  # the first request is owed its answer, and none but that may come
        assert said.count("HTTP/1.1") <= 1 and "431" not in said
    else:
        assert said.startswith("HTTP/1.1 431 ") and "長すぎ" in said


async def test_head_that_is_too_long_after_an_answer_is_refused_too(address):
    reader, writer = await asyncio.open_connection(*address)
    writer.write(GET)
    assert b"got 0;" in await reader.read(1000)

    writer.write(b"GET /" + LONG)

    assert (await reader.read(1000)).startswith(b"HTTP/1.1 431 ")
    writer.close()


@pytest.mark.parametrize(("length", "status"), [(7_000, 101), (9_000, 431)])
async def test_socket_whose_head_is_too_long_for_it_is_not_left_open(address, length, status):
    reader, writer = await asyncio.open_connection(*address)
    writer.write(SOCKET + b"Cookie: " + b"x" * length + b"\r\n\r\n")

    async with asyncio.timeout(PATIENCE):
        assert (await reader.read(1000)).startswith(b"HTTP/1.1 %d " % status)
    writer.close()


async def test_head_of_sixty_kilobytes_is_read(address):
    said = await told(address, GET[:-2] + b"Connection: close\r\nCookie: " + b"x" * 60_000 + b"\r\n\r\n")

    assert said.startswith("HTTP/1.1 200 ")


async def test_every_request_of_a_connection_is_counted_by_itself(address):
    head = GET[:-2] + b"Cookie: " + b"x" * 5_000 + b"\r\n\r\n"

    said = await told(address, head * 40)  # at once, three times as much as a head may have

    assert said.count("got 0;") == 40


async def test_body_is_not_counted_and_what_follows_it_is_read(address):
    said = await told(address, POST + b"Content-Length: 1000000\r\n\r\n" + b"x" * 1_000_000 + GET)

    assert "got 1000000;" in said and "got 0;" in said


async def test_chunks_of_a_few_bytes_are_no_head(address):
    said = await told(address, POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"2\r\nxx\r\n" * 30_000 + b"0\r\n\r\n")

    assert "got 60000;" in said


@pytest.mark.parametrize(
    ("sent", "drip", "is_told"),
    [
        (b"", b"", False),
        (b"GET / HTTP/1.1\r\nHost: loc", b"", True),
        (b"GET / HTTP/1.1\r\n", b"a: b\r\n", True),
        (GET, b"\r\n", True),
        (GET, b"G" + b"E" * 3, True),
    ],
    ids=["silent", "half", "dripping", "dripping between requests", "no method"],
)
async def test_connection_that_never_comes_to_a_request_is_closed(monkeypatch, address, sent, drip, is_told):
    monkeypatch.setattr(heads, "PATIENCE", 0.3)

    said = await told(address, sent, drip=drip)  # TimeoutError if it stays

    answers = said.replace("HTTP/1.1 200 OK", "")
    assert ("HTTP/1.1 4" in answers) is is_told


async def test_answer_that_takes_longer_than_a_head_may_is_not_cut_off(monkeypatch, address):
    monkeypatch.setattr(heads, "PATIENCE", 0.1)
    reader, writer = await asyncio.open_connection(*address)
    writer.write(GET.replace(b"/ ", b"/slow ", 1))
    await asyncio.sleep(0.05)

    writer.write(b"GET / HT")  # the beginning of another

    async with asyncio.timeout(PATIENCE):
        assert b"got 0;" in await reader.read(1000)
    writer.close()


def test_our_server_counts_heads(site):
    connection = site.raw()

    connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + b"x" * 70_000)

    assert connection.recv(1000).startswith(b"HTTP/1.1 431 ")
    connection.close()
