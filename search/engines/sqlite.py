"""The index in SQLite: an FTS5 table of tokens beside the entries."""

from typing import Any

from django.db import connection

from ..analysis import word_tokens
from ..models import Entry
from .base import Engine


class SQLiteEngine(Engine):
    def lock(self) -> None:
        """Transactions begin IMMEDIATE, so there is one writer anyway."""

    def learn(self, entries: list[Entry]) -> None:
        self.forget([entry.pk for entry in entries])
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_tokens (rowid, text) VALUES (%s, %s)", [(entry.pk, entry.text) for entry in entries]
            )

    def forget(self, ids: list[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_tokens WHERE rowid = %s", [(pk,) for pk in ids])

    def holds_all(self, words: list[str]) -> tuple[str, list[Any]]:
        return _matching(" AND ".join(_phrase(word) for word in words))

    def holds_any(self, wanted: list[str]) -> tuple[str, list[Any]]:
        return _matching(" OR ".join(f'"{token}"' for token in wanted))


def _matching(expression: str) -> tuple[str, list[Any]]:
    return "e.id IN (SELECT rowid FROM search_tokens WHERE search_tokens MATCH %s)", [expression]


def _phrase(word: str) -> str:
    """Tokens hold letters and digits only, so that quoting them is enough."""
    parts, is_beginning = word_tokens(word)
    return f'"{" ".join(parts)}"' + ("*" if is_beginning else "")
