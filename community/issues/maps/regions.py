"""Parts of the map that a list is narrowed to. Points are what the public may know (`shown_lat`, `shown_lng`)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from django.db.models import F, Q, Value
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from community.areas.geometry import METRES_PER_DEGREE

from . import grid

USUAL_RADIUS, RADII = 500, range(50, 5001)  # metres


class Region(Protocol):
    @property
    def bounds(self) -> tuple[float, float, float, float]: ...
    def holds(self, lat: float, lng: float) -> bool: ...
    def touches(self, west: float, south: float, east: float, north: float) -> bool: ...
    def rows(self) -> Q: ...


@dataclass(frozen=True)
class Box:
    """Degrees; its edges belong to it."""

    west: float
    south: float
    east: float
    north: float

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        return self.west, self.south, self.east, self.north

    def holds(self, lat: float, lng: float) -> bool:
        return self.west <= lng <= self.east and self.south <= lat <= self.north

    def touches(self, west: float, south: float, east: float, north: float) -> bool:
        return west <= self.east and east >= self.west and south <= self.north and north >= self.south

    def rows(self) -> Q:
        """The posts in it, exactly. As expressions, so that no database walks an index by them: cells do that."""
        lat, lng = F("shown_lat") + Value(0.0), F("shown_lng") + Value(0.0)
        return (
            Q(GreaterThanOrEqual(lng, self.west))
            & Q(LessThanOrEqual(lng, self.east))
            & Q(GreaterThanOrEqual(lat, self.south))
            & Q(LessThanOrEqual(lat, self.north))
        )

    def grown(self, times: float) -> "Box":
        """The box so many times as wide and high about the same middle, inside the map."""
        across, along = (self.east - self.west) * (times - 1) / 2, (self.north - self.south) * (times - 1) / 2
        return Box(
            max(self.west - across, grid.WEST),
            max(self.south - along, grid.SOUTH),
            min(self.east + across, grid.EAST),
            min(self.north + along, grid.NORTH),
        )

    def __str__(self) -> str:
        return ",".join(f"{edge:.5f}" for edge in self.bounds)


@dataclass(frozen=True)
class Circle:
    """A point in degrees and metres around it."""

    lat: float
    lng: float
    radius: int = USUAL_RADIUS

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        high = self.radius / METRES_PER_DEGREE
        wide = high / self._squeeze
        return self.lng - wide, self.lat - high, self.lng + wide, self.lat + high

    def holds(self, lat: float, lng: float) -> bool:
        east, north = (lng - self.lng) * self._squeeze, lat - self.lat
        return east * east + north * north <= (self.radius / METRES_PER_DEGREE) ** 2

    def touches(self, west: float, south: float, east: float, north: float) -> bool:
        return self.holds(min(max(self.lat, south), north), min(max(self.lng, west), east))

    def rows(self) -> Q:
        east, north = (F("shown_lng") - self.lng) * self._squeeze, F("shown_lat") - self.lat
        nearer = LessThanOrEqual(east * east + north * north, (self.radius / METRES_PER_DEGREE) ** 2)
        return Box(*self.bounds).rows() & Q(nearer)

    @property
    def _squeeze(self) -> float:
        return math.cos(math.radians(self.lat))

    def __str__(self) -> str:
        radius = "" if self.radius == USUAL_RADIUS else f",{self.radius}"
        return f"{self.lat:.5f},{self.lng:.5f}{radius}"


@dataclass(frozen=True)
class Cover:
    """The base cells of some regions together: wholly inside, and cut by an edge."""

    inside: tuple[int, ...]
    cut: tuple[int, ...]

    @property
    def is_all(self) -> bool:
        return len(self.inside) == grid.SIDE**2

    @property
    def cells(self) -> tuple[int, ...]:
        return self.inside + self.cut


WHOLE = Box(grid.WEST, grid.SOUTH, grid.EAST, grid.NORTH)


@lru_cache(maxsize=256)
def cover(regions: Sequence[Region]) -> Cover:
    """The cells that posts in all of these regions can stand in; no regions are the whole map."""
    west, south, east, north = (
        edge(region.bounds[nth] for region in (WHOLE, *regions)) for nth, edge in enumerate((max, max, min, min))
    )
    inside, cut = [], []
    for row in range(*_span(south, north, grid.SOUTH, grid.HEIGHT)):
        for column in range(*_span(west, east, grid.WEST, grid.WIDTH)):
            edges = grid.edges_of(column, row)
            if all(region.touches(*edges) for region in regions):
                whole = all(region.holds(lat, lng) for region in regions for lat in edges[1::2] for lng in edges[::2])
                (inside if whole else cut).append(grid.number_of(column, row))
    return Cover(tuple(inside), tuple(cut))


def _span(low: float, high: float, origin: float, side: float) -> tuple[int, int]:
    """The columns or rows, as for `range`, that touch the stretch from `low` to `high`."""
    first, last = math.floor((low - origin) / side), math.floor((high - origin) / side)
    return max(first, 0), min(last, grid.SIDE - 1) + 1 if high >= low else 0


def box_in(words: str) -> Box | None:
    """`west,south,east,north` in degrees; None for anything else."""
    numbers = _numbers(words)
    if len(numbers) != 4:
        return None
    west, south, east, north = (round(number, 5) for number in numbers)
    is_box = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return Box(west, south, east, north) if is_box else None


def circle_in(words: str) -> Circle | None:
    """`lat,lng` in degrees, with or without a radius in metres; None for anything else. An odd radius is 500."""
    place, rest = _numbers(",".join(words.split(",")[:2])), _numbers(words)[2:]
    if len(place) != 2 or abs(place[0]) > 85 or abs(place[1]) > 180:
        return None
    radius = int(rest[0]) if len(rest) == 1 and rest[0] in RADII else USUAL_RADIUS
    return Circle(round(place[0], 5), round(place[1], 5), radius)


def _numbers(words: str) -> list[float]:
    """The finite numbers between commas; none at all when one is not."""
    try:
        numbers = [float(word) for word in words.split(",")]
    except ValueError:
        return []
    return numbers if all(map(math.isfinite, numbers)) else []
