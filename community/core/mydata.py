"""What is one person's. Packages say what they give into that person's own copy, and what they forget at the end.

    @gives("issues", _("投稿"), "issues.Issue.author")      rows for the copy, of this person alone
    forgets(action, "issues.Issue.author")                   words and effects that deleting the account's row leaves
    asks_first(check)                                        raises NotAllowed with what is to be done before

The fields that are named are keys to the account: a test walks them all, so that none is forgotten. Packages above
forget first: what hangs on a thing lets go of it before the thing goes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.functional import Promise

Row = dict[str, Any]


@dataclass
class Files:
    """The files of one copy: name in the copy → where it is."""

    paths: dict[str, Path] = field(default_factory=dict)

    def add(self, name: str, path: Path) -> str:
        """Take a file along, once; returns the name it has in the copy."""
        for known, taken in self.paths.items():
            if taken == path:
                return known
        self.paths[name] = path
        return name


Rows = Callable[[Any, Files], Iterable[Row]]
Forget = Callable[..., None]


@dataclass(frozen=True)
class Sort:
    """One sort of rows: its name in the copy, what people call it, and the keys to the account that it covers."""

    name: str
    label: str | Promise
    rows: Rows
    fields: tuple[str, ...]


_sorts: list[Sort] = []
_forgetting: list[tuple[Forget, tuple[str, ...]]] = []
_first: list[Callable[[Any], None]] = []


def gives(name: str, label: str | Promise, *fields: str) -> Callable[[Rows], Rows]:
    """Register `rows(person, files)`. Nothing of others, no officer's name, no note of the desk, no secret."""

    def register(rows: Rows) -> Rows:
        _sorts.append(Sort(name, label, rows, fields))
        return rows

    return register


def forgets(forget: Forget, *fields: str) -> None:
    """Register `forget(person, erase=…)`, called in the closing transaction while the person is still there.

    With `erase` their posts and words go too. Called again it does no more.
    """
    _forgetting.append((forget, fields))


def asks_first(check: Callable[[Any], None]) -> None:
    _first.append(check)


def collect(person: Any) -> tuple[list[tuple[Sort, list[Row]]], Files]:
    """All rows of a person, in the order of the packages, and the files they name."""
    files = Files()
    found = [(sort, list(sort.rows(person, files))) for sort in reversed(_sorts)]  # a photo belongs to its post first
    return found[::-1], files


def refuse(person: Any) -> None:
    """Raises NotAllowed while something has to be done before the account can be closed."""
    for check in _first:
        check(person)


def forget(person: Any, *, erase: bool) -> None:
    """Let everything go that deleting the account's row would leave. Call in that transaction, before it."""
    for one, _fields in reversed(_forgetting):
        one(person, erase=erase)


def given_fields() -> set[str]:
    return {name for sort in _sorts for name in sort.fields}


def forgotten_fields() -> set[str]:
    return {name for _forget, fields in _forgetting for name in fields}
