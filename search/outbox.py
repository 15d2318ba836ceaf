"""The index follows the data: changes are noted in their own transaction and carried over by the worker.

The worker reads the present state of the thing, never what was noted, so order and repetition do not matter. A row
that was noted again meanwhile (`turn` has moved on) stays for the next round.
"""

import logging
from collections import defaultdict

from django.db import transaction
from django.db.models import F

from .engines import engine
from .models import OutboxItem
from .registry import kinds, source_of

log = logging.getLogger(__name__)


def record(kind: str, key: str | int) -> None:
    """This thing appeared, changed or went. Call inside the transaction that did it."""
    noted = OutboxItem.objects.filter(kind=kind, key=str(key)).update(turn=F("turn") + 1)
    if not noted:
        OutboxItem.objects.bulk_create([OutboxItem(kind=kind, key=str(key))], ignore_conflicts=True)


def drain(*, most: int = 200) -> int:
    """Carry up to `most` changes into the index; returns how many were carried."""
    items = list(OutboxItem.objects.filter(kind__in=kinds()).order_by("id")[:most])
    by_kind: dict[str, list[OutboxItem]] = defaultdict(list)
    for item in items:
        by_kind[item.kind].append(item)
    for kind, noted in by_kind.items():
        _carry(kind, noted)
    return len(items)


def waiting() -> int:
    """How many changes have not been carried over yet."""
    return OutboxItem.objects.count()


def carry_over(kind: str, keys: list[str]) -> None:
    """Make the index say about these things what their source says now."""
    with transaction.atomic():
        engine().replace(kind, keys, list(source_of(kind).documents(keys)))


def _carry(kind: str, noted: list[OutboxItem]) -> None:
    with transaction.atomic():
        carry_over(kind, [item.key for item in noted])
        for item in noted:
            OutboxItem.objects.filter(pk=item.pk, turn=item.turn).delete()
