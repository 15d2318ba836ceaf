"""What every engine can do. Engines inside the database keep `Entry` rows and differ in how they look words up.

An engine proposes and counts; search/candidates.py asks it, search/ranking.py puts in order. It sees tokens alone,
never what a person typed.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from ..analysis.analyzer import Analyzer
from ..analysis.letters import language
from ..documents import Document, Query
from ..models import Entry
from ..ranking import Candidate

COLUMNS = ["title", "words", "pairs", "at", "ward", "category", "status", "lang", "lat", "lng", "public", "digest"]
FACTS = ("id", "kind", "key", "at", "title", "ward", "category", "status", "lang", "lat", "lng")


class Engine:
    """An index of `Entry` rows in the site's own database."""

    def lock(self) -> None:
        """Let no other worker write to the index until the end of this transaction.

        Call at the transaction's head, before anything is read: else a worker that read earlier may write later, and
        the index keeps what was true before. Two writers at once is what an engine has to prevent itself.
        """

    def replace(self, kind: str, keys: Iterable[str], documents: Iterable[Document], analyzer: Analyzer) -> None:
        """Make the index say exactly `documents` about `keys`. Call inside a transaction, after `lock`."""
        rows = [_entry(document, analyzer) for document in documents]
        Entry.objects.filter(kind=kind, key__in=set(keys) - {row.key for row in rows}).delete()
        Entry.objects.bulk_create(rows, update_conflicts=True, unique_fields=["kind", "key"], update_fields=COLUMNS)

    def counts(self, tokens: Collection[str]) -> dict[str, int]:
        """How many entries hold each word; pairs of letters are asked for with = before them."""
        raise NotImplementedError

    def total(self) -> int:
        """How many entries there are."""
        return Entry.objects.count()

    def recount(self) -> None:
        """Count anew how often words occur, where an engine does not know at every moment."""

    def having(self, alternatives: Sequence[Collection[str]], query: Query, limit: int) -> list[int]:
        """Ids of entries that hold one word of each of the alternatives and fit the query's narrowing, newest first."""
        raise NotImplementedError

    def phrases(self, wanted: Sequence["Phrase"], query: Query, limit: int) -> list[int]:
        """Ids of entries that answer every phrase, newest first."""
        raise NotImplementedError

    def fetch(self, ids: Collection[int], query: Query, *, words: bool = True) -> list[Candidate]:
        """The entries of these ids that fit the query's days and place, in no order; with their words or without."""
        entries = Entry.objects.filter(pk__in=ids, **_exact(query)).values_list(*FACTS)
        if words:
            return [_candidate(*row) for row in entries.values_list(*FACTS, "words", "pairs").iterator()]
        return [_candidate(*row, "", "") for row in entries.iterator()]

    def keys(self, kind: str) -> set[str]:
        """Every key of this kind that is indexed."""
        return set(Entry.objects.filter(kind=kind).values_list("key", flat=True))

    def kinds(self) -> set[str]:
        """Every kind of which something is indexed."""
        return set(Entry.objects.values_list("kind", flat=True).distinct())

    def _ids(self, sql: str, values: Sequence[Any]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [row[0] for row in cursor.fetchall()]


class Phrase:
    """One run of letters of a query: its pairs in a row, or else one word of each of `groups`."""

    def __init__(self, parts: list[str], is_beginning: bool, groups: list[list[str]]) -> None:
        self.parts, self.is_beginning, self.groups = parts, is_beginning, groups


def labels(query: Query) -> list[list[str]]:
    """What narrows a query, as words that entries hold for it: exact facts are found as fast as words are."""
    wanted = [[f"={kind}" for kind in query.kinds]] if query.kinds else []
    for name in ("ward", "category", "status", "lang"):
        if getattr(query, name):
            wanted.append([f"={name}:{getattr(query, name)}"])
    if query.public_only:
        wanted.append(["=public"])
    return wanted


def _labels_of(document: Document) -> list[str]:
    facts = [f"={document.kind}"] + (["=public"] if document.public else [])
    for name in ("ward", "category", "status"):
        if getattr(document, name):
            facts.append(f"={name}:{getattr(document, name)}")
    return [*facts, f"=lang:{_language(document)}"]


def _language(document: Document) -> str:
    """Of its title where it has one: what is added to the body (places, categories) is Japanese."""
    return document.lang or language(document.title or document.body)


def _entry(document: Document, analyzer: Analyzer) -> Entry:
    found = analyzer.document(document.text)
    return Entry(
        kind=document.kind,
        key=document.key,
        title=document.title[:200],
        words=" ".join(word.replace(" ", "_") for word in (*_labels_of(document), *found.words)),
        pairs=" ".join(found.pairs),
        at=document.at,
        ward=document.ward,
        category=document.category,
        status=document.status,
        lang=_language(document),
        lat=document.lat,
        lng=document.lng,
        public=document.public,
        digest=document.digest,
    )


def _exact(query: Query) -> dict[str, Any]:
    """The narrowing that is not asked of the index of words."""
    exact: dict[str, Any] = {}
    if query.since:
        exact["at__gte"] = query.since
    if query.until:
        exact["at__lt"] = query.until
    if query.box:
        south, west, north, east = query.box
        exact |= {"lat__range": (south, north), "lng__range": (west, east)}
    return exact


def _candidate(pk: int, kind: str, key: str, at: datetime, *rest: Any) -> Candidate:
    *facts, words, pairs = rest
    held = frozenset(word for word in words.split(" ") if word[:1] != "=")
    return Candidate(pk, kind, key, at, held, frozenset(pairs.split(" ")), *facts)
