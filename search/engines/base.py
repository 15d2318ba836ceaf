"""What every engine can do. Engines inside the database keep `Entry` rows and differ in how they look words up."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from ..analysis import query_words, tokens
from ..documents import Document, Query
from ..models import Entry

MOST_SIMILAR_TOKENS = 60
COLUMNS = ["title", "text", "at", "ward", "category", "lat", "lng"]


class Engine:
    """An index of `Entry` rows in the site's own database."""

    def lock(self) -> None:
        """Let no other worker write to the index until the end of this transaction.

        Call at the transaction's head, before anything is read: else a worker that read earlier may write later, and
        the index keeps what was true before. Two writers at once is what an engine has to prevent itself.
        """

    def replace(self, kind: str, keys: Iterable[str], documents: Iterable[Document]) -> None:
        """Make the index say exactly `documents` about `keys`. Call inside a transaction, after `lock`."""
        rows = [_entry(document) for document in documents]
        gone = Entry.objects.filter(kind=kind, key__in=set(keys) - {row.key for row in rows})
        self.forget(list(gone.values_list("pk", flat=True)))
        gone.delete()
        Entry.objects.bulk_create(rows, update_conflicts=True, unique_fields=["kind", "key"], update_fields=COLUMNS)
        self.learn(list(Entry.objects.filter(kind=kind, key__in=[row.key for row in rows])))

    def learn(self, entries: list[Entry]) -> None:
        """Index the tokens of entries that are new or have changed."""
        raise NotImplementedError

    def forget(self, ids: list[int]) -> None:
        """Drop the tokens of entries that go."""
        raise NotImplementedError

    def find(self, query: Query) -> list[tuple[str, str]]:
        """(kind, key) of entries that hold every word of the query, newest first."""
        words = query_words(query.words)
        if not words:
            return []
        condition, values = self.holds_all(words)
        narrow, narrow_values = _narrow(query)
        sql = f"SELECT e.kind, e.key FROM search_entry e WHERE {condition}{narrow}"  # noqa: S608 - pieces are ours
        return self._rows(f"{sql} ORDER BY e.at DESC, e.id DESC LIMIT %s", [*values, *narrow_values, query.limit])

    def holds_all(self, words: list[str]) -> tuple[str, list[Any]]:
        """SQL on `e` that is true where every word occurs, and its values."""
        raise NotImplementedError

    def overlap(self, text: str, *, kinds: tuple[str, ...], ward: str, limit: int) -> list[tuple[str, str, float]]:
        """(kind, key, share of the text's tokens that the entry holds), best first."""
        wanted = list(dict.fromkeys(token for token in tokens(text) if len(token) > 1))[:MOST_SIMILAR_TOKENS]
        if not wanted:
            return []
        condition, values = self.holds_any(wanted)
        narrow, narrow_values = _narrow(Query(words="", kinds=kinds, ward=ward))
        sql = f"SELECT e.kind, e.key, e.text FROM search_entry e WHERE {condition}{narrow}"  # noqa: S608 - pieces are ours
        rows = self._rows(f"{sql} ORDER BY e.at DESC LIMIT 400", [*values, *narrow_values])
        scored = [(kind, key, _share(wanted, entry_text)) for kind, key, entry_text in rows]
        return sorted(scored, key=lambda row: -row[2])[:limit]

    def holds_any(self, wanted: list[str]) -> tuple[str, list[Any]]:
        """SQL on `e` that is true where at least one token occurs, and its values."""
        raise NotImplementedError

    def keys(self, kind: str) -> set[str]:
        """Every key of this kind that is indexed."""
        return set(Entry.objects.filter(kind=kind).values_list("key", flat=True))

    def kinds(self) -> set[str]:
        """Every kind of which something is indexed."""
        return set(Entry.objects.values_list("kind", flat=True).distinct())

    def titles(self, names: list[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """(kind, key) → title, of those that are indexed."""
        rows = Entry.objects.filter(key__in=[key for _kind, key in names]).values_list("kind", "key", "title")
        return {(kind, key): title for kind, key, title in rows}

    def text_of(self, kind: str, key: str) -> str:
        """All tokens of an entry in a row; empty when it is not indexed."""
        return Entry.objects.filter(kind=kind, key=key).values_list("text", flat=True).first() or ""

    def _rows(self, sql: str, values: list[Any]) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()


def _entry(document: Document) -> Entry:
    text = " ".join(tokens(f"{document.title}\n{document.body}"))
    return Entry(
        kind=document.kind,
        key=document.key,
        title=document.title,
        text=text,
        at=document.at,
        ward=document.ward,
        category=document.category,
        lat=document.lat,
        lng=document.lng,
    )


def _narrow(query: Query) -> tuple[str, list[Any]]:
    sql, values = "", []
    if query.kinds:
        sql += f" AND e.kind IN ({', '.join(['%s'] * len(query.kinds))})"
        values += query.kinds
    for column, value in (("ward", query.ward), ("category", query.category)):
        if value:
            sql += f" AND e.{column} = %s"
            values.append(value)
    return sql, values


def _share(wanted: list[str], text: str) -> float:
    held = set(text.split(" "))
    return sum(token in held for token in wanted) / len(wanted)
