"""How well search finds, on the labelled set: beside its own parts, Wagtail's own backend and Elasticsearch's analyzer.

`script/bench relevance [--folder tests/search/relevance]`. Two thirds of the queries were used for fitting; the others,
whose ids are in `untouched.txt`, were not. The engine is that of the environment (`DATABASE_URL`, `ELASTICSEARCH_URL`).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from search import evaluation

from .board import ROOT
from .measure import Row

SITE = "this site's search"
RECALL, NDCG, APART = 0.80, 0.72, 0.10
FIGURES = ("recall@10", "ndcg@10", "recall@100", "empty")
Found = dict[str, dict[str, list[str]]]  # ranking → query → posts, best first


def run(arguments: list[str]) -> tuple[list[Row], dict[str, Any]]:
    given = argparse.ArgumentParser(prog="script/bench relevance")
    given.add_argument("--folder", type=Path, default=ROOT / "tests" / "search" / "relevance")
    folder = given.parse_args(arguments).folder.resolve()
    posts, asked = evaluation.read(folder)
    known = set((folder / "untouched.txt").read_text().split())
    parts = {
        "fitted": [one for one in asked if one.id not in known],
        "untouched": [one for one in asked if one.id in known],
    }
    about, found = _ranked(folder)
    rankings = {
        name: {part: evaluation.score(some, its) for part, some in parts.items()} for name, its in found.items()
    }
    print(f"{len(posts)} posts, {len(asked)} queries, {about['engine']}, meaning by {about['meaning']}")
    for part, some in parts.items():
        _print_whole(part, len(some), rankings)
        _print_slices(part, rankings)
    return _rows(rankings[SITE], rankings), {"about": about, "rankings": rankings}


def _ranked(folder: Path) -> tuple[dict[str, Any], Found]:
    """By this site's search and its parts, then by Wagtail's; each in a process and an index of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        environment = {"DATABASE_URL": f"sqlite:///{scratch}/relevance.sqlite3"} | os.environ
        environment |= {"DJANGO_SETTINGS_MODULE": "mycomi.settings.development", "MYCOMI_VAR": scratch, "DEBUG": "0"}
        ours = _said("benchmarks.relevance_inside", folder, environment)
    return ours["about"], ours["found"] | _said("benchmarks.relevance_wagtail", folder, dict(os.environ))


def _said(module: str, folder: Path, environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", module, str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _rows(ours: dict[str, Any], rankings: dict[str, Any]) -> list[Row]:
    rows = []
    for part in ("untouched", "fitted"):
        about = f"{part} part"
        for figure, least in (("recall@10", RECALL), ("ndcg@10", NDCG)):
            value = ours[part][figure]
            if part == "untouched":
                rows.append(Row(f"{figure}, {about}", value, "", f"≥ {least:.2f}", ok=value >= least))
            else:
                apart = round(abs(value - ours["untouched"][figure]), 4)
                limit = f"within {APART:.2f} of the untouched"
                rows.append(Row(f"{figure}, {about}", value, "", limit, ok=apart <= APART))
        empty = ours[part]["empty"]
        rows.append(Row(f"queries without an answer, {about}", empty, "", "0", ok=not empty))
    for name, scores in rankings.items():
        value, best = ours["untouched"]["recall@10"], scores["untouched"]["recall@10"]
        if name != SITE:
            words = f"recall@10, untouched part: {name}"
            rows.append(Row(words, best, "", f"< {value}, this site's", ok=best < value))
    return rows


def _print_whole(part: str, count: int, rankings: dict[str, Any]) -> None:
    print(f"\n{part + ' part, ' + str(count) + ' queries':<34}" + "".join(f"{figure:>12}" for figure in FIGURES))
    for name, scores in rankings.items():
        print(f"{name:<34}" + "".join(f"{scores[part][figure]:>12}" for figure in FIGURES))


def _print_slices(part: str, rankings: dict[str, Any]) -> None:
    """recall@10 of each ranking, which stand side by side in the order of the table above."""
    print(f"\n{part + ' part, recall@10':<34}" + "".join(f"{nth:>7}" for nth, _name in enumerate(rankings, 1)))
    for name, its in rankings[SITE][part]["slices"].items():
        values = [scores[part]["slices"][name]["recall@10"] for scores in rankings.values()]
        print(f"{name + ' (' + str(its['queries']) + ')':<34}" + "".join(f"{value:>7.2f}" for value in values))
