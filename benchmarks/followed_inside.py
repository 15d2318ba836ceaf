"""What followed searches take: `python -m benchmarks.followed_inside COUNT`, in a process and a database of its own."""

import json
import random
import statistics
import sys
import time
from itertools import islice
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be ready first
from django.db import connection, transaction  # noqa: E402

from community.areas.reference import wards  # noqa: E402
from community.demo import bulk, seeding  # noqa: E402
from community.finding import actions  # noqa: E402
from community.finding.followed import address_of, fitting, reader  # noqa: E402
from community.finding.models import FollowedSearch  # noqa: E402
from community.issues.models import Issue  # noqa: E402
from community.taxonomy.reference import categories  # noqa: E402
from search import outbox  # noqa: E402
from search.analysis.site import analyzer  # noqa: E402
from search.engines import database  # noqa: E402
from search.registry import source_of  # noqa: E402

POSTS, WARM, TIMES, AT_ONCE = 2_000, 10, 300, 200  # searches of one transaction, as the worker does it


def fill(count: int) -> dict[str, float]:
    """A city with posts in its index, and `count` different searches; what understanding one of them takes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", database="cache", verbosity=0)
    call_command("init_site", verbosity=0)
    seeding.PICTURES_AT_ONCE = 0
    seeding.seed(lambda words: None)
    bulk.make(count=POSTS, days=365, seed=1, say=lambda words: None)
    while outbox.drain(most=500):
        pass
    database().recount()
    spent, asked = 0.0, searches()
    for _first in range(0, count, AT_ONCE):
        rows = [FollowedSearch(address=address) for address in islice(asked, AT_ONCE)]
        begun = time.process_time()
        with transaction.atomic():
            actions.keep(FollowedSearch.objects.bulk_create(rows))
        spent += time.process_time() - begun
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"understanding": spent / count * 1000}


def searches() -> Any:
    """As people would: names of things, some oftener than others; words of posts; a third of one ward, some near."""
    chance, known, asked_of = random.Random(1), set(), reader()
    concepts = [concept.ja for concept in analyzer().thesaurus.concepts.values() if concept.ja]
    chance.shuffle(concepts)
    often = [1 / (nth + 1) ** 0.8 for nth in range(len(concepts))]  # few are asked for by many
    titles = list(Issue.objects.order_by("pk").values_list("title", flat=True)[:POSTS])
    while True:
        one, other = chance.choices(concepts, often, k=2)
        words = [chance.choice(one)]
        if chance.random() < 0.25:
            words.append(chance.choice(other))
        if chance.random() < 0.15:
            words = [chance.choice(titles)[:8]]
        query = {"q": " ".join(words)}
        if chance.random() < 0.35:
            query["ward"] = chance.choice(list(wards()))
        if chance.random() < 0.1:
            query["category"] = chance.choice(list(categories()))
        if chance.random() < 0.15:
            query["near"] = f"{chance.uniform(34.6, 34.76):.5f},{chance.uniform(135.42, 135.6):.5f}"
        if chance.random() < 0.05:
            query["lang"] = "ja"
        address = address_of(asked_of(urlencode(query)))
        if address not in known:
            known.add(address)
            yield address


def measured() -> dict[str, float]:
    """CPU milliseconds of finding whom one post concerns, for posts of the bulk."""
    posts = [str(number) for number in Issue.objects.listed().order_by("?").values_list("number", flat=True)]
    documents = list(source_of("issue").documents(posts[: WARM + TIMES]))
    spent, found = [], []
    for document in documents:
        begun = time.process_time_ns()
        fits = fitting(document)
        spent.append((time.process_time_ns() - begun) / 1e6)
        found.append(len(fits))
    spent, found = spent[WARM:], found[WARM:]
    return {
        "p50": statistics.median(spent),
        "p95": statistics.quantiles(spent, n=20)[-1],
        "worst": max(spent),
        "fit, median": statistics.median(found),
        "fit, most": max(found),
    }


def main() -> None:
    count = int(sys.argv[1])
    took = fill(count) | measured()
    print(json.dumps({name: round(value, 2) for name, value in took.items()}))


if __name__ == "__main__":
    main()
