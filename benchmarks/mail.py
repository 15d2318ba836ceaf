"""Letters to 10,000 people: written, sent at the server's pace, and what requests notice of a server that hangs."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .board import gathered_static
from .measure import Row

ROOT = Path(__file__).resolve().parent.parent
PORT = 8771


def run(arguments: list[str]) -> list[Row]:
    found = _measure()
    pace = found["sent_ms"] / found["peer_ms"]
    hanging = found["request_hanging_ms"] / found["request_ms"]
    return [
        Row("10,000 letters queued", found["written_s"], "s", "≤ 5 s", ok=found["written_s"] <= 5),
        Row(
            "memory while they are queued",
            found["written_mb"],
            "MB more",
            "flat, ≤ 24 MB",
            ok=found["written_mb"] <= 24,
        ),
        Row(
            "one letter made and sent", found["sent_ms"], "ms", "the server's pace", "the same letter, only sent", pace
        ),
        Row("a message posted, mail server up", found["request_ms"], "ms"),
        Row(
            "a message posted, mail server hanging",
            found["request_hanging_ms"],
            "ms",
            "unchanged, ≤ 1.2 ×",
            "up",
            hanging,
            hanging <= 1.2,
        ),
        Row(
            "other work done while the server hangs, after",
            found["errand_s"],
            "s",
            "≤ 15 s",
            ok=found["errand_s"] <= 15,
        ),
    ]


def _measure() -> dict[str, Any]:
    """In a process, a database and a mail server of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "mycomi.settings.development",
            "MYCOMI_VAR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/mail.sqlite3",
            "EMAIL_URL": f"smtp://127.0.0.1:{PORT}",
            "MAP_TILES": "none",
            "DEBUG": "0",
        }
        (Path(folder) / "static").symlink_to(gathered_static())
        command = [sys.executable, "-m", "benchmarks.mailing", str(PORT)]
        said = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(said.stdout.splitlines()[-1])
