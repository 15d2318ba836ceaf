"""What a ward's page shows: its figures beside the city's middle, its map, its posts, its office."""

from datetime import timedelta
from statistics import median
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone

from community.areas.reference import wards
from community.core import workdays
from community.core.clock import now, today
from community.issues.cards import STAMP, cards
from community.issues.figures import Figures, figures_by
from community.issues.models import Issue

from .news import latest_news
from .themes import open_themes
from .townmap import town_map

DAYS, LIVE = 30, 60  # days that are counted; seconds that counts are kept
NEWS, LATEST, ANSWERED = 4, 5, 3


def ward_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    code, ward = page.ward_id, wards()[page.ward_id]
    issues = Issue.objects.visible_to(request.user).listed().in_ward(code)
    towns, picture = town_map(code)
    return {
        "ward": ward,
        "open_count": issues.open().capped_count(),
        "solved_count": issues.solved().filter(closed_at__gte=now() - timedelta(days=7)).count(),
        "figures": ward_figures()[code],
        "day": today(),
        "news": latest_news(request, most=NEWS, ward=code),
        "hours": page.hours,
        "is_open_now": is_open_now(page.hours),
        "towns": towns,
        "map": picture,
        "answered": issues.with_card().answered()[:ANSWERED],
        "latest": cards(issues.newest().values_list(*STAMP)[:LATEST], level=3),
        "themes": open_themes(request, ward=code, most=2),
    }


def ward_figures() -> dict[str, dict[str, Any]]:
    """Ward code → its figures of 30 days and the median of all wards; at most a minute old."""
    return caches["pieces"].get_or_set("ward-figures", _count, timeout=LIVE)


def _count() -> dict[str, dict[str, Any]]:
    found = figures_by("ward_id", since=today() - timedelta(days=DAYS - 1), until=today())
    of_all = [found.get(code, Figures()) for code in wards()]
    waits = [figures.answer_days for figures in of_all if figures.answer_days is not None]
    middle = {
        "posted": median(figures.posted for figures in of_all),
        "solved": median(figures.solved for figures in of_all),
        "by_people": median(figures.solved_by_people for figures in of_all),
        "answer_days": median(waits) if waits else None,
    }
    middle = {name: _short(value) for name, value in middle.items()}
    return {code: {"own": figures, "middle": middle} for code, figures in zip(wards(), of_all, strict=True)}


def _short(value: float | None) -> float | int | None:
    """A median as people write it: 3, or 2.5."""
    if value is None:
        return None
    value = round(value, 1)
    return int(value) if value == int(value) else value


def is_open_now(hours: Any) -> bool:
    """Whether a weekly row of the desk's hours holds at this moment; on holidays none does."""
    local = timezone.localtime(now())
    rows = [row.value for row in hours if str(local.weekday()) in row.value["weekdays"]]
    fits = any(row["opens"] <= local.time() < row["closes"] for row in rows)
    return fits and workdays.is_workday(local.date())
