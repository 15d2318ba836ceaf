"""What matching takes: `python -m benchmarks.matching_inside OFFERS ISSUES`, in a process and a database of its own.

Offers are made of the demo's hand-written ones: the title of one, sentences of another, somewhere else.
"""

import json
import random
import re
import statistics
import sys
import time
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be ready first
from django.db import connection, transaction  # noqa: E402

from community.accounts.models import User  # noqa: E402
from community.areas.models import Ward  # noqa: E402
from community.demo import bulk, seeding  # noqa: E402
from community.demo.helping import rows_of  # noqa: E402
from community.discussion.models import Thread  # noqa: E402
from community.issues.models import Issue  # noqa: E402
from community.matching import site as matching  # noqa: E402
from community.matching.actions import suggesting  # noqa: E402
from community.matching.models import SuggestionList  # noqa: E402
from community.matching.ranking import rank  # noqa: E402
from community.matching.weights import shipped  # noqa: E402
from community.organisations.models import Organisation  # noqa: E402
from community.resources.models import Resource  # noqa: E402
from search import outbox  # noqa: E402
from search.analysis import site  # noqa: E402
from search.analysis.site import analyzer  # noqa: E402
from search.engines import database  # noqa: E402
from search.meaning.embedders import embedder  # noqa: E402
from search.meaning.vectors import as_bytes, site_file  # noqa: E402
from search.models import Vector  # noqa: E402
from search.registry import source_of  # noqa: E402

from .search_posts import NOISE, ByPieces  # noqa: E402

BATCH, POSTS, WARM, TIMES = 2_000, 2_000, 10, 100
SENTENCES = re.compile(r"(?<=[。！？])")


def fill(count: int) -> None:
    """A city with posts, and `count` public offers in its index, each with a vector near that of its title."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", database="cache", verbosity=0)
    call_command("init_site", verbosity=0)
    seeding.PICTURES_AT_ONCE = 0
    seeding.seed(lambda words: None)
    bulk.make(count=POSTS, days=200, seed=1, say=lambda words: None)
    usual = analyzer()
    site._kept.analyzer = ByPieces(usual.thesaurus)
    offers = Offers()
    for first in range(0, count, BATCH):
        offers.make(min(BATCH, count - first))
        print(f"{first:,} of {count:,}", file=sys.stderr, end="\r", flush=True)
    while outbox.drain(most=500):
        pass
    site._kept.analyzer = usual
    database().recount()
    site_file().catch_up()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Offers:
    """What all offers are made of."""

    def __init__(self) -> None:
        self.chance = random.Random(1)
        self.rows = rows_of("offers_*")
        self.sentences = [one for row in self.rows for one in SENTENCES.split(row["body"]) if one]
        self.wards = list(Ward.objects.listed())
        self.people = list(User.objects.filter(is_staff=False)[:200])
        self.organisations = list(Organisation.objects.public())
        texts = [f"{row['title']}\n{row['body']}" for row in self.rows]
        self.vectors = embedder().passages(texts) if embedder().is_there else None

    @transaction.atomic
    def make(self, count: int) -> None:
        sorts = self.chance.choices(range(len(self.rows)), k=count)
        made = [self._offer(self.rows[nth]) for nth in sorts]
        threads = Thread.objects.bulk_create(
            Thread(kind="resource", visibility="public", author=one.author, ward=one.ward) for one in made
        )
        for one, thread in zip(made, threads, strict=True):
            one.thread = thread
        made = Resource.objects.bulk_create(made)
        self._codes_and_wards(made, sorts)
        keys = [str(one.pk) for one in made]
        outbox.carry_over("resource", keys)
        if self.vectors is not None:
            self._vectors(keys, sorts)

    def _offer(self, row: dict[str, Any]) -> Resource:
        chance = self.chance
        given = ("kind", "title", "title_en", "quantity", "unit", "conditions", "cost", "languages", "remote")
        body = "".join(chance.sample(SENTENCES.split(row["body"]), 1) + chance.sample(self.sentences, 2))
        return Resource(
            visibility="public",
            author=chance.choice(self.people),
            organisation=chance.choice(self.organisations) if chance.random() < 0.5 else None,
            ward=chance.choice(self.wards),
            body=body,
            **{name: row[name] for name in given},
        )

    def _codes_and_wards(self, made: list[Resource], sorts: list[int]) -> None:
        coded, served = Resource.codes.through, Resource.serves.through
        coded.objects.bulk_create(
            coded(resource_id=one.pk, needcode_id=code)
            for one, nth in zip(made, sorts, strict=True)
            for code in self.rows[nth]["codes"]
        )
        served.objects.bulk_create(
            served(resource_id=one.pk, ward_id=ward.pk)
            for one in made
            for ward in self.chance.sample(self.wards, self.chance.choice((0, 1, 1, 2, 3)))
        )

    def _vectors(self, keys: list[str], sorts: list[int]) -> None:
        import numpy as np

        chance = np.random.default_rng(int(keys[0]))
        noise = chance.standard_normal((len(keys), self.vectors.shape[1])).astype(np.float32)
        found = self.vectors[sorts] + NOISE * noise / np.linalg.norm(noise, axis=1, keepdims=True)
        found /= np.linalg.norm(found, axis=1, keepdims=True)
        digests = [document.digest for document in source_of("resource").documents(keys)]
        Vector.objects.bulk_create(
            (
                Vector(digest=digest, model=embedder().name, data=as_bytes(vector))
                for digest, vector in zip(digests, found, strict=True)
            ),
            ignore_conflicts=True,
        )


def one_by_one() -> dict[str, Any]:
    """CPU milliseconds of reading an issue, of finding and weighing its offers, and of all that is done for it."""
    issues = list(Issue.objects.listed().open().select_related("category").order_by("?")[: WARM + TIMES])
    reading, finding, whole, weighed, kept = [], [], [], [], []
    for issue in issues:
        begun = time.process_time_ns()
        wanted = matching.wanted_of(issue)
        read = time.process_time_ns()
        offers = matching.candidates_for(wanted)
        rank(wanted, offers, weights=shipped(), seed="1")
        found = time.process_time_ns()
        kept.append(suggesting.suggest_for(issue_id=issue.pk))
        reading.append((read - begun) / 1e6)
        finding.append((found - read) / 1e6)
        whole.append((time.process_time_ns() - found) / 1e6)
        weighed.append(len(offers))
    figures = {"weighed": statistics.median(weighed[WARM:]), "kept": statistics.median(kept[WARM:])}
    times = {"reading": reading, "one": finding, "whole": whole}
    return figures | {name: spread(spent[WARM:]) for name, spent in times.items()}


def spread(spent: list[float]) -> dict[str, float]:
    return {
        "p50": round(statistics.median(spent), 1),
        "p95": round(statistics.quantiles(spent, n=20)[-1], 1),
    }


def again(most: int) -> dict[str, Any]:
    """After a change of the rules: every list that is kept is made anew, and the command says how far it is."""
    for issue in Issue.objects.listed().open().order_by("pk")[:most]:
        suggesting.suggest_for(issue_id=issue.pk)
    SuggestionList.objects.update(version="before")
    said: list[int] = []
    begun = time.monotonic()
    done = suggesting.renew(seconds=3600, say=said.append)
    return {"again": done, "again_s": time.monotonic() - begun, "said": len(said)}


def main() -> None:
    fill(int(sys.argv[1]))
    figures = {"engine": connection.vendor, "meaning": embedder().name} | one_by_one() | again(int(sys.argv[2]))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
