"""The index follows the data: an act puts its change into it and notes it, in its own transaction; the worker follows.

It reads the present state of a thing, never what was noted, so order and repetition do not matter. It forgets
only the rows that it has read: a change that commits meanwhile has a row of its own and comes in the next round.
Workers carry over one after the other (`Engine.lock`), so that what was read last is what is written last.

A thing that cannot be carried over holds up nothing: the others go without it, it is tried again later and later, and
in the end set aside. Its next change, or `manage.py search_rebuild`, tries it anew.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TypeVar

from django.conf import settings
from django.db import connection, transaction

from .analysis.site import analyzer
from .clock import now
from .engines import database
from .meaning import upkeep
from .models import Generation, IndexState, OutboxItem, ServerItem
from .registry import kinds, source_of, with_followers

log = logging.getLogger(__name__)
Thing = TypeVar("Thing")
AT_ONCE = 500
AT_ONE_GO = 20  # things that an act may put into the index itself


def record(kind: str, key: str | int) -> None:
    """This thing appeared, changed or went. Call inside the transaction that did it."""
    record_all(kind, [key])


def record_all(kind: str, keys: Iterable[str | int]) -> None:
    """The same for many things of one kind. A few are in the index with the commit, many come with the worker."""
    keys = [str(key) for key in keys]
    OutboxItem.objects.bulk_create(OutboxItem(kind=each, key=key) for each in with_followers(kind) for key in keys)
    if 0 < len(keys) <= AT_ONE_GO:
        _put_in(kind, keys)


def _put_in(kind: str, keys: list[str]) -> None:
    """As the things are at this moment of the act. What goes wrong is left to the worker, as kinds that follow are."""
    try:
        source = source_of(kind)
        if source.waits:
            return
        with transaction.atomic():
            database().replace(kind, keys, list(source.documents(keys)), analyzer())
    except Exception as error:
        if not connection.is_usable():
            raise
        # Without its message: PostgreSQL's may hold the text of a hidden post. The worker's own try says more.
        log.warning("%s %s could not be put into the index at once: %s", kind, keys, type(error).__name__)


def drain(*, most: int = 200) -> int:
    """Carry up to `most` changes that are due into the index; returns how many were tried."""
    items = list(OutboxItem.objects.due().filter(kind__in=kinds()).order_by("id")[:most])
    by_kind: dict[str, list[OutboxItem]] = defaultdict(list)
    for item in items:
        by_kind[item.kind].append(item)
    for kind, noted in by_kind.items():
        with transaction.atomic():
            failed = carry_over(kind, list({item.key for item in noted}))
            OutboxItem.objects.try_later(item for item in noted if item.key in failed)
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


def batched(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """The same, so many at a time."""
    waiting = iter(things)
    while some := list(islice(waiting, size)):
        yield some


def carry_over(kind: str, keys: list[str]) -> set[str]:
    """Make the index say about these things what their source says now; returns the keys for which it could not.

    Raises what the database raises when nothing can be written at all.
    """
    with transaction.atomic():
        database().lock()
        failed = _carry_over(kind, keys)
        done = OutboxItem.objects.filter(kind=kind, key__in=set(keys) - failed)
        done.filter(attempts__gt=0).delete()  # those were read before, so what they noted is in the index now
    return failed


def forget(kind: str, keys: list[str]) -> None:
    """These things leave the index, whatever their source says, or when there is no source any more."""
    with transaction.atomic():
        database().lock()
        database().replace(kind, keys, [], analyzer())
        _note_for_server(kind, keys)


def note_entries(names: Iterable[tuple[str, str]]) -> None:
    """These things (kind, key) are to be carried over, whoever found that out."""
    for some in batched(names, AT_ONCE):
        OutboxItem.objects.bulk_create(OutboxItem(kind=kind, key=key) for kind, key in some)


def note_documents(names: Iterable[tuple[str, str]]) -> None:
    """The same for their documents on the search server."""
    for some in batched(names, AT_ONCE):
        ServerItem.objects.bulk_create(ServerItem(kind=kind, key=key) for kind, key in some)


def drain_to_server() -> int:
    """Carry what is due to the search server, where there is one; returns how many documents were tried."""
    if not settings.ELASTICSEARCH_URL:
        _without_server()
        return 0
    from .engines.elastic import carrying

    return carrying.drain()


def waiting() -> int:
    """How many changes have not been carried over yet; without those that were set aside."""
    return OutboxItem.objects.waiting().count()


def _carry_over(kind: str, keys: list[str]) -> set[str]:
    """All at once; when that fails, one by one. The caller holds the engine's lock."""
    try:
        with transaction.atomic():
            database().replace(kind, keys, list(source_of(kind).documents(keys)), analyzer())
            _note_for_server(kind, keys)
    except Exception:
        if not connection.is_usable():
            raise  # it is not the thing
        if len(keys) == 1:
            log.exception("%s %s cannot be indexed", kind, keys[0])
            return set(keys)
        return {failed for key in keys for failed in _carry_over(kind, [key])}
    return set()


@cache
def _without_server() -> None:
    """Once a process: what the server holds is kept up by nobody, and will be made anew when there is one again."""
    Generation.objects.exclude(state=Generation.State.OLD).update(state=Generation.State.OLD)


def _note_for_server(kind: str, keys: list[str]) -> None:
    if settings.ELASTICSEARCH_URL:
        ServerItem.objects.bulk_create(ServerItem(kind=kind, key=key) for key in keys)
