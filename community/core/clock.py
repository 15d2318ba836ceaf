"""The only source of time, so that tests can hold the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """The present moment, aware."""
    return _held.get() or timezone.now()


def today() -> date:
    """The present day in Osaka."""
    return timezone.localdate(now())


def begin_of(day: date) -> datetime:
    """Midnight in Osaka, with which the day begins, aware."""
    return timezone.make_aware(datetime.combine(day, time.min))


@contextmanager
def held(moment: datetime) -> Iterator[datetime]:
    """Within the block `now()` is `moment` (aware)."""
    token = _held.set(moment)
    try:
        yield moment
    finally:
        _held.reset(token)
