"""Search: how fast an index is built, how large it is, what a query costs, and what a change costs its request.

`script/bench search [--documents 10000,100000] [--million]`; the engine is that of the environment (`DATABASE_URL`,
`ELASTICSEARCH_URL`). CPU is of this process alone: where a server searches, look at the time by the clock.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from .board import ROOT
from .measure import Row

SIZES = "10000,100000"
LARGE, HUGE = 100_000, 1_000_000
NEW, KNOWN, AMONG_A_MILLION = 35, 20, 150  # ms CPU, at the 95th of 100 queries


def run(arguments: list[str]) -> list[Row]:
    given = argparse.ArgumentParser(prog="script/bench search")
    given.add_argument("--documents", default=SIZES)
    given.add_argument("--million", action="store_true", help="with an index in SQLite only")
    options = given.parse_args(arguments)
    sizes = [int(size) for size in options.documents.split(",") if size] + [HUGE] * options.million
    if options.million and (os.environ.get("ELASTICSEARCH_URL") or "postgres" in os.environ.get("DATABASE_URL", "")):
        given.error("--million measures an index in SQLite")
    return [row for size in sizes for row in _rows(size, _measured(size))]


def _rows(size: int, found: dict[str, Any]) -> list[Row]:
    print(f"{size:,} documents, {found['engine']}, meaning by {found['meaning']}")
    return _built(size, found) + _asked(size, found) + _noted(found)


def _built(size: int, found: dict[str, Any]) -> list[Row]:
    built = found["build"]
    names = {
        "words": "index of words and pairs",
        "vectors": "table of vectors",
        "file": "file of vectors",
        "elasticsearch": "index in Elasticsearch",
    }
    each = built["words_s"] / size * 1000 + found["reading_ms"]
    rows = [
        Row("one text read", round(found["reading_ms"], 2), "ms CPU", "no limit"),
        Row(
            "one entry written, its sentences read before",
            round(built["words_s"] / size * 1000, 2),
            "ms",
            "no limit",
        ),
        Row("that is, on one core", round(1000 / each), "docs/s", "no limit"),
        Row("one vector written (not made)", round(built["vectors_s"] / size * 1000, 2), "ms", "no limit"),
        *(Row(names[name], mb, "MB", "no limit") for name, mb in found["sizes"].items()),
        Row("memory of the process afterwards", found["memory_mb"], "MB PSS", "no limit"),
    ]
    if built["server_s"] > 0.1:
        rows.append(Row("one document put on the server", round(built["server_s"] / size * 1000, 2), "ms", "no limit"))
    return rows


def _asked(size: int, found: dict[str, Any]) -> list[Row]:
    huge = size > LARGE
    rows = []
    for name, words, most in (
        ("new", "a new query", AMONG_A_MILLION if huge else NEW),
        ("known", "a known query", AMONG_A_MILLION if huge else KNOWN),
    ):
        took, peer = found[name], found["proposed"]
        p95 = took["cpu_p95"]
        rows += [
            Row(f"{words}, median", round(took["cpu_p50"], 1), "ms CPU", f"≤ {most} ms", ok=took["cpu_p50"] <= most),
            Row(
                f"{words}, p95",
                round(p95, 1),
                "ms CPU",
                f"≤ {most} ms",
                "the same candidates not put in order",
                p95 / peer["cpu_p95"],
                p95 <= most,
            ),
            Row(f"{words}, by the clock, median", round(took["wall_p50"], 1), "ms", "no limit"),
            Row(f"{words}, by the clock, p95", round(took["wall_p95"], 1), "ms", "no limit"),
        ]
    for name, words in (("proposed", "its candidates alone"), ("suggested", "suggestions for three letters")):
        took = found[name]
        rows += [
            Row(f"{words}, median", round(took["cpu_p50"], 1), "ms CPU", "no limit"),
            Row(f"{words}, p95", round(took["cpu_p95"], 1), "ms CPU", "no limit"),
            Row(f"{words}, by the clock, p95", round(took["wall_p95"], 1), "ms", "no limit"),
        ]
    return [
        *rows,
        Row("hits of a query, median", found["hits"], "", "≤ 400", ok=found["hits"] <= 400),
        Row("queries answered without the engine or meaning", found["simple"], "", "0", ok=not found["simple"]),
    ]


def _noted(found: dict[str, Any]) -> list[Row]:
    return [
        Row("a change noted in its transaction", round(found["noted"]["cpu"], 2), "ms CPU", "no limit"),
        Row("the same by the clock", round(found["noted"]["wall"], 2), "ms", "no limit"),
    ]


def _measured(size: int) -> dict[str, Any]:
    """In a process of its own; on SQLite also in a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATABASE_URL": f"sqlite:///{folder}/search.sqlite3"} | os.environ
        environment |= {"DJANGO_SETTINGS_MODULE": "mycomi.settings.development", "MYCOMI_VAR": folder, "DEBUG": "0"}
        command = [sys.executable, "-m", "benchmarks.search_inside", str(size)]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        return json.loads(done.stdout.splitlines()[-1])
