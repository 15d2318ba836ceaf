"""How many posts other filters would show: on the ways to narrow a list, and on the ways out of an empty one."""

from typing import Any

from django.db.models import Count, Value
from django.db.models.functions import Coalesce

from ..filters import GROUPS, Filters
from ..models import Issue
from . import tally
from .clusters import is_told
from .regions import cover
from .triggers import CITY

NARROWED_BY = ("status", "ward", "category", "kind")


def counts(filters: Filters, *, user: Any, placed: bool = False) -> dict[str, dict[str, int]]:
    """Facet → value → how many posts there would be with that value instead of the one that is on.

    `placed`: only those that stand on the map.
    """
    return {facet: by(facet, filters, user=user, placed=placed) for facet in NARROWED_BY}


def by(facet: str, filters: Filters, *, user: Any, placed: bool = False) -> dict[str, int]:
    """The same of one facet; statuses also in their groups."""
    found = _by(facet, filters.without(facet), user=user, placed=placed)
    if facet == "status":
        found |= {name: sum(found.get(status, 0) for status in group) for name, group in GROUPS.items()}
    return {value: n for value, n in found.items() if value and n}


def count(filters: Filters, *, user: Any) -> int:
    """How many posts there are; when the posts themselves are counted, up to 1,001."""
    if not is_told(filters):
        return filters.apply(Issue.objects.visible_to(user).listed(), user=user).capped_count()
    return sum(_by("kind", filters, user=user).values())


def _by(facet: str, filters: Filters, *, user: Any, placed: bool = False) -> dict[str, int]:
    if not is_told(filters):
        return _of_posts(facet, filters, user=user)
    if not filters.regions:
        return tally.counts_by(facet, filters.facets | ({"cell__gte": 0} if placed else {"cell": CITY}))
    covered = cover(filters.regions)
    found = tally.counts_by(facet, filters.facets | {"cell__in": covered.inside})
    if covered.cut:
        for value, n in _of_posts(facet, filters, user=user, within=covered.cut).items():
            found[value] = found.get(value, 0) + n
    return found


def _of_posts(facet: str, filters: Filters, *, user: Any, within: tuple[int, ...] | None = None) -> dict[str, int]:
    posts = filters.apply(Issue.objects.visible_to(user).listed(), user=user, by_cell=within is None)
    posts = posts.filter(cell__in=within) if within is not None else posts
    # Grouped by an expression: by the bare column a database would walk another index, and all posts of the city.
    rows = posts.order_by().annotate(value=Coalesce(facet, Value(""))).values_list("value")
    return dict(rows.annotate(Count("pk")))
