"""The index in SQLite: an FTS5 table over the entries' words and pairs, kept up by triggers (migration 0003)."""

from collections.abc import Collection, Sequence

from django.db import connection

from ..documents import Query
from .base import Engine, Phrase, labels


class SQLiteEngine(Engine):
    """Transactions begin IMMEDIATE, so there is one writer anyway and `lock` has nothing to do."""

    def counts(self, tokens: Collection[str]) -> dict[str, int]:
        wanted = [("pairs", token[1:]) if token[0] == "=" else ("words", token) for token in tokens]
        if not wanted:
            return {}
        places = ", ".join(["(%s, %s)"] * len(wanted))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT v.col, v.term, v.doc FROM (VALUES {places}) w"  # noqa: S608 - only places for values
                " JOIN search_vocabulary v ON v.term = w.column2 AND v.col = w.column1",
                [value for pair in wanted for value in pair],
            )
            return {f"={term}" if col == "pairs" else term: count for col, term, count in cursor.fetchall()}

    def having(self, alternatives: Sequence[Collection[str]], query: Query, limit: int) -> list[int]:
        return self._matching(" AND ".join(_any_of(words) for words in [*labels(query), *alternatives]), limit)

    def phrases(self, wanted: Sequence[Phrase], query: Query, limit: int) -> list[int]:
        parts = [_any_of(words) for words in labels(query)] + [_phrase(phrase) for phrase in wanted]
        return self._matching(" AND ".join(parts), limit)

    def _matching(self, expression: str, limit: int) -> list[int]:
        sql = "SELECT rowid FROM search_index WHERE search_index MATCH %s ORDER BY rowid DESC LIMIT %s"
        return self._ids(sql, [expression, limit])


def _any_of(words: Collection[str]) -> str:
    return f"words : ({' OR '.join(_quoted(word) for word in words)})"


def _phrase(phrase: Phrase) -> str:
    letters = f"pairs : {_quoted(' '.join(phrase.parts))}{' *' if phrase.is_beginning else ''}"
    if not phrase.groups:
        return f"({letters})"
    return f"({letters} OR ({' AND '.join(_any_of(words) for words in phrase.groups)}))"


def _quoted(token: str) -> str:
    """As a string of the query language: whatever stands in it is looked for, and nothing of it is obeyed."""
    return '"' + token.replace('"', '""') + '"'
