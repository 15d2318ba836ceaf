"""Events as calendars understand them (RFC 5545): the same name for good, Osaka's time, nothing about anybody."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from django.http import HttpRequest
from django.utils import timezone

from community.areas.reference import wards
from community.core.clock import now
from community.core.reference import site_settings

from .events import place_of

OSAKA = ZoneInfo("Asia/Tokyo")
USUAL = timedelta(hours=2)  # of an event without an end


def calendar_of(events: Iterable[Any], request: HttpRequest) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//mycomi//events//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", site_settings().name)
    calendar.add("x-wr-timezone", OSAKA.key)
    areas = wards()
    for event in events:
        calendar.add_component(_entry(event, request, areas))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _entry(event: Any, request: HttpRequest, areas: dict[str, Any]) -> icalendar.Event:
    entry = icalendar.Event()
    changed = event.last_published_at or event.latest_revision_created_at or min(event.starts_at, now())
    entry.add("uid", f"{event.translation_key}@mycomi.event")
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("dtstart", timezone.localtime(event.starts_at, OSAKA))
    entry.add("dtend", timezone.localtime(event.ends_at or event.starts_at + USUAL, OSAKA))
    entry.add("summary", event.shown_title)
    entry.add("location", place_of(event, areas))
    entry.add("url", event.get_full_url(request))
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.shown_lead:
        entry.add("description", event.shown_lead)
    if event.lat is not None and event.lng is not None:
        entry.add("geo", (event.lat, event.lng))
    return entry
