"""The map: the same list beside it, and what stands where for its script.

There are a few thousand points at most: marks that would lie on each other are put together here, not by the database.
"""

import math
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.areas.wardmap import ward_map

from .cards import precision_of
from .filters import Filters
from .listing import list_context
from .models import Resource
from .reference import LOOKS

MOST_POINTS = 4000
PIXELS = 56  # two marks nearer than this are one
SQUEEZE = 0.82  # cosine of the latitude of Osaka
ICONS = {"person": "people", "thing": "box", "space": "building", "money": "yen", "facts": "info"}


def map_context(request: HttpRequest) -> dict[str, Any]:
    context = list_context(request, view="map")
    return context | {"ground": _ground(context["filters"], request.user), "tiles": settings.MAP_TILES}


def _ground(filters: Filters, user: Any) -> SafeString:
    """The wards as a drawing and as a list, each a link that narrows the list to it: how many are at home there."""
    listed = filters.apply(Resource.objects.visible_to(user).listed(), user=user, but="ward")
    counts = dict(listed.order_by().values_list("ward").annotate(Count("pk", distinct=True)))
    rest = filters.address(ward="", bbox="")
    context = {
        "map": ward_map({code: n for code, n in counts.items() if code}),
        "address": f"{rest}&ward=" if rest != "?" else "?ward=",
        "chosen": filters.ward,
    }
    return render_to_string("components/ward_map.html", context)


def points_of(filters: Filters, *, zoom: int, user: Any) -> dict[str, Any]:
    """Clusters with their count and middle; single ones also with what the map says of them."""
    listed = filters.apply(Resource.objects.visible_to(user).listed(), user=user).filter(lat__isnull=False)
    rows = list(listed.order_by("-pk").values_list("pk", "lat", "lng")[:MOST_POINTS])
    heaps = _heaps(rows, side=PIXELS * 360 / (256 * 2**zoom))
    said = _said({heap.numbers[0] for heap in heaps if len(heap.numbers) == 1}, user=user)
    points = [
        {"count": len(heap.numbers), "lat": round(heap.lat, 5), "lng": round(heap.lng, 5)}
        | (said.get(heap.numbers[0], {}) if len(heap.numbers) == 1 else {})
        for heap in heaps
    ]
    return {"count": len(rows), "points": points}


@dataclass
class Heap:
    """What lies so near together that one mark stands for all of it, at its middle."""

    lat: float
    lng: float
    numbers: list[int]

    def take(self, other: "Heap") -> None:
        mine, more = len(self.numbers), len(other.numbers)
        self.lat = (self.lat * mine + other.lat * more) / (mine + more)
        self.lng = (self.lng * mine + other.lng * more) / (mine + more)
        self.numbers += other.numbers


def _heaps(rows: list[tuple[int, float, float]], *, side: float) -> list[Heap]:
    """First by squares of that side (degrees of longitude), then what is nearer than that to a larger heap joins it."""
    squares: dict[tuple[int, int], Heap] = {}
    for pk, lat, lng in rows:
        square = (math.floor(lat / side / SQUEEZE), math.floor(lng / side))
        if square in squares:
            squares[square].take(Heap(lat, lng, [pk]))
        else:
            squares[square] = Heap(lat, lng, [pk])
    heaps: list[Heap] = []
    for heap in sorted(squares.values(), key=lambda heap: -len(heap.numbers)):
        near = next((one for one in heaps if _apart(one, heap) < side), None)
        if near is None:
            heaps.append(heap)
        else:
            near.take(heap)
    return heaps


def _apart(one: Heap, other: Heap) -> float:
    """In degrees of longitude."""
    return math.hypot((one.lat - other.lat) / SQUEEZE, one.lng - other.lng)


def _said(numbers: set[int], *, user: Any) -> dict[int, dict[str, Any]]:
    found = Resource.objects.visible_to(user).filter(pk__in=numbers).select_related("ward").defer("ward__shape")
    return {
        resource.pk: {
            "number": resource.pk,
            "title": resource.label,
            "status": "",
            "label": str(resource.get_kind_display()),
            "solved": False,
            "icon": ICONS[LOOKS[resource.kind]],
            "place": "　".join(part for part in (resource.ward.label if resource.ward else "", resource.place) if part),
            "precision": precision_of(resource),
            "url": resource.get_absolute_url(),
        }
        for resource in found
    }
