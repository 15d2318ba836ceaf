"""The table of what was not found: what is written into it and what staff read out of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, QuerySet, Sum
from django.utils import timezone

from .clock import now
from .models import Unanswered

MOST_A_DAY = 2_000  # different words; nobody fills the table with nonsense
KEPT, LOOKED_BACK = timedelta(days=90), timedelta(days=30)
OFTEN, DAYS = 2, 2  # times, and on so many days: what one person asked for once is nobody's business


def add(counts: Mapping[tuple[date, str], int]) -> None:
    """Adds up (day, words) → times. All or nothing, in one order, so that processes never wait for each other."""
    with transaction.atomic():
        room = {day: MOST_A_DAY - Unanswered.objects.filter(day=day).count() for day in {day for day, _words in counts}}
        for (day, words), count in sorted(counts.items()):
            if _raise(day, words, count) or room[day] <= 0:
                continue
            room[day] -= 1
            _row, is_new = Unanswered.objects.get_or_create(day=day, words=words, defaults={"count": count})
            if not is_new:  # another process was quicker
                _raise(day, words, count)


def forget_old() -> None:
    """Drops what is older than 90 days."""
    Unanswered.objects.filter(day__lt=_today() - KEPT).delete()


def asked_often() -> QuerySet[Any]:
    """Rows of `words, times, days`: what was asked for on two days or more of the last 30, the most asked first."""
    rows = Unanswered.objects.filter(day__gt=_today() - LOOKED_BACK).values("words")
    rows = rows.annotate(times=Sum("count"), days=Count("day")).filter(times__gte=OFTEN, days__gte=DAYS)
    return rows.order_by("-times", "-days", "words")


def _raise(day: date, words: str, count: int) -> bool:
    return bool(Unanswered.objects.filter(day=day, words=words).update(count=F("count") + count))


def _today() -> date:
    return timezone.localdate(now())
