"""The index in PostgreSQL: the tokens as an array under a GIN index, then the words themselves in a row.

Full-text search would drop Japanese letters under the C locale and caps positions; arrays and LIKE do neither.
"""

from typing import Any

from django.db import connection

from ..analysis import word_tokens
from ..models import Entry
from .base import Engine

LOCK = 0x6D79636F6D69  # "mycomi"; advisory locks of a database share one space of numbers


class PostgresEngine(Engine):
    def lock(self) -> None:
        """READ COMMITTED: what is read after it has been got is as new as the lock."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])

    def learn(self, entries: list[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE search_entry SET tokens = string_to_array(text, ' ') WHERE id = %s",
                [(entry.pk,) for entry in entries],
            )

    def forget(self, ids: list[int]) -> None:
        """Tokens are a column of the entry and go with it."""

    def holds_all(self, words: list[str]) -> tuple[str, list[Any]]:
        conditions, values = [], []
        for word in words:
            parts, is_beginning = word_tokens(word)
            whole = parts[:-1] if is_beginning else parts
            if whole:
                conditions.append("e.tokens @> %s::text[]")
                values.append(whole)
            conditions.append("(' ' || e.text || ' ') LIKE %s")
            values.append(f"% {' '.join(parts)}{'%' if is_beginning else ' %'}")
        return " AND ".join(conditions), values

    def holds_any(self, wanted: list[str]) -> tuple[str, list[Any]]:
        return "e.tokens && %s::text[]", [wanted]
