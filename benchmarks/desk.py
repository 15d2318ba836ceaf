"""The desk's list at 100,000 open issues: the CPU time of every view and filter, at the 95th of 100 openings."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .board import ROOT, gathered_static
from .measure import Row

SIZE = 100_000
LIMIT = 150  # ms


def run(arguments: list[str]) -> list[Row]:
    size = next((int(one) for one in arguments if one.isdecimal()), SIZE)
    return [
        Row(f"{name}, {size:,} open issues", took["p95"], "ms CPU", f"≤ {LIMIT} ms", ok=took["p95"] <= LIMIT)
        for name, took in _measured(size).items()
    ]


def _measured(size: int) -> dict[str, dict[str, float]]:
    """In a process and a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"DATABASE_URL": f"sqlite:///{folder}/desk.sqlite3"} | os.environ
        environment |= {
            "DJANGO_SETTINGS_MODULE": "mycomi.settings.development",
            "MYCOMI_VAR": folder,
            "ALLOWED_HOSTS": "localhost",
            "MAP_TILES": "none",
        }
        (Path(folder) / "static").symlink_to(gathered_static())
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.desk_inside", str(size)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(done.stdout.splitlines()[-1])
