"""The outbox: work written in an act's transaction and done afterwards by the worker.

    put(...)  in the transaction ──▶ OutboxItem ──▶ drain() leases one, calls the channel's handler,
                                                    marks it done, or tries again later, or gives up

Handlers must be idempotent: a worker that dies between doing and marking does the work again.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, Q, Value, When

from .clock import now
from .models import OutboxItem

log = logging.getLogger(__name__)

Handler = Callable[[dict[str, Any]], None]
LEASE = timedelta(minutes=2)
LAST = 2
MOST_ATTEMPTS = 20  # with the waits below: about two days
_handlers: dict[str, Handler] = {}
_ranks: dict[str, int] = {}


class GiveUp(Exception):
    """Raised by a handler when trying again cannot help."""


class Later(Exception):
    """Raised by a handler when now is not the time, for no fault of this piece: it waits without losing a try."""

    def __init__(self, reason: str, *, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(reason)


def handles(channel: str, *, rank: int = LAST) -> Callable[[Handler], Handler]:
    """Register a handler: a function of the payload. What somebody sits and waits for has a lower rank: it is first."""

    def register(handler: Handler) -> Handler:
        _handlers[channel] = handler
        _ranks[channel] = rank
        return handler

    return register


def put(channel: str, payload: dict[str, Any], *, key: str | None = None, due_at: datetime | None = None) -> None:
    """Write one piece of work; the same `key` is written once."""
    OutboxItem.objects.bulk_create(
        [OutboxItem(channel=channel, payload=payload, key=key, due_at=due_at or now())],
        ignore_conflicts=key is not None,
    )


def drain(*, most: int = 20, seconds: float = 3600) -> int:
    """Do up to `most` pieces of due work, none begun after `seconds`; returns how many were tried."""
    begun = time.monotonic()
    for done in range(most):
        if time.monotonic() - begun > seconds:
            return done
        item = _lease()
        if item is None:
            return done
        _do(item)
    return most


def hurry(*channels: str) -> None:
    """What was put off may go on now: what stood in its way is gone."""
    late = OutboxItem.objects.filter(channel__in=channels, done_at=None, failed_at=None, due_at__gt=now())
    late.exclude(error="").update(due_at=now())


def _due():
    moment = now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=moment)
    return OutboxItem.objects.filter(free, done_at__isnull=True, failed_at__isnull=True, due_at__lte=moment)


def _lease() -> OutboxItem | None:
    """One piece at a time: a lease then outlasts the work, however slow the mail server is."""
    if not _due().exists():  # no write transaction while there is nothing to do
        return None
    with transaction.atomic():
        rank = Case(*(When(channel=name, then=Value(rank)) for name, rank in _ranks.items()), default=Value(LAST))
        rows = _due().order_by(rank, "pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        item = rows.first()
        if item is not None:
            OutboxItem.objects.filter(pk=item.pk).update(leased_until=now() + LEASE)
    return item


def _do(item: OutboxItem) -> None:
    try:
        _handlers[item.channel](item.payload)
    except GiveUp as reason:
        _close(item, failed_at=now(), error=str(reason)[:300])
    except Later as reason:
        due = {"due_at": now() + reason.wait, "leased_until": None, "error": str(reason)[:300]}
        OutboxItem.objects.filter(pk=item.pk).update(**due)
    except Exception as reason:  # noqa: BLE001 - whatever a handler meets, the others must go on
        log.warning("outbox %s: %s", item, type(reason).__name__)
        _try_later(item, reason)
    else:
        _close(item, done_at=now())


def _try_later(item: OutboxItem, reason: Exception) -> None:
    item.attempts += 1
    if item.attempts >= MOST_ATTEMPTS:
        _close(item, failed_at=now(), error=repr(reason)[:300])
        return
    wait = min(timedelta(seconds=5) * 2 ** (item.attempts - 1), timedelta(hours=6))
    OutboxItem.objects.filter(pk=item.pk).update(
        attempts=item.attempts, due_at=now() + wait, leased_until=None, error=repr(reason)[:300]
    )


def _close(item: OutboxItem, **how: Any) -> None:
    """A finished letter keeps no words of anybody."""
    OutboxItem.objects.filter(pk=item.pk).update(payload={}, leased_until=None, **how)
