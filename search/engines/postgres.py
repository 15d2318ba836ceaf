"""The index in PostgreSQL: words and pairs as arrays under GIN indexes, kept up by generated columns (migration 0003).

Full-text search would drop Japanese letters under the C locale and caps positions; arrays and LIKE do neither.
"""

import logging
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from ..documents import Query
from ..models import Entry
from .base import DatabaseEngine, Phrase

log = logging.getLogger(__name__)
ALL = ""  # the term that every entry holds
LOCK = 0x6D79636F6D69  # "mycomi"; advisory locks of a database share one space of numbers


class PostgresEngine(DatabaseEngine):
    def lock(self) -> None:
        """READ COMMITTED: what is read after it has been got is as new as the lock."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """A lock of this connection, which ends with it at the latest."""
        number = LOCK + 1 + zlib.crc32(name.encode())
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
            (is_alone,) = cursor.fetchone()
        try:
            yield is_alone
        finally:
            if is_alone:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
                    if not cursor.fetchone()[0]:
                        log.error("a lock was left behind: a pooler of connections must work by session")

    def counts(self, tokens: Collection[str]) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT term, entries FROM search_frequency WHERE term = ANY(%s)", [list(tokens)])
            return dict(cursor.fetchall())

    def total(self) -> int:
        """As counted last: numbers of rows are used up by every change here."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT entries FROM search_frequency WHERE term = %s", [ALL])
            counted = cursor.fetchone()
        return counted[0] if counted else Entry.objects.count()

    def recount(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_frequency")
            cursor.execute("INSERT INTO search_frequency (term, entries) SELECT %s, count(*) FROM search_entry", [ALL])
            cursor.execute(
                "INSERT INTO search_frequency (term, entries)"
                " SELECT CASE WHEN t LIKE '=%' THEN '=' || t ELSE t END, count(*)"
                " FROM search_entry, unnest(word_list) t GROUP BY t"
            )
            cursor.execute(
                "INSERT INTO search_frequency (term, entries)"
                " SELECT '=' || t, count(DISTINCT id) FROM search_entry, unnest(pair_list) t GROUP BY t"
            )

    def having(
        self, alternatives: Sequence[Collection[str]], query: Query, limit: int, *, roughly: bool = False
    ) -> list[int]:
        parts, values = _all_of([*self._narrowing(query, roughly), *alternatives])
        return self._matching(parts, values, query, limit)

    def phrases(self, wanted: Sequence[Phrase], query: Query, limit: int, *, roughly: bool = False) -> list[int]:
        parts, values = _all_of(self._narrowing(query, roughly))
        for phrase in wanted:
            part, more = _phrase(phrase)
            parts.append(part)
            values += more
        return self._matching(parts, values, query, limit)

    def _matching(self, parts: list[str], values: list[Any], query: Query, limit: int) -> list[int]:
        also, more = _also(query)
        parts, values = [*parts, *also], [*values, *more]
        sql = f"SELECT id FROM search_entry WHERE {' AND '.join(parts)} ORDER BY id DESC LIMIT %s"  # noqa: S608 - ours
        return self._ids(sql, [*values, limit])


def _also(query: Query) -> tuple[list[str], list[Any]]:
    """Days and place."""
    also, values = list[str](), list[Any]()
    for part, value in (("at >= %s", query.since), ("at < %s", query.until)):
        if value:
            also.append(part)
            values.append(value)
    if query.box:
        south, west, north, east = query.box
        also.append("point(lng, lat) <@ box(point(%s, %s), point(%s, %s))")
        values += [west, south, east, north]
    return also, values


def _all_of(alternatives: Sequence[Collection[str]]) -> tuple[list[str], list[Any]]:
    return ["word_list && %s::text[]"] * len(alternatives), [list(words) for words in alternatives]


def _phrase(phrase: Phrase) -> tuple[str, list[Any]]:
    whole = phrase.parts[:-1] if phrase.is_beginning else phrase.parts
    parts, values = (["pair_list @> %s::text[]"], [whole]) if whole else ([], [])
    parts.append("(' ' || pairs || ' ') LIKE %s")
    values.append(f"% {' '.join(phrase.parts)}{'%' if phrase.is_beginning else ' %'}")
    letters = " AND ".join(parts)
    if not phrase.groups:
        return f"({letters})", values
    groups, more = _all_of(phrase.groups)
    return f"(({letters}) OR ({' AND '.join(groups)}))", [*values, *more]
