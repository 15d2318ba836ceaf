"""Writing to the one log of acts. Call inside the act's transaction."""

from typing import Any

from . import takedowns
from .models import JournalEntry


def record(
    *,
    act: str,
    by: Any,
    kind: str,
    number: int | str,
    ward: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
    key: str = "",
) -> JournalEntry:
    """Append one line. `by` is a User or None (the system itself); values of `before` and `after` must fit JSON.

    `key` names one press of a button: the same act on the same thing with the same key happens once.
    """
    entry = JournalEntry.objects.create(
        act=act,
        actor=getattr(by, "public_id", "") or "",
        kind=kind,
        number=str(number),
        ward=ward or "",
        before=before or {},
        after=after or {},
        note=note,
        key=key,
    )
    takedowns.note(entry)
    return entry


def already_done(*, act: str, by: Any, kind: str, number: int | str, key: str) -> bool:
    """Whether this press of the button has already had its effect."""
    done = JournalEntry.objects.filter(kind=kind, number=str(number), actor=by.public_id, act=act, key=key)
    return bool(key) and done.exists()


def entries_of(kind: str, number: int | str) -> list[JournalEntry]:
    """All acts on one thing, oldest first."""
    return list(JournalEntry.objects.filter(kind=kind, number=str(number)))
