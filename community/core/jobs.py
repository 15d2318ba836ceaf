"""Periodic jobs. Declared in a package's `tasks.py`, run by `manage.py worker` or `manage.py run_due`.

Times are of Osaka. A job that was missed (the machine was off) runs once, not once for every time it was missed.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from .models import JobRun

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    name: str
    work: Callable[[], None]
    period: timedelta
    at: time | None = None
    weekday: int | None = None  # Monday is 0

    def last_due(self, moment: datetime) -> datetime:
        """The latest time not after `moment` at which the job falls due."""
        if self.at is None:
            seconds = int(self.period.total_seconds())
            return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, tz=moment.tzinfo)
        local = timezone.localtime(moment)
        due = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        if self.weekday is not None:
            due -= timedelta(days=(due.weekday() - self.weekday) % 7)
        return due if due <= local else due - self.period


jobs: dict[str, Job] = {}


def every(*, minutes: int = 0, hours: int = 0) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Run the function at whole multiples of the period."""
    return _declare(timedelta(minutes=minutes, hours=hours), None)


def daily(at: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Run the function every day at `at` (HH:MM, Osaka)."""
    return _declare(timedelta(days=1), time.fromisoformat(at))


def weekly(weekday: int, at: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Run the function every week on that day (Monday is 0) at `at` (HH:MM, Osaka)."""
    return _declare(timedelta(days=7), time.fromisoformat(at), weekday)


def _declare(
    period: timedelta, at: time | None, weekday: int | None = None
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    def register(work: Callable[[], None]) -> Callable[[], None]:
        name = f"{work.__module__.removeprefix('community.').removesuffix('.tasks')}.{work.__name__}"
        jobs[name] = Job(name, work, period, at, weekday)
        return work

    return register


def run_due(moment: datetime) -> list[str]:
    """Run every job that fell due by `moment` and was not run since; returns their names."""
    return [job.name for job in jobs.values() if _claim(job, job.last_due(moment)) and _run(job)]


def _claim(job: Job, due: datetime) -> bool:
    """True for exactly one of several workers."""
    known = JobRun.objects.filter(pk=job.name).values_list("due_at", flat=True).first()
    if known is not None and known >= due:
        return False
    with transaction.atomic():
        run, made = JobRun.objects.select_for_update().get_or_create(pk=job.name, defaults={"due_at": due})
        if made or run.due_at < due:
            JobRun.objects.filter(pk=job.name).update(due_at=due)
            return True
    return False


def _run(job: Job) -> bool:
    try:
        job.work()
    except Exception:
        log.exception("job %s failed", job.name)
    return True
