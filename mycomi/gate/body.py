"""Receiving a request's body: whole or not at all, bounded in bytes and in patience."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import IO, Any
from weakref import WeakValueDictionary

from community.core.ratelimit import network_of

Receive = Callable[[], Awaitable[dict[str, Any]]]

LARGEST = 26 * 1024 * 1024  # bytes: five photos of 25 MB together and the words beside them
IN_MEMORY = 256 * 1024  # bytes; more waits in a file
SILENCE = 10.0  # seconds without a byte
GRACE = 10.0  # seconds before the speed counts
SLOWEST = 12 * 1024  # bytes a second, on average, after that; a phone with one bar sends 16
MOST_AT_ONCE = 64  # bodies larger than IN_MEMORY
MOST_OF_ONE = 4  # … from one address; a household or an office may be behind it, so the fifth waits
QUEUE_PATIENCE = 5.0  # seconds for a place among them

TOO_LARGE = "送られたものが大きすぎます。写真を小さくするか、枚数をへらしてください。"
STOPPED = "通信が止まりました。電波のよい場所で、もう一度送ってください。"
TOO_SLOW = "送るのに時間がかかりすぎました。写真を小さくして、もう一度送ってください。"
BUSY = "いま混みあっています。少し待って、もう一度送ってください。"


class Refused(Exception):
    """No view will see this request; `status` and the sentence go back."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status, self.sentence = status, sentence


class Gone(Exception):
    """The sender hung up."""


class Uploads:
    """The bodies under way in this process that have outgrown IN_MEMORY: so many in all, so many from one address."""

    def __init__(self, most: int = MOST_AT_ONCE) -> None:
        self._all = asyncio.Semaphore(most)
        self._of: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()  # kept by those within

    @asynccontextmanager
    async def place(self, address: str) -> AsyncIterator[None]:
        """A place, in the order of asking. Raises Refused after QUEUE_PATIENCE seconds."""
        own = self._of.setdefault(network_of(address), asyncio.Semaphore(MOST_OF_ONE))
        async with AsyncExitStack() as places:
            try:
                async with asyncio.timeout(QUEUE_PATIENCE):
                    await places.enter_async_context(own)
                    await places.enter_async_context(self._all)
            except TimeoutError:
                raise Refused(503, BUSY) from None
            yield


async def receive_body(scope: dict[str, Any], receive: Receive, uploads: Uploads, folder: str) -> IO[bytes]:
    """The whole body as a file at its beginning; the caller closes it. Raises Refused or Gone."""
    announced = _announced(scope)
    if announced is not None and announced > LARGEST:
        raise Refused(413, TOO_LARGE)
    body, incoming = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=folder), Incoming(receive)
    try:
        piece = await _fill_memory(body, incoming)
        if piece:
            asked = time.monotonic()
            async with uploads.place(scope["client"][0] if scope.get("client") else ""):
                incoming.excuse(time.monotonic() - asked)
                await _fill_file(body, piece, incoming)
        if announced is not None and incoming.received != announced:
            raise Gone
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body


class Incoming:
    """A body as it comes, counted and timed."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._due = time.monotonic() + GRACE  # when the next byte is too late
        self.received = 0
        self.is_whole = False

    async def piece(self) -> bytes:
        """What came next. Raises Refused or Gone."""
        patience = min(SILENCE, self._due - time.monotonic())
        try:
            async with asyncio.timeout(patience):
                message = await self._receive()
        except TimeoutError:
            raise Refused(408, STOPPED if patience > SILENCE / 2 else TOO_SLOW) from None
        if message["type"] == "http.disconnect":
            raise Gone
        piece = message.get("body", b"")
        self.received += len(piece)
        self._due += len(piece) / SLOWEST
        if self.received > LARGEST:
            raise Refused(413, TOO_LARGE)
        self.is_whole = not message.get("more_body", False)
        return piece

    def excuse(self, seconds: float) -> None:
        """This time was ours, not the sender's."""
        self._due += seconds


async def _fill_memory(body: IO[bytes], incoming: Incoming) -> bytes:
    """Keep what memory takes; returns the piece that was too much, or nothing when the body is whole."""
    while not incoming.is_whole:
        piece = await incoming.piece()
        if incoming.received > IN_MEMORY:
            return piece
        body.write(piece)
    return b""


async def _fill_file(body: IO[bytes], piece: bytes, incoming: Incoming) -> None:
    """Keep the rest. The disk may be slow; the event loop must not be."""
    while True:
        await asyncio.to_thread(body.write, piece)
        if incoming.is_whole:
            return
        piece = await incoming.piece()


def _announced(scope: dict[str, Any]) -> int | None:
    """Content-Length; None when the body comes in chunks."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            if not value.isdigit():
                raise Refused(400, "送られた内容を読み取れませんでした。")
            return int(value)
        if name == b"transfer-encoding":
            return None
    return 0
