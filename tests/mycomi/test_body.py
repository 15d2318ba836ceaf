"""Bodies on their way in: who is slow, who takes whose place, whose time it is."""

import asyncio
from types import SimpleNamespace

import pytest

from mycomi.gate import body
from mycomi.gate.body import Refused, Uploads, receive_body

PATIENCE = 5.0
LARGE = body.IN_MEMORY + 1


class Clock:
    """The gate's clock, moved by hand."""

    def __init__(self) -> None:
        self.moment = 0.0

    def monotonic(self) -> float:
        return self.moment


@pytest.fixture
def clock(monkeypatch) -> Clock:
    held = Clock()
    monkeypatch.setattr(body, "time", SimpleNamespace(monotonic=held.monotonic))
    return held


class Sender:
    """Sends `size` bytes: the first `eager` at once, the rest when `may_end` is set."""

    def __init__(self, size: int = LARGE, *, eager: int = LARGE - 1, address: str = "192.0.2.1", chunked=False) -> None:
        self.may_end = asyncio.Event()
        self._pieces = [eager, size - eager]
        self.is_waiting = False
        length = (b"transfer-encoding", b"chunked") if chunked else (b"content-length", str(size).encode())
        self.scope = {"type": "http", "client": (address, 1), "headers": [length]}

    async def receive(self) -> dict:
        size = self._pieces.pop(0)
        if not self._pieces:
            self.is_waiting = True
            await self.may_end.wait()
        return {"type": "http.request", "body": b"x" * size, "more_body": bool(self._pieces)}

    def send_to(self, uploads: Uploads) -> asyncio.Task:
        return asyncio.create_task(self._send(uploads))

    async def _send(self, uploads: Uploads) -> int:
        with await receive_body(self.scope, self.receive, uploads, None) as whole:
            return len(whole.read())


async def parked(uploads: Uploads, count: int, **how) -> list[tuple[Sender, asyncio.Task]]:
    """Uploads that have sent their first part and nothing more."""
    senders = [Sender(**how) for _n in range(count)]
    tasks = [sender.send_to(uploads) for sender in senders]
    async with asyncio.timeout(PATIENCE):
        while not all(sender.is_waiting for sender in senders):
            await asyncio.sleep(0.01)
    return list(zip(senders, tasks, strict=True))


async def finish(all_parked: list[tuple[Sender, asyncio.Task]]) -> None:
    for sender, _task in all_parked:
        sender.may_end.set()
    for _sender, task in all_parked:
        assert await task


OUTGROWN = {"size": LARGE + 1, "eager": LARGE}  # holds a place while it is parked


async def test_fifth_large_upload_of_an_address_waits_for_one_of_the_four():
    uploads = Uploads()
    four = await parked(uploads, 4, **OUTGROWN)
    fifth = Sender()
    fifth.may_end.set()
    waiting = fifth.send_to(uploads)
    await asyncio.sleep(0.1)
    assert not waiting.done()

    await finish(four[:1])

    assert await waiting == LARGE
    await finish(four[1:])


async def test_fifth_is_told_when_none_of_the_four_ends(monkeypatch):
    monkeypatch.setattr(body, "QUEUE_PATIENCE", 0.05)
    uploads = Uploads()
    four = await parked(uploads, 4, **OUTGROWN)

    with pytest.raises(Refused) as refused:
        await Sender(**OUTGROWN).send_to(uploads)

    assert refused.value.status == 503 and "混みあって" in refused.value.sentence
    await finish(four)


@pytest.mark.parametrize(
    ("others", "mine", "waits"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
    ],
)
async def test_one_address_takes_no_place_of_another(monkeypatch, others, mine, waits):
    monkeypatch.setattr(body, "QUEUE_PATIENCE", 0.05)
    uploads = Uploads()
    four = await parked(uploads, 4, address=others, **OUTGROWN)
    sender = Sender(address=mine)
    sender.may_end.set()

    if waits:
        with pytest.raises(Refused):
            await sender.send_to(uploads)
    else:
        assert await sender.send_to(uploads) == LARGE
    await finish(four)


async def test_all_addresses_together_have_so_many_places(monkeypatch):
    monkeypatch.setattr(body, "QUEUE_PATIENCE", 0.05)
    uploads = Uploads(most=2)
    two = [*await parked(uploads, 1, address="192.0.2.1", **OUTGROWN), *await parked(uploads, 1, **OUTGROWN)]

    with pytest.raises(Refused):
        sender = Sender(address="192.0.2.3")
        sender.may_end.set()
        await sender.send_to(uploads)

    await finish(two)


@pytest.mark.parametrize("chunked", [True, False])
async def test_body_takes_a_place_only_when_it_outgrows_memory(monkeypatch, chunked):
    monkeypatch.setattr(body, "QUEUE_PATIENCE", 0.05)
    uploads = Uploads(most=4)
    trickling = await parked(uploads, 70, size=300_000, eager=1, chunked=chunked)
    large = Sender()
    large.may_end.set()

    assert await large.send_to(uploads) == LARGE
    for _sender, task in trickling:
        task.cancel()
    await asyncio.gather(*(task for _sender, task in trickling), return_exceptions=True)


async def test_body_within_memory_waits_for_nobody():
    uploads = Uploads()
    four = await parked(uploads, 4, **OUTGROWN)
    small = Sender(size=1000, eager=500, chunked=True)
    small.may_end.set()

    assert await small.send_to(uploads) == 1000
    await finish(four)


@pytest.mark.parametrize(
    ("size", "every", "is_taken"),
    [(16 * 1024, 1, True), (64 * 1024, 4, True), (8 * 1024, 1, False), (1, 9, False)],
    ids=["a phone with one bar", "the same in bursts", "too slow", "a byte now and then"],
)
async def test_slow_is_not_slower_than_a_phone_with_one_bar(clock, size, every, is_taken):
    left = 2_000_000 // size if is_taken else 100

    async def receive() -> dict:
        nonlocal left
        left -= 1
        await asyncio.sleep(0)
        await asyncio.sleep(0)  # where a patience that is used up ends
        clock.moment += every
        return {"type": "http.request", "body": b"x" * size, "more_body": left > 0}

    scope = {"client": ("192.0.2.1", 1), "headers": [(b"transfer-encoding", b"chunked")]}
    if is_taken:
        with await receive_body(scope, receive, Uploads(), None) as whole:
            assert len(whole.read()) > 1_900_000
    else:
        with pytest.raises(Refused) as refused:
            await receive_body(scope, receive, Uploads(), None)
        assert refused.value.status == 408 and "時間がかかりすぎ" in refused.value.sentence
        assert clock.moment < 40


async def test_byte_now_and_then_is_not_waited_for_beyond_the_grace(monkeypatch):
    monkeypatch.setattr(body, "GRACE", 0.2)
    sender = Sender(size=300_000, eager=1)

    async with asyncio.timeout(PATIENCE):
        with pytest.raises(Refused) as refused:
            await sender.send_to(Uploads())

    assert refused.value.status == 408


async def test_wait_for_a_place_is_not_held_against_the_sender(clock):
    uploads = Uploads()
    four = await parked(uploads, 4, **OUTGROWN)
    fifth = Sender(size=2 * LARGE, eager=LARGE)
    waiting = fifth.send_to(uploads)
    await asyncio.sleep(0.05)

    clock.moment += 1000
    for sender, _task in four:
        sender.may_end.set()
    while not fifth.is_waiting:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    fifth.may_end.set()

    assert await waiting == 2 * LARGE
