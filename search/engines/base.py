"""What every engine can do. Engines inside the database keep `Entry` rows and differ in how they look words up.

An engine proposes and counts; search/candidates.py asks it, search/ranking.py puts in order. It sees tokens alone,
never what a person typed.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Max

from ..analysis.analyzer import Analyzer
from ..analysis.letters import language
from ..documents import Document, Query
from ..meaning.embedders import embedder
from ..meaning.vectors import site_file
from ..models import Entry
from ..ranking import Candidate
from .counted import Counted, counted

if TYPE_CHECKING:
    import numpy as np

EXTRA = 3  # times as many vectors as entries are wanted: some entries will not fit
USUAL = 0.9  # of all entries: what so many share is cheaper to look at in the few that are found
COLUMNS = ["title", "words", "pairs", "at", "ward", "category", "status", "lang", "lat", "lng", "public", "digest"]
FACTS = ("ward", "category", "status", "lang")
Worth = tuple[Sequence[str], float]  # alternatives – words, or one pair – and what one of them counts
# By hand: it is read some 300 times a search, and the ORM takes four times as long.
FETCH = (
    "SELECT e.id, e.kind, e.key, e.title, e.ward, e.category, e.status, e.lang, e.lat, e.lng, e.public, {moment},"
    " e.words, e.pairs, v.id FROM "
)
BY_ID = "search_entry e LEFT JOIN search_vector v ON v.digest = e.digest AND v.model = %s WHERE e.id IN ({places})"
BY_VECTOR = "search_vector v JOIN search_entry e ON e.digest = v.digest WHERE v.id IN ({places})"


class Engine(ABC):
    """An index of `Entry` rows in the site's own database."""

    moment = "e.at"  # how `fetch` reads it

    def lock(self) -> None:  # noqa: B027 - most need none
        """Let no other worker write to the index until the end of this transaction.

        Call at the transaction's head, before anything is read: else a worker that read earlier may write later, and
        the index keeps what was true before. Two writers at once is what an engine has to prevent itself.
        """

    def replace(self, kind: str, keys: Iterable[str], documents: Iterable[Document], analyzer: Analyzer) -> None:
        """Make the index say exactly `documents` about `keys`. Call inside a transaction; workers, after `lock`.

        An act does without: what it has noted lets a worker say it once more. All write in the order of keys.
        """
        rows = sorted((_entry(document, analyzer) for document in documents), key=lambda row: row.key)
        Entry.objects.filter(kind=kind, key__in=set(keys) - {row.key for row in rows}).delete()
        Entry.objects.bulk_create(rows, update_conflicts=True, unique_fields=["kind", "key"], update_fields=COLUMNS)

    @abstractmethod
    def counts(self, tokens: Collection[str]) -> dict[str, int]:
        """How many entries hold each word; pairs of letters and facts (`labels`) are asked for with = before them."""

    def total(self) -> int:
        """How many entries there are, as nearly as can be said without counting them."""
        return Entry.objects.aggregate(last=Max("pk"))["last"] or 0

    def recount(self) -> None:  # noqa: B027 - most know at every moment
        """Count anew how often words occur, where an engine does not know at every moment."""

    def counted(self, tokens: Collection[str]) -> Counted:
        """The same with the number of all entries, as within the last minute."""
        return counted(type(self).__name__, tokens, lambda unknown: (self.counts(unknown), self.total()))

    @abstractmethod
    def having(
        self, alternatives: Sequence[Collection[str]], query: Query, limit: int, *, roughly: bool = False
    ) -> list[int]:
        """Ids of entries that hold one word of each of the alternatives and fit the query's narrowing, newest first.

        `roughly`: without the facts that nearly all entries share. `fetch` looks at them.
        """

    @abstractmethod
    def phrases(self, wanted: Sequence["Phrase"], query: Query, limit: int, *, roughly: bool = False) -> list[int]:
        """Ids of entries that answer every phrase, newest first."""

    def adding_up(
        self, worths: Sequence["Worth"], query: Query, *, limit: int, deepest: int, roughly: bool = False
    ) -> list[int]:
        """Ids by what is worth together what they hold: of each of the alternatives one word; a pair has = before it.

        Of each only the `deepest` newest entries are looked at.
        """
        total: dict[int, float] = defaultdict(float)
        for tokens, worth in worths:
            for pk in self._holding(tokens, query, deepest, roughly):
                total[pk] += worth
        return sorted(total, key=lambda pk: (-total[pk], -pk))[:limit]

    def _holding(self, tokens: Sequence[str], query: Query, limit: int, roughly: bool) -> list[int]:
        if tokens[0][0] == "=":
            wanted = [Phrase([tokens[0][1:]], is_beginning=False, groups=[])]
            return self.phrases(wanted, query, limit, roughly=roughly)
        return self.having([tokens], query, limit, roughly=roughly)

    def _narrowing(self, query: Query, roughly: bool) -> list[list[str]]:
        """The facts that an entry must hold."""
        wanted = labels(query)
        if not roughly:
            return wanted
        kept = self.counted([f"={label}" for some in wanted for label in some])
        if not kept.is_large:
            return wanted
        return [some for some in wanted if sum(kept.counts[f"={label}"] for label in some) < USUAL * kept.total]

    def near(self, vector: "np.ndarray", query: Query, limit: int, *, of_kind: str = "") -> list[Candidate]:
        """Up to `limit` entries that are nearest in meaning of those that fit, the nearest first.

        `of_kind`: looked for among the entries of that kind alone, and none of it is missed.
        """
        file, most = site_file(), limit * EXTRA
        nearest = dict(file.nearest_of(of_kind, vector, most) if of_kind else file.nearest(vector, most))
        ids, enough, found = list(nearest), limit + limit // 8, list[Candidate]()
        for some in (ids[:enough], ids[enough:]):
            if some and len(found) < limit:
                place = {pk: nth for nth, pk in enumerate(some)}
                found += sorted(self._read(BY_VECTOR, some, query), key=lambda it: (place[it.vector or 0], it.id))
        for it in found:
            it.cosine = nearest.get(it.vector or 0)
        return found[:limit]

    def fetch(self, ids: Collection[int], query: Query, *, words: bool = True) -> list[Candidate]:
        """The entries of these ids that fit the query's facts, days and place, in no order; with their words or not."""
        return self._read(BY_ID, ids, query, words=words) if ids else []

    def _read(self, source: str, ids: Collection[int], query: Query, *, words: bool = True) -> list[Candidate]:
        sql = FETCH.format(moment=self.moment) + source.format(places=", ".join(["%s"] * len(ids)))
        with connection.cursor() as cursor:
            cursor.execute(sql, [*([embedder().name] if source == BY_ID else ()), *ids])
            rows = cursor.fetchall()
        found = [
            Candidate(*facts, _moment(at), *(_words(held), f" {pairs} ", vector) if words else ())
            for *facts, at, held, pairs, vector in rows
        ]
        facts = _facts(query)
        return [it for it in found if _fits(it, query, facts)]

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


