"""Files that a view has authorised, sent by the event loop so that a slow reader holds no thread."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import IO, Any

Send = Callable[[dict[str, Any]], Awaitable[None]]
PIECE = 128 * 1024  # bytes


class Handed:
    """What WSGI calls `wsgi.file_wrapper`: Django gives it the open file of a FileResponse, we keep it for later."""

    def __init__(self, scope: dict[str, Any]) -> None:
        self._scope = scope

    def __call__(self, file: IO[bytes], block_size: int = PIECE) -> list[bytes]:
        self._scope["mycomi.file"] = file
        return []


async def send_file(file: IO[bytes], send: Send) -> None:
    """Piece by piece, as fast as the reader takes it."""
    try:
        while piece := await asyncio.to_thread(file.read, PIECE):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        file.close()
