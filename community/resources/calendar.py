"""The calendar: what can be had on which day of a month."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.core.clock import today
from community.taxonomy.models import HelpKind

from .days import has_hours, is_open_on
from .describing import WEEKDAYS
from .filterbar import bar_context
from .filters import Filters
from .listing import kind_tiles, views
from .models import Resource
from .reference import LOOKS

A_DAY, MOST_ARRANGED = 3, 12  # named in each cell, and below
AHEAD = 366  # days


@dataclass(frozen=True)
class CalendarDay:
    date: date
    resources: list[Resource]
    more: int
    url: str
    is_past: bool
    is_today: bool
    is_inside: bool  # of this month


def calendar_context(request: HttpRequest) -> dict[str, Any]:
    filters = Filters.read(request.GET)
    first = month_of(filters)
    resources = _with_days(filters, user=request.user)
    arranged = [resource for resource in resources if not has_hours(resource)]
    weeks = _weeks(first, [resource for resource in resources if has_hours(resource)], filters)
    return {
        "filters": filters,
        "kinds": kind_tiles(filters, user=request.user),
        "bar": bar_context(filters),
        "views": views(filters, "calendar"),
        "path": request.path,
        "first": first,
        "weekdays": [*WEEKDAYS[6:], *WEEKDAYS[:6]],
        "weeks": weeks,
        "days": [day for week in weeks for day in week if day.resources],
        "arranged": arranged[:MOST_ARRANGED],
        "arranged_more": max(len(arranged) - MOST_ARRANGED, 0),
        "arranged_url": filters.address(month="", on=""),
        "previous": _month(filters, first - timedelta(days=1)),
        "next": _month(filters, first + timedelta(days=31)),
    }


def month_of(filters: Filters) -> date:
    """The first day of the month that is asked for; this month where none is, or one too far away."""
    this = today().replace(day=1)
    if not filters.month:
        return this
    asked = date.fromisoformat(f"{filters.month}-01")
    return asked if this <= asked <= this + timedelta(days=AHEAD) else this


def _with_days(filters: Filters, *, user: Any) -> list[Resource]:
    listed = filters.apply(Resource.objects.visible_to(user).listed(), user=user, but="on")
    resources = list(listed.newest().prefetch_related("hours", "exceptions"))
    for resource in resources:
        resource.look = LOOKS[HelpKind(resource.kind)]
    return resources


def _weeks(first: date, resources: list[Resource], filters: Filters) -> list[list[CalendarDay]]:
    """Weeks from Sunday on. What can be had on few days stands first: what is there every day is found anyway."""
    weeks = calendar.Calendar(firstweekday=6).monthdatescalendar(first.year, first.month)
    ahead = [day for week in weeks for day in week if day.month == first.month and day >= today()]
    open_on = {resource: {day for day in ahead if is_open_on(resource, day)} for resource in resources}
    rarest = sorted(open_on, key=lambda resource: len(open_on[resource]))
    return [
        [_day(day, [one for one in rarest if day in open_on[one]], filters, first) for day in week] for week in weeks
    ]


def _day(day: date, open: list[Resource], filters: Filters, first: date) -> CalendarDay:
    is_inside = day.month == first.month
    return CalendarDay(
        date=day,
        resources=open[:A_DAY],
        more=max(len(open) - A_DAY, 0),
        url=filters.address(on=day.isoformat(), month=""),
        is_past=is_inside and day < today(),
        is_today=is_inside and day == today(),
        is_inside=is_inside,
    )


def _month(filters: Filters, day: date) -> dict[str, str] | None:
    this = today().replace(day=1)
    first = day.replace(day=1)
    if not this <= first <= this + timedelta(days=AHEAD):
        return None
    return {"label": _("%(month)d月") % {"month": first.month}, "url": filters.address(month=f"{first:%Y-%m}")}
