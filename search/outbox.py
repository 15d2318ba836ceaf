"""The index follows the data: changes are noted in their own transaction and carried over by the worker.

The worker reads the present state of a thing, never what was noted, so order and repetition do not matter. It forgets
only the rows that it has read: a change that commits meanwhile has a row of its own and comes in the next round.
"""

from collections import defaultdict

from django.db import transaction

from .engines import engine
from .models import OutboxItem
from .registry import kinds, source_of


def record(kind: str, key: str | int) -> None:
    """This thing appeared, changed or went. Call inside the transaction that did it."""
    OutboxItem.objects.create(kind=kind, key=str(key))


def drain(*, most: int = 200) -> int:
    """Carry up to `most` changes into the index; returns how many were carried."""
    items = list(OutboxItem.objects.filter(kind__in=kinds()).order_by("id")[:most])
    by_kind: dict[str, list[OutboxItem]] = defaultdict(list)
    for item in items:
        by_kind[item.kind].append(item)
    for kind, noted in by_kind.items():
        with transaction.atomic():
            carry_over(kind, list({item.key for item in noted}))
            OutboxItem.objects.filter(pk__in=[item.pk for item in noted]).delete()
    return len(items)


def carry_over(kind: str, keys: list[str]) -> None:
    """Make the index say about these things what their source says now."""
    with transaction.atomic():
        engine().replace(kind, keys, list(source_of(kind).documents(keys)))


def waiting() -> int:
    """How many changes have not been carried over yet."""
    return OutboxItem.objects.count()
