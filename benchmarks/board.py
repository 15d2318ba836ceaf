"""The list, an issue's page and a message, at two sizes of the board, beside the floor."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .measure import Row

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 100_000)


def run(arguments: list[str]) -> list[Row]:
    sizes = (*SIZES, 1_000_000) if "--million" in arguments else SIZES
    ours = {size: measured("benchmarks.ours", size) for size in sizes}
    floor = {size: measured("benchmarks.floor.inside", size) for size in sizes}
    rows: list[Row] = []
    for size in sizes:
        rows += _beside_floor(size, ours[size], floor[size]) + _on_the_map(size, ours[size])
    return rows + _growth(ours[sizes[0]], ours[SIZES[1]]) + _absolute(ours[SIZES[1]])


def _beside_floor(size: int, ours: dict[str, Any], floor: dict[str, Any]) -> list[Row]:
    rows = []
    for name, words in (
        ("list", "list of 20, made anew"),
        ("page", "issue page, 20 messages"),
        ("message", "post a message"),
    ):
        ratio = ours[name]["ms"] / floor[name]["ms"]
        rows.append(
            Row(f"{words}, {size:,} issues", ours[name]["ms"], "ms CPU", "≤ 2 × floor", "floor", ratio, ratio <= 2)
        )
    return rows


def _on_the_map(size: int, ours: dict[str, Any]) -> list[Row]:
    most = 50 if size <= 100_000 else 100
    box, any_box = ours["map_box"]["ms"], ours["clusters"]
    names = {"near": "near a point", "bbox": "in a box", "since": "since a day", "until": "until a day"}
    return [
        Row(f"map box, {size:,} issues", box, "ms CPU", f"≤ {most} ms", ok=box <= most),
        Row(
            f"clusters of any box, 19 of 20, {size:,}",
            any_box["p95"],
            "ms CPU",
            f"≤ {most} ms",
            ok=any_box["p95"] <= most,
        ),
        Row(f"the slowest of them, {size:,}", any_box["worst"], "ms CPU"),
        Row(f"most points of an answer, {size:,}", any_box["points"], "", "≤ 4,000", ok=any_box["points"] <= 4000),
        Row(f"map page with its list and counts, {size:,}", ours["map_page"]["ms"], "ms CPU"),
        Row(f"counts on the choices, {size:,}", ours["counts"]["ms"], "ms CPU"),
        *(
            Row(
                f"list {words}, {size:,}",
                ours[f"list_{name}"]["ms"],
                "ms CPU",
                "≤ 8 queries",
                ok=ours[f"list_{name}"]["queries"] <= 8,
            )
            for name, words in names.items()
        ),
    ]


def _growth(small: dict[str, Any], large: dict[str, Any]) -> list[Row]:
    """Flat: what a page costs must not depend on the size of the board."""
    rows = []
    for name, words in (("list", "list"), ("page", "issue page"), ("message", "message")):
        ratio = large[name]["ms"] / small[name]["ms"]
        rows.append(
            Row(
                f"{words}: 100,000 against 1,000 issues",
                large[name]["ms"],
                "ms CPU",
                "flat, ≤ 1.3 ×",
                "1,000",
                ratio,
                ratio <= 1.3,
            )
        )
    ratio = large["list_deep"]["ms"] / large["list"]["ms"]
    rows.append(
        Row(
            "page 5,000 of the list",
            large["list_deep"]["ms"],
            "ms CPU",
            "= page 1, ≤ 1.2 ×",
            "page 1",
            ratio,
            ratio <= 1.2,
        )
    )
    return rows


def _absolute(large: dict[str, Any]) -> list[Row]:
    aims = (
        ("list", "list of 100,000, made anew", 5.0),
        ("list_cards", "list of 100,000, cards kept", 1.6),
        ("list_whole", "list of 100,000, page kept", 0.3),
        ("list_ward", "list of 100,000, three filters, made anew", 5.0),
        ("page", "issue page, 20 messages", 8.0),
        ("page_whole", "issue page, page kept", 0.3),
    )
    rows = [
        Row(words, large[name]["ms"], "ms CPU", f"≤ {most} ms", ok=large[name]["ms"] <= most)
        for name, words, most in aims
    ]
    for name, words, most in (("list", "list", 8), ("page", "issue page", 12)):
        count = large[name]["queries"]
        rows.append(Row(f"{words}, queries", count, "", f"≤ {most}", ok=count <= most))
    memory = large["memory"]["mb"]
    return [
        *rows,
        Row("web process after a thousand pages, 100,000 issues", memory, "MB PSS", "≤ 140 MB", ok=memory <= 140),
    ]


def measured(module: str, size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "mycomi.settings.development",
            "MYCOMI_VAR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/board.sqlite3",
            "FLOOR_DATABASE": f"{folder}/floor.sqlite3",
            "ALLOWED_HOSTS": "localhost",
            "MAP_TILES": "none",
        }
        (Path(folder) / "static").symlink_to(gathered_static())
        done = subprocess.run(
            [sys.executable, "-m", module, str(size)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(done.stderr)
        return json.loads(done.stdout.splitlines()[-1])


def gathered_static() -> Path:
    """The gathered static files, as production serves them."""
    folder = ROOT / "var" / "bench"
    environment = os.environ | {"MYCOMI_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "mycomi.settings.development"}
    subprocess.run([sys.executable, "manage.py", "gather_static"], cwd=ROOT, env=environment, check=True)
    return folder / "static"
