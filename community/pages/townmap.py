"""One ward's towns as a drawn map: numbered circles, and the list that says the same."""

from typing import Any

from django.db.models import Count

from community.areas import wardmap
from community.areas.models import River, Town
from community.areas.reference import outlines
from community.issues.models import Issue

TOWNS, MARGIN = 5, 6.0  # towns that are named; units of the map around the ward


def town_map(ward: str) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """The towns with most open posts, and the picture of the ward with them; no picture without an outline."""
    towns = _busiest(ward)
    outline = outlines().get(ward)
    if not outline:
        return towns, None
    box = _box(outline)
    for town in towns:
        town |= {"x": wardmap.x_of(town.pop("lng")), "y": wardmap.y_of(town.pop("lat"))}
    rivers = River.objects.all()
    return towns, {
        "box": " ".join(str(round(value, 1)) for value in (box[0], box[1], box[2] - box[0], box[3] - box[1])),
        "unit": round((box[2] - box[0]) / 100, 3),
        "ward": wardmap.path_of(outline),
        "around": [
            wardmap.path_of(other) for code, other in outlines().items() if code != ward and _meet(box, _box(other))
        ],
        "rivers": [{"width": round(10 * river.width, 1), "path": wardmap.lines_of(river.lines)} for river in rivers],
    }


def _busiest(ward: str) -> list[dict[str, Any]]:
    open_posts = Issue.objects.listed().open().in_ward(ward).exclude(town="").order_by()
    counts = list(open_posts.values_list("town").annotate(n=Count("pk")).order_by("-n", "town")[:TOWNS])
    points = {town.name: town for town in Town.objects.filter(ward=ward, name__in=[name for name, _n in counts])}
    return [
        {"name": name, "count": count, "lat": points[name].lat, "lng": points[name].lng}
        for name, count in counts
        if name in points
    ]


def _box(outline: list) -> tuple[float, float, float, float]:
    points = [point for polygon in outline for ring in polygon for point in ring]
    xs, ys = [wardmap.x_of(lng) for lng, _lat in points], [wardmap.y_of(lat) for _lng, lat in points]
    return min(xs) - MARGIN, min(ys) - MARGIN, max(xs) + MARGIN, max(ys) + MARGIN


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
