"""The index in SQLite: an FTS5 table over the entries' words and pairs, kept up by triggers (migration 0003)."""

import fcntl
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from ..documents import Query
from .base import DatabaseEngine, Phrase


class SQLiteEngine(DatabaseEngine):
    """Transactions begin IMMEDIATE, so there is one writer anyway and `lock` has nothing to do."""

    moment = "e.at || '+00:00'"  # as the text that it is: Django's own reading of it takes a tenth of a search

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """Everybody who writes to one SQLite file is on one machine."""
        folder = Path(settings.SEARCH_FILES)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{name}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def counts(self, tokens: Collection[str]) -> dict[str, int]:
        wanted = [("pairs" if token[0] == "=" != token[1] else "words", token.removeprefix("=")) for token in tokens]
        if not wanted:
            return {}
        places = ", ".join(["(%s, %s)"] * len(wanted))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT v.col, v.term, v.doc FROM (VALUES {places}) w"  # noqa: S608 - only places for values
                " JOIN search_vocabulary v ON v.term = w.column2 AND v.col = w.column1",
                [value for pair in wanted for value in pair],
            )
            found = cursor.fetchall()
        return {f"={term}" if col == "pairs" or term[0] == "=" else term: count for col, term, count in found}

    def having(
        self, alternatives: Sequence[Collection[str]], query: Query, limit: int, *, roughly: bool = False
    ) -> list[int]:
        return self._matching(
            [_any_of(words) for words in [*self._narrowing(query, roughly), *alternatives]], query, limit
        )

    def phrases(self, wanted: Sequence[Phrase], query: Query, limit: int, *, roughly: bool = False) -> list[int]:
        parts = [_any_of(words) for words in self._narrowing(query, roughly)] + [_phrase(phrase) for phrase in wanted]
        return self._matching(parts, query, limit)

    def _matching(self, parts: list[str], query: Query, limit: int) -> list[int]:
        also, values = _also(query)
        sql = f"SELECT rowid FROM search_index WHERE search_index MATCH %s{also} ORDER BY rowid DESC LIMIT %s"  # noqa: S608
        return self._ids(sql, [" AND ".join(parts), *values, limit])


def _also(query: Query) -> tuple[str, list[Any]]:
    """Days and place; the tree of places rounds outwards, and `fetch` looks at each once more."""
    also, values = "", list[Any]()
    if query.box:
        south, west, north, east = query.box
        also += " AND rowid IN (SELECT id FROM search_place"
        also += " WHERE north >= %s AND south <= %s AND east >= %s AND west <= %s)"
        values += [south, north, west, east]
    for how, value in ((">=", query.since), ("<", query.until)):
        if value:
            also += f" AND rowid IN (SELECT id FROM search_entry WHERE at {how} %s)"  # noqa: S608 - ours
            values.append(connection.ops.adapt_datetimefield_value(value))
    return also, values


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
