"""What every engine can do. Engines inside the database keep `Entry` rows and differ in how they look words up.

An engine proposes and counts; search/candidates.py asks it, search/ranking.py puts in order. It sees tokens alone,
never what a person typed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
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

if TYPE_CHECKING:
    import numpy as np

EXTRA = 3  # times as many vectors as entries are wanted: some entries will not fit
COLUMNS = ["title", "words", "pairs", "at", "ward", "category", "status", "lang", "lat", "lng", "public", "digest"]
Worth = tuple[Sequence[str], float]  # alternatives – words, or one pair – and what one of them counts
# By hand: it is read some 300 times a search, and the ORM takes four times as long.
FETCH = (
    "SELECT e.id, e.kind, e.key, e.title, e.ward, e.category, e.status, e.lang, e.lat, e.lng, {moment},"
    " e.words, e.pairs, v.id FROM search_entry e LEFT JOIN search_vector v ON v.digest = e.digest AND v.model = %s"
)


class Engine:
    """An index of `Entry` rows in the site's own database."""

    moment = "e.at"  # how `fetch` reads it

    def lock(self) -> None:
        """Let no other worker write to the index until the end of this transaction.

        Call at the transaction's head, before anything is read: else a worker that read earlier may write later, and
        the index keeps what was true before. Two writers at once is what an engine has to prevent itself.
        """

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """Whether nobody else of this site is inside now; outside of any transaction, and nobody waits."""
        raise NotImplementedError
        yield

    def replace(self, kind: str, keys: Iterable[str], documents: Iterable[Document], analyzer: Analyzer) -> None:
        """Make the index say exactly `documents` about `keys`. Call inside a transaction; workers, after `lock`.

        An act does without: what it has noted lets a worker say it once more. All write in the order of keys.
        """
        rows = sorted((_entry(document, analyzer) for document in documents), key=lambda row: row.key)
        Entry.objects.filter(kind=kind, key__in=set(keys) - {row.key for row in rows}).delete()
        Entry.objects.bulk_create(rows, update_conflicts=True, unique_fields=["kind", "key"], update_fields=COLUMNS)

    def counts(self, tokens: Collection[str]) -> dict[str, int]:
        """How many entries hold each word; pairs of letters are asked for with = before them."""
        raise NotImplementedError

    def total(self) -> int:
        """How many entries there are, as nearly as can be said without counting them."""
        return Entry.objects.aggregate(last=Max("pk"))["last"] or 0

    def recount(self) -> None:
        """Count anew how often words occur, where an engine does not know at every moment."""

    def having(self, alternatives: Sequence[Collection[str]], query: Query, limit: int) -> list[int]:
        """Ids of entries that hold one word of each of the alternatives and fit the query's narrowing, newest first."""
        raise NotImplementedError

    def phrases(self, wanted: Sequence["Phrase"], query: Query, limit: int) -> list[int]:
        """Ids of entries that answer every phrase, newest first."""
        raise NotImplementedError

    def adding_up(self, worths: Sequence["Worth"], query: Query, *, limit: int, deepest: int) -> list[int]:
        """Ids by what is worth together what they hold: of each of the alternatives one word; a pair has = before it.

        Of each only the `deepest` newest entries are looked at.
        """
        total: dict[int, float] = defaultdict(float)
        for tokens, worth in worths:
            for pk in self._holding(tokens, query, deepest):
                total[pk] += worth
        return sorted(total, key=lambda pk: (-total[pk], -pk))[:limit]

    def _holding(self, tokens: Sequence[str], query: Query, limit: int) -> list[int]:
        if tokens[0][0] == "=":
            return self.phrases([Phrase([tokens[0][1:]], is_beginning=False, groups=[])], query, limit)
        return self.having([tokens], query, limit)

    def near(self, vector: "np.ndarray", query: Query, limit: int) -> list[int]:
        """Ids of up to `limit` of the nearest entries of the query's kinds, the nearest first."""
        place = {pk: nth for nth, (pk, _cosine) in enumerate(site_file().nearest(vector, limit * EXTRA))}
        if not place:
            return []
        # Which kinds is asked here: SQLite would rather read all entries of a kind than look these few up.
        sql = "SELECT v.id, e.id, e.kind, e.public FROM search_vector v JOIN search_entry e ON e.digest = v.digest"
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} WHERE v.id IN ({', '.join(['%s'] * len(place))})", list(place))
            found = sorted(
                (place[its], pk)
                for its, pk, kind, public in cursor.fetchall()
                if (not query.kinds or kind in query.kinds) and (public or not query.public_only)
            )
        return [pk for _place, pk in found[:limit]]

    def fetch(self, ids: Collection[int], query: Query, *, words: bool = True) -> list[Candidate]:
        """The entries of these ids that fit the query's days and place, in no order; with their words or without."""
        if not ids:
            return []
        places, values = ", ".join(["%s"] * len(ids)), [embedder().name, *ids]
        with connection.cursor() as cursor:
            cursor.execute(f"{FETCH.format(moment=self.moment)} WHERE e.id IN ({places})", values)
            rows = cursor.fetchall()
        found = [
            Candidate(*facts, _moment(at), *(_words(held), f" {pairs} ", vector) if words else ())
            for *facts, at, held, pairs, vector in rows
        ]
        return [it for it in found if _fits(it, query)]

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


def _fits(it: Candidate, query: Query) -> bool:
    """Days and place; an engine looks at them only roughly, or not at all."""
    if (query.since and it.at < query.since) or (query.until and it.at >= query.until):
        return False
    if query.box is None:
        return True
    south, west, north, east = query.box
    return it.lat is not None and it.lng is not None and south <= it.lat <= north and west <= it.lng <= east


def _moment(at: datetime | str) -> datetime:
    """SQLite keeps moments as text, in UTC."""
    return at if isinstance(at, datetime) else datetime.fromisoformat(at).replace(tzinfo=UTC)


def _words(held: str) -> frozenset[str]:
    """Without the facts, which come first; the last of them is the language."""
    return frozenset(held.partition(" =lang:")[2].split(" ")[1:])