class DatabaseEngine(Engine):
    """One that keeps the index in the site's own database, and takes every change."""

    @abstractmethod
    def alone(self, name: str) -> AbstractContextManager[bool]:
        """Whether nobody else of this site is inside now; outside of any transaction, and nobody waits."""


class Phrase:
    """One run of letters of a query: its pairs in a row, or else one word of each of `groups`."""

    def __init__(self, parts: list[str], is_beginning: bool, groups: list[list[str]]) -> None:
        self.parts, self.is_beginning, self.groups = parts, is_beginning, groups


def labels(query: Query) -> list[list[str]]:
    """What narrows a query, as words that entries hold for it: exact facts are found as fast as words are."""
    wanted = [[f"={kind}" for kind in query.kinds]] if query.kinds else []
    wanted += [[f"={name}:{value}"] for name, value in _facts(query)]
    if query.public_only:
        wanted.append(["=public"])
    return wanted


def labels_of(document: Document) -> list[str]:
    """The words that an entry holds for the facts of its document."""
    facts = [f"={document.kind}"] + (["=public"] if document.public else [])
    for name in ("ward", "category", "status"):
        if getattr(document, name):
            facts.append(f"={name}:{getattr(document, name)}")
    return [*facts, f"=lang:{_language(document)}"]


def _language(document: Document) -> str:
    """Of its title where it has one: what is added to the body (places, categories) is Japanese."""
    return document.lang or language(document.title or document.body)


def said(document: Document) -> dict[str, Any]:
    """The columns of an entry that say what the document says, before any analysis."""
    return {
        "title": document.title[:200],
        "at": document.at,
        "ward": document.ward,
        "category": document.category,
        "status": document.status,
        "lang": _language(document),
        "lat": document.lat,
        "lng": document.lng,
        "public": document.public,
        "digest": document.digest,
    }


def _entry(document: Document, analyzer: Analyzer) -> Entry:
    found = analyzer.document(document.text)
    words = (word.replace(" ", "_") for word in (*labels_of(document), *found.words))
    pairs = " ".join(found.pairs)
    return Entry(kind=document.kind, key=document.key, words=" ".join(words), pairs=pairs, **said(document))


def _facts(query: Query) -> list[tuple[str, str]]:
    return [(name, getattr(query, name)) for name in FACTS if getattr(query, name)]


def _fits(it: Candidate, query: Query, facts: list[tuple[str, str]]) -> bool:
    """An engine looks at some of it only roughly, or not at all."""
    if (query.kinds and it.kind not in query.kinds) or (query.public_only and not it.public):
        return False
    if any(getattr(it, name) != value for name, value in facts):
        return False
    if (query.since and it.at < query.since) or (query.until and it.at >= query.until):
        return False
    if query.box is None:
        return True
    south, west, north, east = query.box
    return it.lat is not None and it.lng is not None and south <= it.lat <= north and west <= it.lng <= east


def _moment(at: datetime | str) -> datetime:
    return at if isinstance(at, datetime) else datetime.fromisoformat(at)


def _words(held: str) -> str:
    """Without the facts, which come first; the last of them is the language."""
    words = held.partition(" =lang:")[2].partition(" ")[2]
    return f" {words} " if words else " "
