"""Followed searches: the CPU time of finding which of 100,000 one new post fits."""

import json
import os
import subprocess
import sys
import tempfile

from .board import ROOT
from .measure import Row

SIZE, LIMIT = 100_000, 60  # searches, ms


def run(arguments: list[str]) -> list[Row]:
    size = next((int(one) for one in arguments if one.isdecimal()), SIZE)
    took = _measured(size)
    limits = {"p95": f"≤ {LIMIT} ms"}
    rows = [
        Row(f"a post among {size:,} searches, {name}", took[name], "ms CPU", limits.get(name, ""))
        for name in ("p50", "p95", "worst")
    ]
    rows[1].ok = took["p95"] <= LIMIT
    rows += [Row(f"searches that {name}", took[name], "") for name in ("fit, median", "fit, most")]
    return [*rows, Row("understanding one search", took["understanding"], "ms CPU")]


def _measured(size: int) -> dict[str, float]:
    """In a process and a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATABASE_URL": f"sqlite:///{folder}/followed.sqlite3"} | os.environ
        environment |= {
            "DJANGO_SETTINGS_MODULE": "mycomi.settings.development",
            "MYCOMI_VAR": folder,
            "ALLOWED_HOSTS": "localhost",
            "MAP_TILES": "none",
            "EMBEDDINGS_URL": "none",
        }
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.followed_inside", str(size)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(done.stdout.splitlines()[-1])
