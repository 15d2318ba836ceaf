"""Receiving a request's body: whole or not at all, bounded in bytes and in patience."""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from typing import IO, Any

Receive = Callable[[], Awaitable[dict[str, Any]]]

LARGEST = 26 * 1024 * 1024  # bytes: five photos of 25 MB together and the words beside them
IN_MEMORY = 256 * 1024  # bytes; more waits in a file
SILENCE = 10.0  # seconds without a byte
SLOWEST = 20 * 1024  # bytes a second, on average, after the first minute
MOST_AT_ONCE = 64  # uploads larger than IN_MEMORY


class Refused(Exception):
    """No view will see this request; `status` and the sentence go back."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status, self.sentence = status, sentence


class Gone(Exception):
    """The sender hung up."""


class Uploads:
    """The large bodies under way in this process."""

    def __init__(self, most: int = MOST_AT_ONCE) -> None:
        self._free = most

    def take(self) -> None:
        if self._free <= 0:
            raise Refused(503, "いま混みあっています。少し待って、もう一度送ってください。")
        self._free -= 1

    def give_back(self) -> None:
        self._free += 1


async def receive_body(scope: dict[str, Any], receive: Receive, uploads: Uploads, folder: str) -> IO[bytes]:
    """The whole body as a file at its beginning; the caller closes it. Raises Refused or Gone."""
    announced = _announced(scope)
    if announced is not None and announced > LARGEST:
        raise Refused(413, "送られたものが大きすぎます。写真を小さくするか、枚数をへらしてください。")
    is_large = announced is None or announced > IN_MEMORY
    if is_large:
        uploads.take()
    body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=folder)
    try:
        received = await _fill(body, receive)
        if announced is not None and received != announced:
            raise Gone
    except BaseException:
        body.close()
        raise
    finally:
        if is_large:
            uploads.give_back()
    body.seek(0)
    return body


async def _fill(body: IO[bytes], receive: Receive) -> int:
    received, begun = 0, time.monotonic()
    while True:
        try:
            message = await asyncio.wait_for(receive(), SILENCE)
        except TimeoutError:
            raise Refused(408, "通信が止まりました。電波のよい場所で、もう一度送ってください。") from None
        if message["type"] == "http.disconnect":
            raise Gone
        chunk = message.get("body", b"")
        received += len(chunk)
        if received > LARGEST:
            raise Refused(413, "送られたものが大きすぎます。写真を小さくするか、枚数をへらしてください。")
        if received > IN_MEMORY:
            await asyncio.to_thread(body.write, chunk)  # the disk may be slow; the loop must not be
        else:
            body.write(chunk)
        if not message.get("more_body", False):
            return received
        if time.monotonic() - begun > 60 + received / SLOWEST:
            raise Refused(408, "送るのに時間がかかりすぎました。写真を小さくして、もう一度送ってください。")


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
