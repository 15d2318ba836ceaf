"""Events as lists and their own page show them."""

from collections.abc import Iterable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from community.areas.reference import wards
from community.core.bilingual import open_to_all
from community.core.clock import now
from community.core.paging import page_of
from community.issues.minimap import minimap
from community.issues.models import Precision

from .calls import calls_for
from .challenges import challenges_of, counts_of
from .models import EventPage

PAGE = 20
KEPT = timedelta(days=90)  # so long a past event stays in calendars that subscribe


def open_events() -> QuerySet[Any]:
    """Events whose page anybody may open: published, and behind no password."""
    return open_to_all(EventPage.objects).defer_streamfields().select_related("picture")


def upcoming(events: QuerySet[Any], *, ward: str = "") -> QuerySet[Any]:
    """Those that are not over, the next one first; of a ward also those of the whole city."""
    events = events.filter(Q(ends_at__gte=now()) | Q(ends_at=None, starts_at__gte=now())).order_by("starts_at", "pk")
    return events.filter(Q(ward=None) | Q(ward=ward)) if ward else events


def coming_events() -> QuerySet[Any]:
    """What calendars hold: all that comes, and for a while what was."""
    return open_events().filter(starts_at__gte=now() - KEPT).order_by("starts_at")


def coming(request: HttpRequest, *, most: int, ward: str = "") -> list[dict[str, Any]]:
    return event_rows(upcoming(open_events(), ward=ward)[:most], request)


def event_rows(events: Iterable[Any], request: HttpRequest) -> list[dict[str, Any]]:
    areas = wards()
    return [{"event": event, "url": event.get_url(request), "place": place_of(event, areas)} for event in events]


def _with_challenges(rows: list[dict[str, Any]], user: Any) -> list[dict[str, Any]]:
    counts = counts_of([row["event"].pk for row in rows], user)
    return [row | {"challenges": counts.get(row["event"].pk, 0)} for row in rows]


def place_of(event: Any, areas: dict[str, Any]) -> str:
    ward = areas.get(event.ward_id)
    return "　".join(part for part in (ward.label if ward else "", event.shown_place) if part)


def event_index_context(request: HttpRequest) -> dict[str, Any]:
    """What comes, or with `?when=past` what was, the latest first."""
    areas, is_past = wards(), request.GET.get("when") == "past"
    ward = request.GET.get("ward", "") if request.GET.get("ward") in areas else ""
    events = upcoming(open_events(), ward=ward)
    if is_past:
        events = open_events().exclude(pk__in=upcoming(open_events()).order_by().values("pk")).order_by("-starts_at")
        events = events.filter(Q(ward=None) | Q(ward=ward)) if ward else events
    page = page_of(events, request.GET, size=PAGE)
    return {
        "paging": page,
        "rows": _with_challenges(event_rows(page["things"], request), request.user),
        "is_past": is_past,
        "ward": areas.get(ward),
        "ward_options": [(code, known.label) for code, known in areas.items()],
    }


def event_context(event: Any, request: HttpRequest) -> dict[str, Any]:
    spot = SimpleNamespace(ward_id=event.ward_id, shown_lat=event.lat, shown_lng=event.lng, precision=Precision.EXACT)
    has_spot = event.ward_id and event.lat is not None and event.lng is not None
    return {
        "place": place_of(event, wards()),
        "minimap": minimap(spot) if has_spot else None,
        "calls": calls_for(request.user, event=event) if event.pk else [],
        "challenges": challenges_of(event, request.user) if event.pk else [],
    }
