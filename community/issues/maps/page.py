"""The map's page and its points, as templates and scripts take them."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.areas.reference import wards
from community.areas.wardmap import ward_map
from community.core import pieces
from community.taxonomy.reference import categories

from ..filterbar import bar_context, views
from ..filters import Filters
from ..listing import board_context
from ..models import Issue
from ..workflow import SOLVED, Status
from .clusters import clusters
from .counts import counts

USUAL_ZOOM = 12
GROUND = "components/ward_map.html"
POINT = ("number", "title", "kind", "status", "ward_id", "town", "address", "precision", "category_id")


def map_context(request: HttpRequest) -> dict[str, Any]:
    """As for the board, with counts on the ways to narrow it, and the places of the posts that are listed."""
    context = board_context(request, placed=True)
    filters, listing = context["filters"], context["listing"]
    told = counts(filters, user=request.user, placed=True)
    places = _places(listing.numbers, user=request.user)
    return context | {
        "bar": bar_context(filters, told),
        "views": views(filters, on_map=True),
        "posts": [
            {"card": card, "number": number, **places.get(number, {})}
            for card, number in zip(listing.cards, listing.numbers, strict=True)
        ],
        "ground": _ground(filters, told["ward"]),
        "tiles": settings.MAP_TILES,
    }


def _places(numbers: list[int], *, user: Any) -> dict[int, dict[str, Any]]:
    """What the public may know of each post's place."""
    rows = Issue.objects.visible_to(user).filter(number__in=numbers)
    return {
        number: {"lat": f"{lat:.5f}", "lng": f"{lng:.5f}", "precision": precision}
        for number, lat, lng, precision in rows.values_list("number", "shown_lat", "shown_lng", "precision")
    }


def _ground(filters: Filters, of_wards: dict[str, int]) -> SafeString:
    """The wards as a drawing and as a list, each a link that narrows the list to it."""
    name = pieces.name_of(GROUND, filters.of_all_pages, sorted(of_wards.items()))

    def make(_missing: list[str]) -> dict[str, str]:
        rest = filters.without("ward").address()
        address = f"{rest}&ward=" if rest != "?" else "?ward="
        return {name: render_to_string(GROUND, {"map": ward_map(of_wards), "address": address, "chosen": filters.ward})}

    if filters.is_endless:
        return SafeString(make([])[name])
    return pieces.render({name: str(hash(name))}, make)[name]


def zoom_in(words: str | None) -> int:
    """The zoom of a web map, of an address; anything odd is that of the whole city."""
    return int(words) if words and words.isascii() and words.isdecimal() and len(words) < 3 else USUAL_ZOOM


def points_of(filters: Filters, *, zoom: int, user: Any) -> dict[str, Any]:
    """Clusters with their count and middle; single posts also with what the map says of them."""
    found = clusters(filters, zoom=zoom, user=user)
    posts = _posts([cluster.number for cluster in found if cluster.number], user=user)
    return {
        "count": sum(cluster.count for cluster in found),
        "points": [
            {"count": cluster.count, "lat": cluster.lat, "lng": cluster.lng} | posts.get(cluster.number, {})
            for cluster in found
        ],
    }


def _posts(numbers: list[int], *, user: Any) -> dict[int, dict[str, Any]]:
    areas, kinds = wards(), categories()
    posts = {}
    for issue in Issue.objects.visible_to(user).listed().filter(number__in=numbers).only(*POINT):
        issue.ward = areas.get(issue.ward_id)
        posts[issue.number] = {
            "number": issue.number,
            "title": issue.title,
            "status": issue.status,
            "label": str(Status(issue.status).label) if issue.status else issue.get_kind_display(),
            "solved": issue.status in SOLVED,
            "icon": kinds[issue.category_id].icon if issue.category_id in kinds else "pin",
            "place": issue.place,
            "precision": issue.precision,
            "url": issue.get_absolute_url(),
        }
    return posts
