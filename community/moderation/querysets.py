from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Sum

from community.core.clock import now


class FlagQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def on(self, kind: str, number: int, part: int | None = None) -> Self:
        """Flags on a thing; with `part`, only those on that message of its talk (0: the thing itself)."""
        flags = self.filter(kind=kind, number=number)
        return flags if part is None else flags.filter(part=part)

    def weight(self) -> int:
        """How much they weigh together, in tenths."""
        return self.aggregate(sum=Sum("weight"))["sum"] or 0


class BanQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """Those that hold now: not lifted, and their end has not come."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=now()), lifted_at=None)


class TakedownQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """What is still hidden."""
        return self.filter(undone_at=None)

    def on(self, kind: str, number: int, part: int) -> Self:
        return self.filter(kind=kind, number=number, part=part)

    def known_to(self, user: Any) -> list[Any]:
        """This person's own, the latest first, without those on things that they may no longer know of."""
        from .registry import known

        rows = list(self.filter(author=user))
        seen = {kind: known(kind, numbers, user) for kind, numbers in _by_kind(rows).items()}
        return [row for row in rows if row.number in seen[row.kind]]


class AppealQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(decided_at=None)

    def with_cause(self) -> Self:
        return self.select_related("author", "ban", "ban__by", "takedown", "takedown__by", "decided_by")


def _by_kind(rows: Iterable[Any]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for row in rows:
        found.setdefault(row.kind, set()).add(row.number)
    return found
