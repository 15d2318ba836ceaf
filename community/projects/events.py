"""Events as lists and their own page show them."""

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
from .models import EventPage

PAGE = 20


def open_events() -> QuerySet[Any]:
    """Events whose page anybody may open: published, and behind no password."""
    return open_to_all(EventPage.objects).defer_streamfields().select_related("picture")


def upcoming(events: QuerySet[Any], *, ward: str = "") -> QuerySet[Any]:
    """Those that are not over, the next one first; of a ward also those of the whole city."""
    events = events.filter(Q(ends_at__gte=now()) | Q(ends_at=None, starts_at__gte=now())).order_by("starts_at", "pk")
    return events.filter(Q(ward=None) | Q(ward=ward)) if ward else events


def coming(request: HttpRequest, *, most: int, ward: str = "") -> list[dict[str, Any]]:
    return [event_row(event, request) for event in upcoming(open_events(), ward=ward)[:most]]


def event_row(event: Any, request: HttpRequest) -> dict[str, Any]:
    return {"event": event, "url": event.get_url(request), "place": place_of(event)}


def place_of(event: Any) -> str:
    ward = wards().get(event.ward_id)
    return "　".join(part for part in (ward.label if ward else "", event.shown_place) if part)


def event_index_context(request: HttpRequest) -> dict[str, Any]:
    """What comes, or with `?when=past` what was, the latest first."""
    ward, is_past = request.GET.get("ward", ""), request.GET.get("when") == "past"
    ward = ward if ward in wards() else ""
    events = upcoming(open_events(), ward=ward)
    if is_past:
        events = open_events().exclude(pk__in=upcoming(open_events()).order_by().values("pk")).order_by("-starts_at")
        events = events.filter(Q(ward=None) | Q(ward=ward)) if ward else events
    page = page_of(events, request.GET, size=PAGE)
    return {
        "paging": page,
        "rows": [event_row(event, request) for event in page["things"]],
        "is_past": is_past,
        "ward": wards().get(ward),
        "ward_options": [(code, known.label) for code, known in wards().items()],
    }


def event_context(event: Any, request: HttpRequest) -> dict[str, Any]:
    spot = SimpleNamespace(ward_id=event.ward_id, shown_lat=event.lat, shown_lng=event.lng, precision=Precision.EXACT)
    has_spot = event.ward_id and event.lat is not None and event.lng is not None
    return {
        "place": place_of(event),
        "minimap": minimap(spot) if has_spot else None,
        "calls": calls_for(request.user, event=event) if event.pk else [],
    }
