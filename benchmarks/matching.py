"""Matching: what it takes to find the offers for one issue among 50,000, and to look for all issues again.

`script/bench matching [OFFERS] [--again ISSUES]`; the engine is that of the environment (`DATABASE_URL`).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

from .board import ROOT
from .measure import Row

OFFERS, AGAIN, LIMIT = 50_000, 500, 100  # ms


def run(arguments: list[str]) -> list[Row]:
    given = argparse.ArgumentParser(prog="script/bench matching")
    given.add_argument("offers", nargs="?", type=int, default=OFFERS)
    given.add_argument("--again", type=int, default=AGAIN, help="issues that are looked at again after a change")
    options = given.parse_args(arguments)
    took = _measured(options.offers, options.again)
    among = f"among {options.offers:,} offers ({took['engine']}, meaning by {took['meaning']})"
    p95, hour = took["one"]["p95"], round(3600 / took["again_s"] * took["again"])
    return [
        Row(f"offers for one issue {among}, median", took["one"]["p50"], "ms CPU"),
        Row("the same, p95", p95, "ms CPU", f"≤ {LIMIT} ms", ok=p95 <= LIMIT),
        Row("beside that, reading the issue: words and vectors, median", took["reading"]["p50"], "ms CPU"),
        Row("the same, p95", took["reading"]["p95"], "ms CPU"),
        Row("all that is done for an issue, projects and data too, and kept; median", took["whole"]["p50"], "ms CPU"),
        Row("the same, p95", took["whole"]["p95"], "ms CPU"),
        Row("offers weighed, median", took["weighed"], ""),
        Row("fitting offers kept, median", took["kept"], ""),
        Row(f"{took['again']:,} issues looked at again", round(took["again_s"], 1), "s"),
        Row("that is, in an hour", hour, "issues", "10,000 with progress", ok=hour >= 10_000),
        Row("times the command said how far it is", took["said"], ""),
    ]


def _measured(offers: int, again: int) -> dict:
    """In a process and a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATABASE_URL": f"sqlite:///{folder}/matching.sqlite3"} | os.environ
        environment |= {
            "DJANGO_SETTINGS_MODULE": "mycomi.settings.development",
            "MYCOMI_VAR": folder,
            "ALLOWED_HOSTS": "localhost",
            "MAP_TILES": "none",
        }
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.matching_inside", str(offers), str(again)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(done.stdout.splitlines()[-1])
