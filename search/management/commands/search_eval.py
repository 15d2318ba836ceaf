"""`manage.py search_eval DIR`: how well this site's search does on a labelled set, in an index of its own."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from search import evaluation, verbs
from search.analysis import words
from search.meaning import asking
from search.meaning.embedders import embedder
from search.ranking import Weights
from search.scratch import fill, scratch

PATIENCE = 30.0  # seconds; figures are of what is found, not of how fast a busy machine embeds
NOTHING = {"words": 0.0, "named": 0.0, "narrower": 0.0, "pairs": 0.0, "meaning": 0.0}
ALONE = {
    "words": Weights(**(NOTHING | {"words": 1.0, "named": 0.8, "narrower": 0.2, "pairs": 0.5})),
    "pairs": Weights(**(NOTHING | {"pairs": 1.0})),
    "meaning": Weights(**(NOTHING | {"meaning": 1.0}), short=0.0),
}


class Command(BaseCommand):
    help = "Scores posts.jsonl, queries.jsonl and search_labels.jsonl of a folder; the last line is one JSON object."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the set is")
        parser.add_argument("--queries", type=Path, help="a file with the ids of the queries to score, one a line")
        parser.add_argument("--meaning", help="instead of EMBEDDINGS_URL")
        parser.add_argument("--alone", choices=ALONE, help="rank by this alone")
        parser.add_argument("--without-dictionary", action="store_true", help="as where SudachiPy is not installed")
        parser.add_argument("--top", type=Path, help="write the first ten posts of every query into this file")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            posts, asked = evaluation.read(folder)
            chosen = set(options["queries"].read_text().split()) if options["queries"] else None
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{folder} holds no set: {error!r}") from error
        asked = [one for one in asked if chosen is None or one.id in chosen]
        self._set_up(options)
        source = evaluation.PostSource(posts)
        with scratch(source):
            self.stderr.write(f"{len(posts)} posts, {len(asked)} queries …")
            fill(source)
            found = {one.id: evaluation.by_search(one.words) for one in asked}
        if options["top"]:
            options["top"].write_text(json.dumps({name: posts[:10] for name, posts in found.items()}))
        about = {
            "engine": "elasticsearch" if settings.ELASTICSEARCH_URL else connection.vendor,
            "dictionary": words.has_dictionary(),
            "meaning": embedder().name,
            "alone": options["alone"] or "",
            "posts": len(posts),
        }
        self.stdout.write(json.dumps(about | evaluation.score(asked, found), ensure_ascii=False))

    def _set_up(self, options: dict[str, Any]) -> None:
        """For this process, which does nothing else and ends."""
        asking.PATIENCE = PATIENCE
        if options["meaning"]:
            settings.EMBEDDINGS_URL = options["meaning"]
        if options["alone"]:
            verbs.WEIGHTS = ALONE[options["alone"]]
        if options["without_dictionary"]:
            words.forget_dictionary()
