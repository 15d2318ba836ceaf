"""What the home page shows of the board: real posts, real counts."""

from datetime import timedelta
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone

from community.core.clock import now
from community.issues.listing import STAMP, cards
from community.issues.models import Issue
from community.issues.workflow import SOLVED, Status

from .wardmap import ward_map

NEWEST, ANSWERED = 4, 3  # posts
FIGURES_LIVE = 60  # seconds


def home_context(request: HttpRequest) -> dict[str, Any]:
    issues = Issue.objects.visible_to(request.user).listed().newest()
    counts = figures()
    return {
        "latest": cards(issues.values_list(*STAMP)[:NEWEST], "issues/_card.html"),
        "answered": issues.with_card().answered()[:ANSWERED],
        "figures": counts,
        "map": ward_map(counts["open_by_ward"]),
    }


def figures() -> dict[str, Any]:
    """The city's counts of the last 30 days; at most a minute old, shared by the threads of this process."""
    kept = caches["pieces"].get("home-figures")
    if kept is None:
        kept = _count()
        caches["pieces"].set("home-figures", kept, timeout=FIGURES_LIVE)
    return kept


def _count() -> dict[str, Any]:
    month = Issue.objects.listed().filter(posted_at__gte=now() - timedelta(days=30))
    counts = month.aggregate(
        posted=Count("id"),
        answered=Count("id", filter=Q(first_answer_at__isnull=False)),
        solved=Count("id", filter=Q(status__in=SOLVED)),
        by_people=Count("id", filter=Q(status=Status.RESOLVED_BY_COMMUNITY)),
        people=Count("author", distinct=True),
    )
    return counts | {"open_by_ward": Issue.objects.open_by_ward(), "day": timezone.localdate()}
