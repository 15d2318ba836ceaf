"""A bare view through the gate beside Django's own ASGI handler; large bodies; slow people."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .board import gathered_static
from .measure import Row, process_cpu, pss_mb

ROOT = Path(__file__).resolve().parent.parent
SECONDS, CONNECTIONS = 6.0, 16
MB = 1024 * 1024


@dataclass
class Load:
    """What a server did under load: requests a second, CPU milliseconds a request."""

    rps: float
    cpu_ms: float


def run(arguments: list[str]) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        environment = _prepare(Path(folder))
        with served("mycomi.asgi:application", environment, 8761) as ours:
            gate = asyncio.run(_load(ours, 8761, "/healthz"))
            rows = _large_bodies(ours, 8761) + _slow_people(8761)
        with served("benchmarks.plain_asgi:application", environment, 8762) as plain:
            django = asyncio.run(_load(plain, 8762, "/healthz"))
        with served("benchmarks.bare_asgi:application", environment, 8763) as bare:
            limit = asyncio.run(_load(bare, 8763, "/healthz"))
    ratio = gate.rps / django.rps
    return [
        Row("bare ASGI answer (the limit)", round(limit.rps), "req/s", peer="limit"),
        Row("bare view, Django's own ASGI handler", round(django.rps), "req/s"),
        Row(
            "bare view through the gate",
            round(gate.rps),
            "req/s",
            "≥ 4 × Django's ASGI",
            "Django's ASGI",
            ratio,
            ratio >= 4,
        ),
        Row("bare view through the gate", round(gate.cpu_ms, 3), "ms CPU", "", "bare ASGI", gate.cpu_ms / limit.cpu_ms),
        Row(
            "bare view, Django's own ASGI handler",
            round(django.cpu_ms, 3),
            "ms CPU",
            "",
            "bare ASGI",
            django.cpu_ms / limit.cpu_ms,
        ),
        *rows,
    ]


def _prepare(folder: Path) -> dict[str, str]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "mycomi.settings.development",
        "MYCOMI_VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/serving.sqlite3",
        "MAP_TILES": "none",
        "DEBUG": "0",
    }
    (folder / "static").symlink_to(gathered_static())
    command = [sys.executable, "manage.py", "prepare", "--demo"]
    subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return environment


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(application: str, environment: dict[str, str], port: int) -> Iterator[int]:
    """A server of this application, with the same uvicorn settings for all; yields its pid."""
    with started([sys.executable, "-m", "benchmarks.serve", application, str(port)], environment, port) as pid:
        yield pid


@contextmanager
def started(command: list[str], environment: dict[str, str], port: int) -> Iterator[int]:
    """Any server on this port, once it answers; yields its pid."""
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        asyncio.run(_until_up(port))
        yield server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


async def _until_up(port: int) -> None:
    for _n in range(300):
        try:
            await _get(port, "/healthz")
            return
        except OSError:
            await asyncio.sleep(0.1)
    raise SystemExit("the server does not answer")


async def _get(port: int, path: str) -> float:
    """Seconds until the whole answer to one GET has come."""
    begun = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    await reader.read(-1)
    writer.close()
    return time.perf_counter() - begun


async def _load(pid: int, port: int, path: str) -> Load:
    """Keep some connections busy for a while, one request after the other on each."""
    done = 0
    until = time.perf_counter() + SECONDS

    async def one() -> None:
        nonlocal done
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        question = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        while time.perf_counter() < until:
            writer.write(question)
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(_length(head))
            done += 1
        writer.close()

    await _get(port, path)
    before, begun = process_cpu(pid), time.perf_counter()
    await asyncio.gather(*(one() for _n in range(CONNECTIONS)))
    took = time.perf_counter() - begun
    return Load(done / took, (process_cpu(pid) - before) * 1000 / done)


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def _large_bodies(pid: int, port: int) -> list[Row]:
    before = pss_mb(pid)
    most = asyncio.run(_uploads(pid, port))
    return [
        Row(
            "memory while 8 uploads of 20 MB come in",
            round(most - before, 1),
            "MB more",
            "flat, ≤ 24 MB",
            ok=most - before <= 24,
        )
    ]


async def _uploads(pid: int, port: int) -> float:
    """The largest memory seen while eight people send 20 MB each."""
    most, sending = 0.0, True

    async def watch() -> None:
        nonlocal most
        while sending:
            most = max(most, await asyncio.to_thread(pss_mb, pid))
            await asyncio.sleep(0.05)

    async def upload() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        lines = [
            "POST /issues/new/ HTTP/1.1",
            "Host: localhost",
            "Content-Type: multipart/form-data; boundary=q",
            f"Content-Length: {20 * MB}",
            "Connection: close",
        ]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n")
        for _n in range(160):
            writer.write(b"x" * (MB // 8))
            await writer.drain()
        await reader.read(-1)
        writer.close()

    watcher = asyncio.create_task(watch())
    await asyncio.gather(*(upload() for _n in range(8)))
    sending = False
    await watcher
    return most


def _slow_people(port: int) -> list[Row]:
    times = sorted(asyncio.run(_list_among_the_slow(port)))
    median = round(times[len(times) // 2] * 1000, 1)
    return [Row("the list beside 20 stalled uploads and 20 slow readers", median, "ms", "< 200 ms", ok=median < 200)]


async def _list_among_the_slow(port: int) -> list[float]:
    held = []
    for _n in range(20):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\nx")
        held.append((reader, writer))
    for _n in range(20):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        writer.write(b"GET /issues/ HTTP/1.1\r\nHost: localhost\r\n\r\n" * 30)
        held.append((reader, writer))
    await asyncio.sleep(0.5)
    times = [await _get(port, f"/issues/?q={n}") for n in range(15)]
    for _reader, writer in held:
        writer.close()
    return times
