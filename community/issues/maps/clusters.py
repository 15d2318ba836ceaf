"""Posts on a map, those that stand close together as one. Exact at every moment: nothing is kept.

Cells wholly inside what is asked for come from the tally; the posts of cells that an edge cuts are counted themselves,
and so are all when words or days narrow the list, which the tally does not know.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Func, IntegerField, Sum, Value

from ..filters import Filters
from ..models import Issue, Tally
from . import among, grid  # noqa: F401 - brings the lookup
from .regions import WHOLE, Cover, cover

MOST = 4000  # points and clusters in an answer
UNIT = 1e5  # of the tally's places in a degree
Sums = tuple[int, float, float, int]  # how many; of latitudes, longitudes, numbers


@dataclass(frozen=True)
class Cluster:
    """`number` is that of the post when it is only one, else 0; the middle is that of the posts, not of the cell."""

    count: int
    lat: float
    lng: float
    number: int


class Whole(Func):
    """The whole part of a number that is not negative."""

    output_field = IntegerField()
    template = "CAST(%(expressions)s AS integer)"

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list]:
        return self.as_sql(compiler, connection, template="CAST(floor(%(expressions)s) AS integer)", **extra)


def clusters(filters: Filters, *, zoom: int, user: Any) -> list[Cluster]:
    """Everything of these filters that has a place, in cells of about 64 pixels at this zoom; at most 4,000."""
    found = cells(filters, level=level_of(filters, zoom), user=user)
    return [
        Cluster(n, round(lat / n, 5), round(lng / n, 5), numbers if n == 1 else 0)
        for n, lat, lng, numbers in found.values()
    ]


def level_of(filters: Filters, zoom: int) -> int:
    """The level of the grid at this zoom, coarser where the region asked for is too large for it."""
    bounds = [region.bounds for region in (WHOLE, *filters.regions)]
    west, south = (max(edge[nth] for edge in bounds) for nth in (0, 1))
    east, north = (min(edge[nth] for edge in bounds) for nth in (2, 3))
    return grid.level_for(zoom, width=max(east - west, 0), height=max(north - south, 0), most=MOST)


def cells(filters: Filters, *, level: int, user: Any) -> dict[int, Sums]:
    """Cell of the level → how many posts, and the sums of their places and numbers."""
    covered = cover(filters.regions)
    parts = []
    if level > grid.BASE or not is_told(filters):
        parts.append(_of_posts(filters, covered.is_all, covered.cells, level, user))
    else:
        parts.append(_of_tally(filters, covered, level))
        if covered.cut:
            parts.append(_of_posts(filters, False, covered.cut, level, user))
    sums: dict[int, Sums] = {}
    for cell, *more in (row for part in parts for row in part):
        known = sums.get(cell, (0, 0.0, 0.0, 0))
        sums[cell] = tuple(one + other for one, other in zip(known, more, strict=True))  # type: ignore[assignment]
    return sums


def is_told(filters: Filters) -> bool:
    """Whether the tally knows all that these filters ask."""
    return not (filters.q or filters.has_dates)


def _of_tally(filters: Filters, covered: Cover, level: int) -> Iterable[tuple]:
    """By base cell, the order of the tally's index, so that nothing is sorted; the caller puts them together."""
    lines = Tally.objects.filter(**filters.facets)
    lines = lines.filter(cell__gte=0) if covered.is_all else lines.filter(cell__among=covered.inside)
    rows = lines.order_by().values_list("cell").annotate(Sum("n"), Sum("lat"), Sum("lng"), Sum("numbers"))
    coarser = 2 * (grid.BASE - level)
    return [(cell >> coarser, n, lat / UNIT, lng / UNIT, int(numbers)) for cell, n, lat, lng, numbers in rows if n]


def _of_posts(filters: Filters, is_all: bool, within: tuple[int, ...], level: int, user: Any) -> Iterable[tuple]:
    board = Issue.objects.visible_to(user).listed()
    if is_all:
        posts = filters.apply(board.filter(cell__gte=0), user=user, walk=True)
    else:
        posts = filters.in_cells(board, within, user=user)
    rows = posts.order_by().annotate(at=_cell(level)).values_list("at")
    return rows.annotate(Count("pk"), Sum("shown_lat"), Sum("shown_lng"), Sum("number"))


def _cell(level: int) -> Any:
    """The cell of a post: of coarse levels from its base cell, of finer ones from its place."""
    if level <= grid.BASE:
        return F("cell").bitrightshift(2 * (grid.BASE - level))
    parts = 2 ** (level - grid.BASE)
    column = Whole((F("shown_lng") - Value(grid.WEST)) / Value(grid.WIDTH / parts))
    row = Whole((F("shown_lat") - Value(grid.SOUTH)) / Value(grid.HEIGHT / parts))
    return row * Value(grid.SIDE * parts) + column
