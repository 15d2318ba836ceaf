"""Pages on their way out: taken off the threads at once, sent as fast as the reader reads."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
SLOWEST_READER = 120.0  # seconds for one page


class Outgoing:
    """A `send` that never waits: it queues, and a task of its own empties the queue."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._queue: asyncio.Queue[Message | None] = asyncio.Queue()
        self.started = False

    async def put(self, message: Message) -> None:
        self.started = True
        self._queue.put_nowait(message)

    async def run(self) -> None:
        while (message := await self._queue.get()) is not None:
            await self._send(message)

    def close(self) -> None:
        self._queue.put_nowait(None)


async def answer(send: Send, status: int, sentence: str) -> None:
    """A plain sentence from the gate itself, for what never reaches a view."""
    body = sentence.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"default-src 'none'"),
        (b"connection", b"close"),
    ]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
