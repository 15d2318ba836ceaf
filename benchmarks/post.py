"""Posting without a photo, at sizes of the board: queries, CPU, and how long people wait when twenty a second press."""

from typing import Any

from .board import measured
from .measure import Row

SIZES = (1_000, 100_000)


def run(arguments: list[str]) -> list[Row]:
    sizes = (*SIZES, 1_000_000) if "--million" in arguments else SIZES
    found = {size: measured("benchmarks.post_inside", size) for size in sizes}
    rows: list[Row] = []
    for size in sizes:
        rows += _at(size, found[size])
    for size in sizes[1:]:
        ratio = found[size]["post"]["ms"] / found[SIZES[0]]["post"]["ms"]
        rows.append(
            Row(f"{size:,} against 1,000 issues", ratio, "×", "flat, ≤ 1.3 ×", "1,000", ratio, ratio <= 1.3),
        )
    return rows


def _at(size: int, found: dict[str, Any]) -> list[Row]:
    post, insert, waited = found["post"], found["insert"], found["waited"]
    return [
        Row(f"queries of a post, {size:,} issues", post["queries"], "", "≤ 15", ok=post["queries"] <= 15),
        Row(f"CPU of a post, {size:,}", post["ms"], "ms CPU", "", "one row", post["ms"] / insert["ms"]),
        Row(f"waited at 20 a second, p50, {size:,}", waited["p50"], "ms"),
        Row(f"waited at 20 a second, p95, {size:,}", waited["p95"], "ms", "≤ 50 ms", ok=waited["p95"] <= 50),
    ]
