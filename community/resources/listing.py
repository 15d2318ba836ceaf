"""One page of the list of resources: keyset paging by number, or by distance from a place."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.areas.geometry import metres
from community.areas.reference import wards
from community.taxonomy.models import HelpKind

from .cards import dressed
from .filterbar import bar_context
from .filters import Filters
from .models import Resource
from .querysets import ResourceQuerySet
from .reference import LOOKS

PAGE = 24


@dataclass(frozen=True)
class Page:
    resources: list[Resource]
    next: str  # a query string; empty where there is nothing more
    count: int


def list_context(request: HttpRequest, *, view: str = "list") -> dict[str, Any]:
    """Everything that the list's template needs for this address."""
    filters = Filters.read(request.GET)
    kinds = kind_tiles(filters, user=request.user)
    return {
        "filters": filters,
        "kinds": kinds,
        "listing": list_page(filters, user=request.user, placed=view == "map"),
        "bar": bar_context(filters),
        "views": views(filters, view),
        "path": request.path,
        "ward": wards().get(filters.ward),
    }


def list_page(filters: Filters, *, user: Any, placed: bool = False) -> Page:
    """The resources of one page; `placed`: only those that stand on the map."""
    fitting = filters.apply(Resource.objects.visible_to(user).listed(), user=user)
    fitting = fitting.filter(lat__isnull=False) if placed else fitting
    if filters.sort == "near" and filters.point:
        return _nearest_page(filters, fitting, filters.point)
    beyond = fitting.filter(pk__lt=int(filters.after)) if filters.after else fitting
    rows = list(beyond.with_card().newest()[: PAGE + 1])
    onward = filters.address(after=str(rows[PAGE - 1].pk)) if len(rows) > PAGE else ""
    return Page(dressed(rows[:PAGE]), onward, fitting.count())


def _nearest_page(filters: Filters, fitting: ResourceQuerySet, point: tuple[float, float]) -> Page:
    """As `list_page`, by distance: the order is made here, since no database knows it."""
    numbers = _nearest(fitting, point)
    begin = numbers.index(int(filters.after)) + 1 if filters.after and int(filters.after) in numbers else 0
    shown = numbers[begin : begin + PAGE]
    found = fitting.with_card().in_bulk(shown)
    onward = filters.address(after=str(shown[-1])) if len(numbers) > begin + PAGE else ""
    return Page(dressed(found[number] for number in shown if number in found), onward, len(numbers))


def _nearest(resources: ResourceQuerySet, point: tuple[float, float]) -> list[int]:
    """Numbers by the distance of where they are, or else of the middle of their home ward; a few thousand at most."""
    middles = {code: (ward.lat, ward.lng) for code, ward in wards().items()}
    rows = resources.order_by().values_list("pk", "lat", "lng", "ward")
    places = [(pk, (lat, lng) if lat is not None else middles.get(ward, point)) for pk, lat, lng, ward in rows]
    return [pk for pk, place in sorted(places, key=lambda row: (round(metres(*point, *row[1])), -row[0]))]


def kind_tiles(filters: Filters, *, user: Any) -> list[dict[str, Any]]:
    """The five kinds with how many of each there are, whatever kind is chosen now."""
    listed = filters.apply(Resource.objects.visible_to(user).listed(), user=user, but="kind")
    counts = dict(listed.order_by().values_list("kind").annotate(Count("pk", distinct=True)))
    return [
        {
            "label": kind.label,
            "look": LOOKS[kind],
            "count": counts.get(kind.value, 0),
            "current": filters.kind == kind.value,
            "url": filters.address(kind="" if filters.kind == kind.value else kind.value, code=""),
        }
        for kind in HelpKind
    ]


def views(filters: Filters, view: str) -> list[dict[str, Any]]:
    """The same as a list, on the map and by days: the three of the switch."""
    said = replace(filters, after="", bbox="", month="").address()
    said = said if said != "?" else ""
    names = {"list": (_("一覧"), "list"), "map": (_("地図"), "map"), "calendar": (_("カレンダー"), "calendar")}
    return [
        {"label": label, "icon": icon, "url": reverse(f"resources:{name}") + said, "current": name == view}
        for name, (label, icon) in names.items()
    ]
