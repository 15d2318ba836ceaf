"""What the home page shows of the board: real posts, real counts."""

from datetime import timedelta
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from community.areas.wardmap import ward_map
from community.core import pieces
from community.core.clock import now, today
from community.issues.cards import CARD, STAMP, cards
from community.issues.models import Issue
from community.issues.workflow import SOLVED, Status
from community.projects.events import coming
from community.projects.stories import latest_story

from .news import latest_news
from .themes import open_themes

MAP = "components/ward_map.html"
NEWEST, ANSWERED = 4, 3  # posts
NEWS, EVENTS = 3, 3
FIGURES_LIVE = 60  # seconds


def home_context(request: HttpRequest) -> dict[str, Any]:
    issues = Issue.objects.visible_to(request.user).listed().newest()
    counts = figures()
    return {
        "latest": cards(issues.values_list(*STAMP)[:NEWEST], CARD, level=3),
        "answered": issues.with_card().answered()[:ANSWERED],
        "figures": counts,
        "map": _map(counts["open_by_ward"], f"{reverse('issues:board')}?ward="),
        "news": latest_news(request, most=NEWS),
        "themes": open_themes(request, most=1),
        "events": coming(request, most=EVENTS),
        "story": latest_story(request),
    }


def wards_map() -> SafeString:
    """The same map, leading to the wards' own pages."""
    return _map(figures()["open_by_ward"], "/wards/", "/")


def _map(counts: dict[str, int], address: str, after: str = "") -> SafeString:
    """The map with its list as HTML; drawn anew only when a count has changed."""
    name = pieces.name_of(MAP, address, hash(tuple(sorted(counts.items()))))

    def draw(_missing: list[str]) -> dict[str, str]:
        drawn = {"map": ward_map(counts), "address": address, "after": after, "chosen": ""}
        return {name: render_to_string(MAP, drawn)}

    return pieces.render({name: name}, draw)[name]


def figures() -> dict[str, Any]:
    """The city's counts of the last 30 days; at most a minute old, shared by the threads of this process."""
    return caches["pieces"].get_or_set("home-figures", _count, timeout=FIGURES_LIVE)


def _count() -> dict[str, Any]:
    month = Issue.objects.listed().filter(posted_at__gte=now() - timedelta(days=30))
    counts = month.aggregate(
        posted=Count("id"),
        answered=Count("id", filter=Q(first_answer_at__isnull=False)),
        solved=Count("id", filter=Q(status__in=SOLVED)),
        by_people=Count("id", filter=Q(status=Status.RESOLVED_BY_COMMUNITY)),
        people=Count("author", distinct=True),
    )
    return counts | {"open_by_ward": Issue.objects.open_by_ward(), "day": today()}
