"""What search takes: `python -m benchmarks.search_inside COUNT`, in a process and an index of its own."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be ready first
from django.db import connection, transaction  # noqa: E402

from search import candidates, evaluation, outbox, verbs  # noqa: E402
from search.analysis import site  # noqa: E402
from search.analysis.analyzer import Analyzer  # noqa: E402
from search.analysis.site import analyzer  # noqa: E402
from search.documents import Query  # noqa: E402
from search.engines import database, engine  # noqa: E402
from search.meaning import asking, nearness  # noqa: E402
from search.meaning.embedders import embedder  # noqa: E402
from search.meaning.vectors import as_bytes, site_file  # noqa: E402
from search.models import Vector  # noqa: E402
from search.scratch import scratch  # noqa: E402

from .measure import cpu_ms, pss_mb  # noqa: E402
from .search_posts import KIND, ByPieces, Posts  # noqa: E402
from .search_sizes import index_mb  # noqa: E402

SET = Path(settings.BASE_DIR) / "tests" / "search" / "relevance"
AT_ONCE = 2_000  # documents of one transaction while the index is built
WARM = 12  # searches before the first that is measured
TYPED = 3  # letters of a query that a person has typed when suggestions are asked for


def build(posts: Posts) -> dict[str, float]:
    """The index through the same door as the worker's; of vectors only the writing, since making them takes hours."""
    if embedder().is_there:
        posts.vectors(["1"])  # makes the few that the others are made of
    took = dict.fromkeys(("words_s", "vectors_s", "server_s"), 0.0)
    for keys in outbox.batched(posts.all_keys(), AT_ONCE):
        with _timed(took, "words_s"):
            outbox.carry_over(KIND, keys)
        with _timed(took, "vectors_s"):
            _write_vectors(posts, keys)
        print(f"{int(keys[-1]):,} of {posts.count:,}", file=sys.stderr, end="\r", flush=True)
    took["words_s"] -= posts.seconds / (2 if embedder().is_there else 1)  # the vectors need the texts once more
    with _timed(took, "words_s"):
        database().recount()
    with _timed(took, "vectors_s"):
        site_file().catch_up()
    with _timed(took, "server_s"):
        while outbox.drain_to_server():
            pass
    _as_a_settled_database()
    return took


@contextmanager
def _timed(took: dict[str, float], name: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    took[name] += time.monotonic() - begun


def _write_vectors(posts: Posts, keys: list[str]) -> None:
    if not embedder().is_there:
        return
    digests = [document.digest for document in posts.documents(keys)]
    rows = [
        Vector(digest=digest, model=embedder().name, data=as_bytes(vector))
        for digest, vector in zip(digests, posts.vectors(keys), strict=True)
    ]
    with transaction.atomic():
        Vector.objects.bulk_create(rows, ignore_conflicts=True)


def _as_a_settled_database() -> None:
    """PostgreSQL does this by itself within minutes of such a change."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE search_entry, search_vector")


def main() -> None:
    asking.PATIENCE = 30.0  # every query has its vector: on a busy machine a search without would look cheap
    rows, asked = evaluation.read(SET)
    posts = Posts(rows, int(sys.argv[1]))
    words = [one.words for one in asked]
    with scratch(posts):
        usual = analyzer()
        site._kept.analyzer = ByPieces(usual.thesaurus)
        for text in posts.pieces():
            analyzer().document(text)
        figures: dict[str, Any] = {"build": build(posts), "sizes": index_mb(), "reading_ms": reading(posts, usual)}
        site._kept.analyzer = usual
        figures |= {"engine": type(engine()).__name__, "meaning": embedder().name}
        figures |= searched(words) | {"memory_mb": pss_mb("self"), "noted": noted()}
    print(json.dumps(figures))


def searched(words: list[str]) -> dict[str, Any]:
    for one in words[:WARM]:
        verbs.search(query(one))
    new = spread(words, _forget_all, lambda one: verbs.search(query(one)))
    answers = [verbs.answer(query(one)) for one in words]  # from here on every vector is known
    return {
        "new": new,
        "known": spread(words, _forget_understood, lambda one: verbs.search(query(one))),
        "proposed": spread(words, _forget_understood, proposed),
        "suggested": spread(words, _forget_understood, lambda one: verbs.suggest(one[:TYPED], user=None)),
        "hits": statistics.median(len(answer.hits) for answer in answers),
        "simple": sum(answer.is_simple for answer in answers),
    }


def query(words: str) -> Query:
    return Query(words=words, kinds=(KIND,))


def reading(posts: Posts, by: Analyzer) -> float:
    """CPU milliseconds of one post's text, as the site reads it."""
    texts = [document.text for document in posts.documents(map(str, range(1, 201)))]
    return cpu_ms(lambda: [by.document(text) for text in texts], times=3, warm=1) / len(texts)


def proposed(words: str) -> None:
    """The same candidates as a search looks at, not put in order."""
    wanted, by = query(words), engine()
    asked = verbs._asked(wanted)
    candidates.by_words(asked, wanted, by, candidates.rarity_of(asked, by))
    near = nearness.of(verbs._meant(asked, words, analyzer()))
    if near:
        by.near(near.vector, wanted, candidates.MOST_BY_MEANING)


def noted() -> dict[str, float]:
    """What noting a change adds to the transaction of a request."""

    def note() -> None:
        outbox.record(KIND, 1)

    with transaction.atomic():
        cpu = cpu_ms(note)
        wall = [_clocked(note)[1] for _n in range(60)]
        transaction.set_rollback(True)
    return {"cpu": cpu, "wall": statistics.median(wall)}


def spread(words: list[str], before: Callable[[], None], ask: Callable[[str], Any]) -> dict[str, float]:
    """CPU of this process and time by the clock, over all queries."""
    cpu, wall = [], []
    for one in words:
        before()
        spent, passed = _clocked(lambda one=one: ask(one))
        cpu.append(spent)
        wall.append(passed)
    return {
        f"{name}_{mark}": at
        for name, values in (("cpu", cpu), ("wall", wall))
        for mark, at in (("p50", statistics.median(values)), ("p95", statistics.quantiles(values, n=20)[-1]))
    }


def _clocked(call: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds of CPU and by the clock."""
    spent, begun = time.process_time_ns(), time.perf_counter_ns()
    call()
    return (time.process_time_ns() - spent) / 1e6, (time.perf_counter_ns() - begun) / 1e6


def _forget_understood() -> None:
    """It is kept for the rows of one page, not from person to person."""
    verbs._understood.cache_clear()


def _forget_all() -> None:
    _forget_understood()
    asking._asked.clear()


if __name__ == "__main__":
    main()
