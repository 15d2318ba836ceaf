"""The talk live: one message to many viewers, 500 threads at once, thousands who only read, 200 posts a second.

Beside each, in the same run: the limit (one prebuilt frame written to each socket), a bare ASGI application under the
same server, and a consumer as a tutorial of Channels writes it. `--large` adds 5,000 viewers of one thread;
`--only fan-out,threads,idle,posts` leaves the others out.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import uvloop

from . import live_scenes as scenes
from .board import gathered_static
from .live_city import city, copied
from .live_form import Form
from .live_wire import allowed
from .measure import Row, process_cpu
from .serving import free_port, started

THREADS = 500
PARTS = ("fan-out", "threads", "idle", "posts")
SERVERS = {
    "raw": ["-m", "benchmarks.bare_sockets"],
    "asgi": ["-m", "benchmarks.serve", "benchmarks.bare_live:application"],
    "tutorial": ["-m", "benchmarks.serve", "benchmarks.tutorial_channels:application"],
    "ours": ["-m", "mycomi.serve", "--port"],
}
PEERS = {"raw": "raw sockets", "asgi": "bare ASGI", "tutorial": "tutorial Channels", "ours": "ours"}
Scene = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


class Ground:
    """A city, and servers that come up for one scene each."""

    def __init__(self, folder: Path) -> None:
        (folder / "static").symlink_to(gathered_static())
        self._environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "mycomi.settings.development",
            "MYCOMI_VAR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder}/live.sqlite3",
            "MAP_TILES": "none",
            "DEBUG": "0",
            "EMBEDDINGS_URL": "none",
            "MYCOMI_ALLOW_TEST_ACCOUNTS": "1",
            "MYCOMI_EXEMPT_TEST_ACCOUNTS": "1",
        }
        copied(folder / "live.sqlite3", self._environment)
        self._city = city(THREADS, self._environment)
        self._bytes = 1500  # of our frame, until it was seen

    def measure(self, name: str, scene: Scene, *given: Any, two: bool = False, **more: Any) -> dict[str, Any]:
        """Play a scene with a server that has come to rest; `two`: of our site another process is there to speak in."""
        with ExitStack() as servers:
            port, pid = servers.enter_context(self._server(name))
            place = self._place(name, port, pid)
            if two and name == "ours":
                place.elsewhere, _pid = servers.enter_context(self._server(name))
            found = uvloop.run(scene(place, *given, **more))
        if name == "ours" and found.get("bytes"):
            self._bytes = found["bytes"]
        print(f"   {PEERS[name]}: {json.dumps(found)}", file=sys.stderr)
        return found

    @contextmanager
    def _server(self, name: str) -> Iterator[tuple[int, int]]:
        port = free_port()
        with started([sys.executable, *SERVERS[name], str(port)], self._environment, port) as pid:
            _until_calm(pid)
            yield port, pid

    def _place(self, name: str, port: int, pid: int) -> scenes.Place:
        if name == "ours":
            return scenes.Place(name, port, pid, self._city["numbers"], self._city["cookies"], _post, "?batch=1")
        return scenes.Place(name, port, pid, list(range(1, THREADS + 1)), [], self._as_long_as_ours)

    def _as_long_as_ours(self, mark: str, words: str) -> str:
        """What a peer is given to pass on has the length of our frame."""
        return json.dumps({"t": "event", "html": words + "x" * max(0, self._bytes - 100)})

    @property
    def cookies(self) -> list[str]:
        return self._city["cookies"]


def _until_calm(pid: int) -> None:
    """A server that has just come up still reads its dictionaries."""
    for _n in range(40):
        before = process_cpu(pid)
        time.sleep(0.5)
        if process_cpu(pid) - before <= 0.01:
            return


def _post(mark: str, words: str) -> str:
    return json.dumps({"t": "post", "key": mark, "body": words}, ensure_ascii=False)


def run(arguments: list[str]) -> list[Row]:
    parser = argparse.ArgumentParser(prog="script/bench live", description=__doc__)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--viewers", type=int, default=10_000, help="who only read")
    given = parser.parse_args(arguments)
    viewers, rows = min(given.viewers, allowed()), []
    with tempfile.TemporaryDirectory() as folder:
        ground, parts = Ground(Path(folder)), given.only.split(",")
        if "fan-out" in parts:
            for many in (100, 1_000, *([5_000] if given.large else [])):
                rows += _fan_out(ground, many)
        if "threads" in parts:
            rows += _threads(ground)
        if "idle" in parts:
            rows += _idle(ground, viewers)
        if "posts" in parts:
            rows += _posts(ground)
    return rows


def _fan_out(ground: Ground, many: int) -> list[Row]:
    names = ("ours", "raw", "asgi", "tutorial") if many <= 1_000 else ("ours", "raw", "asgi")
    found = {name: ground.measure(name, scenes.fan_out, many, two=True) for name in names}
    ours, raw = found["ours"], found["raw"]
    ratio, most = ours["us"] / raw["us"], {1_000: 60, 5_000: 400}.get(many)
    words = f"one message to {many:,}"
    return [
        Row(f"{words}, CPU a delivery", ours["us"], "µs", "≤ 3 × raw", "raw", ratio, ratio <= 3),
        Row(f"{words}, CPU a delivery: an aim", ours["us"], "µs", "≤ 25 µs", ok=ours["us"] <= 25),
        *(Row(f"   {PEERS[name]}", row["us"], "µs", "", "raw", row["us"] / raw["us"]) for name, row in _peers(found)),
        Row(f"{words}, until the last has it, p50", ours["p50"], "ms"),
        Row(
            f"{words}, until the last has it, p95",
            ours["p95"],
            "ms",
            f"≤ {most} ms" if most else "",
            ok=ours["p95"] <= most if most else None,
        ),
        *(Row(f"   {PEERS[name]}, p50 {row['p50']} ms, p95", row["p95"], "ms") for name, row in _peers(found)),
        Row(f"{words}: said over a socket in a thread without others, CPU", ours["saying_ms"], "ms"),
        Row(f"{words}: deliveries that never came", ours["lost"], "", "0", ok=ours["lost"] == 0),
    ]


def _threads(ground: Ground) -> list[Row]:
    """The tutorial's layer looks through all its channels for each message: it is asked for a fifth."""
    found = {
        name: ground.measure(name, scenes.many_threads, threads=threads, a_second=a_second, seconds=seconds)
        for name, threads, a_second, seconds in (
            ("ours", THREADS, 100, 15),
            ("raw", THREADS, 100, 5),
            ("asgi", THREADS, 100, 5),
            ("tutorial", THREADS // 5, 20, 8),
        )
    }
    ours, words = found["ours"], "500 threads × 10 viewers, 100 messages a second"
    return [
        Row(f"{words}, p50", ours["p50"], "ms"),
        Row(f"{words}, p95", ours["p95"], "ms", "≤ 10 ms", ok=ours["p95"] <= 10),
        Row(f"{words}, CPU", ours["percent"], "% core", "≤ 20 %", ok=ours["percent"] <= 20),
        Row(f"{words}, CPU a message", ours["ms"], "ms"),
        Row(f"{words}, never came", ours["lost"], "", "0", ok=ours["lost"] == 0),
        *(
            Row(
                f"   {PEERS[name]}{', a fifth of it' if name == 'tutorial' else ''}, nothing stored,"
                f" p95 {row['p95']} ms, lost {row['lost']}",
                row["percent"],
                "% core",
            )
            for name, row in _peers(found)
        ),
    ]


def _idle(ground: Ground, many: int) -> list[Row]:
    """The tutorial's layer looks through all its channels for each that comes: it is asked for a tenth."""
    found = {
        name: ground.measure(name, scenes.idle, viewers, threads=THREADS, seconds=seconds)
        for name, viewers, seconds in (("ours", many, 20), ("asgi", many, 20), ("tutorial", many // 10, 5))
    }
    ours, asgi, words = found["ours"], found["asgi"], f"{many:,} who wait"
    most = 300 * many / 10_000
    return [
        Row(f"{words}, memory", ours["mb"], "MB", f"≤ {most:.0f} MB", ok=ours["mb"] <= most),
        Row(f"{words}, memory each", ours["kb"], "KB", "", "bare ASGI", ours["kb"] / max(asgi["kb"], 0.1)),
        Row(
            f"{words}, CPU",
            ours["percent"],
            "% core",
            "< 1 %",
            "bare ASGI",
            _over(ours, asgi, "percent"),
            ours["percent"] < 1,
        ),
        Row(f"   bare ASGI ({asgi['kb']} KB), CPU", asgi["percent"], "% core"),
        Row(f"{words}, CPU of coming", ours["connect_ms"], "ms", "", "bare ASGI", _over(ours, asgi, "connect_ms")),
        Row("   bare ASGI, CPU of coming", asgi["connect_ms"], "ms"),
        Row(f"   tutorial Channels, {many // 10:,} of them, CPU of coming", found["tutorial"]["connect_ms"], "ms"),
        Row(f"   tutorial Channels, {many // 10:,} of them, memory each", found["tutorial"]["kb"], "KB"),
        Row(f"{words}: connections lost", ours["lost"], "", "0", ok=ours["lost"] == 0),
    ]


def _posts(ground: Ground) -> list[Row]:
    rows = []
    for a_second, seconds in ((50, 6), (200, 10)):

        async def scene(place: scenes.Place, a_second: int = a_second, seconds: int = seconds) -> dict[str, Any]:
            form = Form(place.port, ground.cookies)
            return await scenes.posting(place, form.press, a_second=a_second, seconds=seconds)

        found, words = ground.measure("ours", scene), f"{a_second} posts a second by the form, 10 viewers each"
        aim = {"limit": "≤ 10 ms", "ok": found["p95"] <= 10} if a_second == 200 else {}
        rows += [
            Row(f"{words}, p50", found["p50"], "ms"),
            Row(f"{words}, p95", found["p95"], "ms", **aim),
            Row(f"{words}, CPU a post", found["ms"], "ms"),
            Row(f"{words}, done a second", found["done"], ""),
            Row(f"{words}, not taken {found['answers']}", found["wrong"], "", "0", ok=found["wrong"] == 0),
        ]
    return rows


def _peers(found: dict[str, dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, row) for name, row in found.items() if name != "ours"]


def _over(ours: dict[str, Any], peer: dict[str, Any], what: str) -> float:
    return ours[what] / max(peer[what], 0.001)
