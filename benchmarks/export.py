"""All posts of a large board as files: how fast, how soon, and how much memory the server needs for it."""

from typing import Any

from .board import measured
from .measure import Row

SIZE = 100_000
FASTEST, MEMORY, FIRST = 20_000, 24, 500  # rows a second, MB more, milliseconds


def run(arguments: list[str]) -> list[Row]:
    found = measured("benchmarks.exported", SIZE)
    rows = [row for form in ("csv", "jsonl", "geojson") for row in _rows(form, found[form])]
    drawn = found["share"]["ms"]
    return [*rows, Row("picture beside a link, drawn", drawn, "ms CPU", "≤ 80 ms", ok=drawn <= 80)]


def _rows(form: str, got: dict[str, Any]) -> list[Row]:
    """CPU binds: the seconds on the clock are those of a machine that does other things too."""
    speed, clock = round(got["rows"] / got["cpu"]), round(got["rows"] / got["seconds"])
    first, grown = got["first_ms"], got["grown"]
    return [
        Row(f"{form}: {got['rows']:,} posts, {got['mb']} MB", speed, "rows/s", "≥ 20,000 of CPU", ok=speed >= FASTEST),
        Row(f"{form}: by the clock, {got['seconds']} s", clock, "rows/s"),
        Row(f"{form}: first byte", first, "ms", f"≤ {FIRST} ms", ok=first <= FIRST),
        Row(f"{form}: memory while it goes out", grown, "MB more", f"flat, ≤ {MEMORY} MB", ok=grown <= MEMORY),
    ]
