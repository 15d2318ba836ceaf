"""Cities for measuring talk: a migrated database is made once for the same migrations, and copied."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from .serving import ROOT


def copied(to: Path, environment: dict[str, str]) -> None:
    """An SQLite database with every table and the first pages, at this path."""
    state = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for pattern in ("*/migrations/*.py", "community/*/migrations/*.py", "community/*/data/*"):
        for path in sorted(ROOT.glob(pattern)):
            state.update(path.read_bytes())
    kept = ROOT / "var" / "bench" / f"city-{state.hexdigest()[:16]}.sqlite3"
    if not kept.exists():
        draft = kept.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        city(0, environment | {"DATABASE_URL": f"sqlite:///{draft}"})
        draft.rename(kept)
    shutil.copyfile(kept, to)


def city(count: int, environment: dict[str, str]) -> dict[str, Any]:
    """People and threads in the database of this environment: their cookies, their numbers."""
    command = [sys.executable, "-m", "benchmarks.live_site", str(count)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])
