"""What the worker does: tell people (`telling`), post their letters (`sending`), digests in the morning, forgetting."""

from datetime import timedelta

from django.db import transaction

from community.core import outbox
from community.core.clock import now
from community.core.jobs import daily, jobs, weekly

from ..models import Notice
from ..querysets import BATCH
from ..sorts import How
from . import sending  # noqa: F401 - importing registers its handler
from .telling import queue_letters

KEPT = timedelta(days=365)


@daily("08:00")
def daily_digest() -> None:
    """One letter to everybody with unread news who wants one a day."""
    _begin(How.DAILY)


@weekly(0, "08:00")
def weekly_digest() -> None:
    """One letter to everybody with unread news who wants one a week, on Mondays."""
    _begin(How.WEEKLY)


def _begin(how: str) -> None:
    """What was told by the morning that is due: a machine that was off sends the same letter later."""
    until = jobs[f"notifications.{how}_digest"].last_due(now())
    if Notice.objects.to_mail(how).filter(at__lte=until).exists():
        outbox.put("digest", {"how": how, "until": until.isoformat()}, key=f"digest:{how}:{until:%Y-%m-%d}")


@outbox.handles("digest")
def queue_digests(payload: dict[str, str]) -> None:
    """Find who has something waiting, a batch at a time."""
    what, last = {"digest": payload["how"], "until": payload["until"]}, 0
    while True:
        waiting = Notice.objects.to_mail(payload["how"]).filter(at__lte=payload["until"], user__gt=last)
        users = list(waiting.order_by("user").values_list("user_id", flat=True).distinct()[:BATCH])
        with transaction.atomic():
            queue_letters(what, users)
        if len(users) < BATCH:
            return
        last = users[-1]


@daily("03:40")
def forget_old_notices() -> None:
    """What was told more than a year ago."""
    Notice.objects.filter(at__lt=now() - KEPT).delete()
