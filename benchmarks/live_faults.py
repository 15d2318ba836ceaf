"""The talk while its processes are killed: has everybody heard every acknowledged message, once and in order?

`script/bench live-faults [--rounds 20] [--database sqlite|postgres] [--no-redis] [--no-catch-up]`. Each round ends a
web process, the worker or Redis with kill -9, and waits until it is back. PostgreSQL is the server of DATABASE_URL; the
database on it is a new one. `--no-catch-up` is the counter-proof: people come back as pages of a tutorial do, and the
bench must notice what they miss; its exit code is 1 when it does not.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from .board import gathered_static
from .live_city import city, copied
from .live_faults_clients import Talk, Verdict, talk_through
from .live_faults_site import OwnRedis, SupervisedSite
from .live_wire import many_files
from .measure import Row

CROWD = {"sockets": 40, "streams": 6, "polls": 4, "posters": 5}
DATABASE = "bench_live_faults"


class Faults:
    """One victim a round: the web processes in turn, now and then Redis or the worker."""

    def __init__(self, site: SupervisedSite, redis: OwnRedis | None, rounds: int) -> None:
        self._site, self._redis, self._rounds = site, redis, rounds
        self._chance = random.Random(20261130)
        self.done: dict[str, int] = {}

    async def happen(self) -> None:
        turns = ["web", "web-2", "redis" if self._redis else "web", "web-2", "worker"]
        for nth in range(self._rounds):
            await asyncio.sleep(self._chance.uniform(0.7, 2.0))
            victim = turns[nth % len(turns)]
            self.done[victim] = self.done.get(victim, 0) + 1
            if victim == "redis":
                self._redis.kill()
                await asyncio.sleep(self._chance.uniform(0.5, 2.0))
                self._redis.start()
            else:
                await self._site.is_back(victim, self._site.kill(victim))
        await asyncio.sleep(1)


def run(arguments: list[str]) -> tuple[list[Row], dict[str, Any]]:
    parser = argparse.ArgumentParser(prog="script/bench live-faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--no-redis", action="store_true")
    parser.add_argument("--no-catch-up", action="store_true")
    given = parser.parse_args(arguments)
    many_files()
    with tempfile.TemporaryDirectory() as folder, _database(given.database, Path(folder)) as url:
        redis = None if given.no_redis or not OwnRedis.is_installed() else OwnRedis(Path(folder))
        verdict, faults = _through(Path(folder), url, redis, given)
    line = f"{given.database}, {'Redis' if redis else 'no Redis'}"
    noticed = not verdict.is_clean
    return _rows(verdict, line, faults, catch_up=not given.no_catch_up), {
        "exit": int(noticed != given.no_catch_up),
        "faults": faults.done,
    }


def _through(folder: Path, url: str, redis: OwnRedis | None, given: argparse.Namespace) -> tuple[Verdict, Faults]:
    more = {"REDIS_URL": redis.url} if redis else {}
    site = SupervisedSite(folder / "site", url, gathered_static(), **more)
    try:
        if redis:
            redis.start()
        if given.database == "sqlite":
            copied(folder / "live.sqlite3", site.environment)
        made = city(1, site.environment)
        site.start()
        faults = Faults(site, redis, given.rounds)
        talk = Talk(site.port, made["numbers"][0], made["cookies"], catch_up=not given.no_catch_up)
        return asyncio.run(talk_through(talk, faults.happen, **CROWD)), faults
    finally:
        site.stop()
        if redis:
            redis.kill()


def _rows(verdict: Verdict, line: str, faults: Faults, *, catch_up: bool) -> list[Row]:
    counts = {"lost": verdict.lost, "doubled": verdict.doubled, "out of order": verdict.unordered, "gaps": verdict.gaps}
    killed = ", ".join(f"{name} {times}" for name, times in faults.done.items())
    rows = [
        Row(f"{line}: messages acknowledged while were killed: {killed}", verdict.posted, ""),
        Row("heard by 40 sockets, 6 streams, 4 long polls", verdict.deliveries, ""),
    ]
    if catch_up:
        rows += [Row(name, value, "", "0", ok=value == 0) for name, value in counts.items()]
    else:
        rows += [Row(f"{name}, without catching up", value, "") for name, value in counts.items()]
        rows.append(Row("what is missing is noticed", int(not verdict.is_clean), "", "1", ok=not verdict.is_clean))
    return [
        *rows,
        Row(f"came back after a fault; sockets were closed with {verdict.endings}", verdict.comebacks, "times"),
        Row("sent again under the same key", verdict.sent_again, "times"),
        Row("from the first press until somebody has it, p50", verdict.p50, "ms"),
        Row("from the first press until somebody has it, p95", verdict.p95, "ms"),
        Row("from the first press until somebody has it, the longest", verdict.max, "ms"),
    ]


@contextmanager
def _database(engine: str, folder: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder}/live.sqlite3"
        return
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        sys.exit("DATABASE_URL is not a PostgreSQL server: eval $(script/services)")
    _on_server(server, f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)", f"CREATE DATABASE {DATABASE}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{DATABASE}"))
    finally:
        _on_server(server, f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def _on_server(url: str, *commands: str) -> None:
    import psycopg

    with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        for command in commands:
            connection.execute(command)
