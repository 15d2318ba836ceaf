"""`manage.py eval_matching DIR`: how well offers are ranked for issues, on a labelled set, in memory."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.matching import evaluation, weights
from community.matching.baselines import Baselines
from community.matching.evaluation import Labelled, Sides
from search.analysis import words
from search.meaning.embedders import embedder

BLEND = "blend"


class Command(BaseCommand):
    help = "Scores posts.jsonl, items.jsonl and match_labels.jsonl of a folder; the last line is one JSON object."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the set is")
        parser.add_argument("--baselines", action="store_true", help="with other rankings, and without each signal")
        parser.add_argument("--posts", type=Path, help="a file with the ids of the posts to score, one a line")
        parser.add_argument("--meaning", help="instead of EMBEDDINGS_URL")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        if options["meaning"]:
            settings.EMBEDDINGS_URL = options["meaning"]  # for this process, which does nothing else and ends
        try:
            labelled = evaluation.read(folder)
            chosen = set(options["posts"].read_text().split()) if options["posts"] else None
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{folder} holds no set: {error!r}") from error
        if chosen is not None:
            labelled = evaluation.only(labelled, chosen)
        if not labelled.asked:
            raise CommandError(f"{folder} has no post with a grade from 1 on.")
        self.stderr.write(f"{len(labelled.asked)} posts, {len(labelled.items)} items …")
        sides = Sides(labelled.asked, labelled.items, embedder())
        rankings = Baselines(sides, weights.shipped())
        found = rankings.found(BLEND)
        slices = evaluation.slices(labelled, sides)
        about = {
            "dictionary": words.has_dictionary(),
            "meaning": embedder().name,
            "weights": weights.shipped().version,
            "items": len(labelled.items),
        }
        figures = about | evaluation.score(labelled, found, slices) | evaluation.intervals(labelled, found)
        figures["owners_gini"] = evaluation.exposure(sides.offers, found)
        for name, row in figures["slices"].items():
            self._say(name, row)
        if options["baselines"]:
            figures |= self._compared(labelled, rankings, found)
        self._say(BLEND, figures)
        self.stdout.write(json.dumps(figures, ensure_ascii=False))

    def _compared(self, labelled: Labelled, rankings: Baselines, found: Mapping[str, list[str]]) -> dict[str, Any]:
        baselines, without = {}, {}
        for name in rankings.by_name:
            if name != BLEND:
                other = rankings.found(name)
                baselines[name] = evaluation.score(labelled, other, {}) | evaluation.intervals(labelled, other)
                baselines[name]["ahead"] = evaluation.ahead(labelled, found, other)
                self._say(name, baselines[name])
        for name in rankings.signals:
            without[name] = evaluation.score(labelled, rankings.without(name), {})
            self._say(f"without {name}", without[name])
        return {"baselines": baselines, "without": without}

    def _say(self, name: str, row: Mapping[str, Any]) -> None:
        low, high = row.get("ndcg@10_95", ("", ""))
        between = f"{low:.3f}–{high:.3f}" if low != "" else ""
        self.stdout.write(
            f"{name:24}{row['posts']:5}  nDCG@10 {row['ndcg@10']:.3f} {between:12} R@20 {row['recall@20']:.3f}"
        )
