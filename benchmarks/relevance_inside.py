"""What this site's search finds, and its parts alone: `python -m benchmarks.relevance_inside FOLDER`.

One index, filled once, since vectors take a minute; it is written anew only to be read without the dictionary.
"""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be ready first

from search import evaluation, outbox, verbs  # noqa: E402
from search.analysis import site, words  # noqa: E402
from search.engines import engine  # noqa: E402
from search.evaluation import Asking  # noqa: E402
from search.management.commands.search_eval import ALONE, PATIENCE  # noqa: E402
from search.meaning import asking  # noqa: E402
from search.meaning.embedders import embedder  # noqa: E402
from search.scratch import fill, scratch  # noqa: E402

from . import relevance_elastic  # noqa: E402
from .relevance import SITE  # noqa: E402

MOST = 100


def main() -> None:
    posts, asked = evaluation.read(Path(sys.argv[1]))
    source, usual = evaluation.PostSource(posts), verbs.WEIGHTS
    asking.PATIENCE = PATIENCE
    with scratch(source):
        _fill(source)
        about = {"engine": type(engine()).__name__, "meaning": embedder().name, "dictionary": words.has_dictionary()}
        found = {SITE: _found(asked)}
        for name, weights in ALONE.items():
            verbs.WEIGHTS = weights
            found[f"its {name} alone"] = _found(asked)
        verbs.WEIGHTS = usual
        address, settings.EMBEDDINGS_URL = settings.EMBEDDINGS_URL, "none"
        found["without meaning"] = _found(asked)
        settings.EMBEDDINGS_URL = address
        words.forget_dictionary()
        site.forget()
        _fill(source)
        found["without the dictionary"] = _found(asked)
    if settings.ELASTICSEARCH_URL:
        found["Elasticsearch as it comes"] = relevance_elastic.found(settings.ELASTICSEARCH_URL, posts, asked)
    print(json.dumps({"about": about, "found": found}))


def _fill(source: evaluation.PostSource) -> None:
    """Vectors are kept by their text: those that are there are not made again."""
    fill(source)
    while outbox.drain_to_server():
        pass


def _found(asked: list[Asking]) -> dict[str, list[str]]:
    return {one.id: evaluation.by_search(one.words)[:MOST] for one in asked}


if __name__ == "__main__":
    main()
