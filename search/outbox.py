"""The index follows the data: changes are noted in their own transaction and carried over by the worker.

The worker reads the present state of a thing, never what was noted, so order and repetition do not matter. It forgets
only the rows that it has read: a change that commits meanwhile has a row of its own and comes in the next round.
Workers carry over one after the other (`Engine.lock`), so that what was read last is what is written last.

A thing that cannot be carried over holds up nothing: the others go without it, it is tried again later and later, and
after MOST_ATTEMPTS set aside. Its next change, or `manage.py search_rebuild`, tries it anew.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.db import connection, transaction
from django.db.models import QuerySet

from .analysis.site import analyzer
from .clock import now
from .engines import engine
from .meaning import upkeep
from .models import IndexState, OutboxItem
from .registry import kinds, source_of, with_followers

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 8  # with the waits below: about two hours
FIRST_WAIT = timedelta(minutes=1)
AT_ONCE = 500


def record(kind: str, key: str | int) -> None:
    """This thing appeared, changed or went. Call inside the transaction that did it."""
    record_all(kind, [key])


def record_all(kind: str, keys: Iterable[str | int]) -> None:
    """The same for many things of one kind."""
    keys = [str(key) for key in keys]
    OutboxItem.objects.bulk_create(OutboxItem(kind=each, key=key) for each in with_followers(kind) for key in keys)


def drain(*, most: int = 200) -> int:
    """Carry up to `most` changes that are due into the index; returns how many were tried."""
    items = list(_due().filter(kind__in=kinds()).order_by("id")[:most])
    by_kind: dict[str, list[OutboxItem]] = defaultdict(list)
    for item in items:
        by_kind[item.kind].append(item)
    for kind, noted in by_kind.items():
        with transaction.atomic():
            failed = carry_over(kind, list({item.key for item in noted}))
            _try_later([item for item in noted if item.key in failed])
            OutboxItem.objects.filter(pk__in=[item.pk for item in noted if item.key not in failed]).delete()
    if items:
        upkeep.nudge()
    return len(items)


def renew() -> None:
    """When the index was made by another analysis (a new dictionary, a changed thesaurus): everything is due again."""
    name, fingerprint = connection.vendor, analyzer().fingerprint
    if IndexState.objects.filter(engine=name, fingerprint=fingerprint).exists():
        return
    with transaction.atomic():
        for kind in kinds():
            for keys in batched(source_of(kind).all_keys(), AT_ONCE):
                OutboxItem.objects.bulk_create(OutboxItem(kind=kind, key=key) for key in keys)
        made = {"fingerprint": fingerprint, "built_at": now()}
        IndexState.objects.update_or_create(engine=name, defaults=made)


def batched(keys: Iterable[str], size: int) -> Iterator[list[str]]:
    """The keys, so many at a time."""
    waiting = iter(keys)
    while some := list(islice(waiting, size)):
        yield some


def carry_over(kind: str, keys: list[str]) -> set[str]:
    """Make the index say about these things what their source says now; returns the keys for which it could not.

    Raises what the database raises when nothing can be written at all.
    """
    with transaction.atomic():
        engine().lock()
        failed = _carry_over(kind, keys)
        done = OutboxItem.objects.filter(kind=kind, key__in=set(keys) - failed)
        done.filter(attempts__gt=0).delete()  # those were read before, so what they noted is in the index now
    return failed


def forget(kind: str, keys: list[str]) -> None:
    """These things leave the index, whatever their source says, or when there is no source any more."""
    with transaction.atomic():
        engine().lock()
        engine().replace(kind, keys, [], analyzer())


def waiting() -> int:
    """How many changes have not been carried over yet; without those that were set aside."""
    return OutboxItem.objects.filter(attempts__lt=MOST_ATTEMPTS).count()


def _due() -> QuerySet[OutboxItem]:
    return OutboxItem.objects.filter(due_at__lte=now(), attempts__lt=MOST_ATTEMPTS)


def _carry_over(kind: str, keys: list[str]) -> set[str]:
    """All at once; when that fails, one by one. The caller holds the engine's lock."""
    try:
        with transaction.atomic():
            engine().replace(kind, keys, list(source_of(kind).documents(keys)), analyzer())
    except Exception:
        if not connection.is_usable():
            raise  # it is not the thing
        if len(keys) == 1:
            log.exception("%s %s cannot be indexed", kind, keys[0])
            return set(keys)
        return {failed for key in keys for failed in _carry_over(kind, [key])}
    return set()


def _try_later(items: list[OutboxItem]) -> None:
    for item in items:
        item.due_at = now() + FIRST_WAIT * 2**item.attempts
        item.attempts += 1
        if item.attempts == MOST_ATTEMPTS:
            log.error("%s %s is set aside: its next change or search_rebuild brings it back", item.kind, item.key)
    OutboxItem.objects.bulk_update(items, ["due_at", "attempts"])
