"""How many posts other filters would show: on the ways to narrow a list, and on the ways out of an empty one."""

from collections import defaultdict
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

    `placed`: only those that stand on the map. All facets that are not on are counted at once.
    """
    free = [facet for facet in NARROWED_BY if not getattr(filters, facet)]
    found = _by(free, filters, user=user, placed=placed) if free else {}
    for facet in NARROWED_BY:
        if facet not in found:
            found |= _by([facet], filters.without(facet), user=user, placed=placed)
    found["status"] |= {name: sum(found["status"].get(one, 0) for one in group) for name, group in GROUPS.items()}
    return {facet: {value: n for value, n in found[facet].items() if value and n} for facet in NARROWED_BY}


def count(filters: Filters, *, user: Any) -> int:
    """How many posts there are; when the posts themselves are counted, up to 1,001."""
    if not is_told(filters):
        return filters.apply(Issue.objects.visible_to(user).listed(), user=user).capped_count()
    return sum(_by(["kind"], filters, user=user)["kind"].values())


def _by(facets: list[str], filters: Filters, *, user: Any, placed: bool = False) -> dict[str, dict[str, int]]:
    """Each facet → value → how many posts of these filters."""
    found: dict[str, dict[str, int]] = {facet: defaultdict(int) for facet in facets}
    for *values, n in _rows(facets, filters, user=user, placed=placed):
        for facet, value in zip(facets, values, strict=True):
            found[facet][value] += n
    return {facet: dict(values) for facet, values in found.items()}


def _rows(facets: list[str], filters: Filters, *, user: Any, placed: bool) -> list[tuple]:
    if not is_told(filters):
        return _of_posts(facets, filters, user=user)
    if not filters.regions:
        return tally.counts_by(facets, filters.facets | ({"cell__gte": 0} if placed else {"cell": CITY}))
    covered = cover(filters.regions)
    rows = tally.counts_by(facets, filters.facets | {"cell__among": covered.inside}) if covered.inside else []
    return rows + (_of_posts(facets, filters, user=user, within=covered.cut) if covered.cut else [])


def _of_posts(facets: list[str], filters: Filters, *, user: Any, within: tuple[int, ...] | None = None) -> list[tuple]:
    board = Issue.objects.visible_to(user).listed()
    posts = filters.apply(board, user=user) if within is None else filters.in_cells(board, within, user=user)
    # Grouped by expressions: by bare columns a database would walk another index, and all posts of the city.
    values = {f"of_{facet}": Coalesce(facet, Value("")) for facet in facets}
    return list(posts.order_by().annotate(**values).values_list(*values).annotate(Count("pk")))
