"""The way to the readers: each in their own time, all together within bounds.

A slow reader holds no thread and no place among those who wait for one, only the bytes that have not gone yet.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

Send = Callable[[dict[str, Any]], Awaitable[None]]
PIECE = 128 * 1024  # bytes handed to the server at a time
SLOWEST = 120.0  # seconds for a page, or for a piece of a file or stream
MOST_HELD = 64 * 1024 * 1024  # bytes that wait for all readers of this process together


class TooSlow(Exception):
    """This reader was given up."""


class Readers:
    """Those whose answer is on its way. Past MOST_HELD bytes the one that has waited longest is given up, so that
    slow readers push out each other and nobody else."""

    def __init__(self) -> None:
        self._held: dict[asyncio.Timeout, int] = {}  # the longest-waiting first
        self._bytes = 0

    async def give_page(self, send: Send, start: dict[str, Any], body: bytes) -> None:
        """A whole page within SLOWEST seconds. Raises TooSlow."""
        async with self._patience(len(body)):
            await send(start)
            for begin in range(0, len(body) or 1, PIECE):
                piece, is_last = body[begin : begin + PIECE], begin + PIECE >= len(body)
                await send({"type": "http.response.body", "body": piece, "more_body": not is_last})

    async def give(self, send: Send, message: dict[str, Any], size: int) -> None:
        """One message that holds `size` bytes, within SLOWEST seconds. Raises TooSlow."""
        async with self._patience(size):
            await send(message)

    @asynccontextmanager
    async def _patience(self, size: int) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(SLOWEST) as patience:
                self._held[patience] = size
                self._bytes += size
                self._give_up_the_slowest()
                try:
                    yield
                finally:
                    self._let_go(patience)
        except TimeoutError:
            raise TooSlow from None

    def _give_up_the_slowest(self) -> None:
        while self._bytes > MOST_HELD and len(self._held) > 1:
            longest = next(iter(self._held))
            self._let_go(longest)
            if not longest.expired():
                longest.reschedule(0)  # its `send` ends now

    def _let_go(self, patience: asyncio.Timeout) -> None:
        self._bytes -= self._held.pop(patience, 0)
