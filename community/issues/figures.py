"""The board in figures, computed from what happened: per ward or per category, for a span of days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.utils import timezone

from .models import Issue
from .workflow import SOLVED, Status


@dataclass(frozen=True)
class Figures:
    """Counts of the posts of a span, and what became of them until now. `answer_days` is a median in days, or None."""

    posted: int = 0
    answered: int = 0
    solved_by_city: int = 0
    solved_by_people: int = 0
    answer_days: float | None = None

    @property
    def solved(self) -> int:
        return self.solved_by_city + self.solved_by_people


def figures_by(field: str, *, since: date, until: date) -> dict[str, Figures]:
    """`field` is `ward_id` or `category_id`; of listed posts made from `since` to `until` (both included)."""
    rows = Issue.objects.listed().filter(posted_at__gte=_begin(since), posted_at__lt=_begin(until + timedelta(days=1)))
    groups: dict[str, list[Any]] = defaultdict(list)
    for key, *facts in rows.order_by().values_list(field, "posted_at", "first_answer_at", "status"):
        groups[key].append(facts)
    return {key: _figures(facts) for key, facts in groups.items()}


def _figures(rows: Iterable[Any]) -> Figures:
    rows = list(rows)
    waits = [(answered - posted) / timedelta(days=1) for posted, answered, _status in rows if answered]
    by_people = sum(status == Status.RESOLVED_BY_COMMUNITY for *_times, status in rows)
    return Figures(
        posted=len(rows),
        answered=len(waits),
        solved_by_city=sum(status in SOLVED for *_times, status in rows) - by_people,
        solved_by_people=by_people,
        answer_days=round(median(waits), 1) if waits else None,
    )


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
