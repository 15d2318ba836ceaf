"""Points and shapes. Degrees of WGS 84 in, metres out; good for the size of a city."""

import math
from functools import lru_cache

Ring = list[list[float]]
METRES_PER_DEGREE = 111_320.0


def metres(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """The distance of two points near each other (flat within 0.1 % over Osaka)."""
    east = (other_lng - lng) * math.cos(math.radians((lat + other_lat) / 2))
    return math.hypot(east, other_lat - lat) * METRES_PER_DEGREE


def blurred(lat: float, lng: float, *, grid: float = 100.0) -> tuple[float, float]:
    """The centre of the `grid`-metre square that holds the point: the same for all points of the square."""
    step_lat = grid / METRES_PER_DEGREE
    row = math.floor(lat / step_lat)
    middle = (row + 0.5) * step_lat
    step_lng = grid / (METRES_PER_DEGREE * math.cos(math.radians(middle)))
    column = math.floor(lng / step_lng)
    return round(middle, 5), round((column + 0.5) * step_lng, 5)


def ward_at(lat: float, lng: float) -> str | None:
    """The code of the ward that holds the point by its exact shape; None outside Osaka."""
    for code, box, rings in _shapes():
        west, south, east, north = box
        if west <= lng <= east and south <= lat <= north and _inside(lat, lng, rings):
            return code
    return None


def is_inside(lat: float, lng: float, polygons: list[list[Ring]]) -> bool:
    """Whether the point lies in a shape as Ward keeps it."""
    return _inside(lat, lng, [ring for polygon in polygons for ring in polygon])


def _inside(lat: float, lng: float, rings: list[Ring]) -> bool:
    """Even–odd rule over all rings; a hole is a ring inside a ring."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
            if (y1 > lat) != (y2 > lat) and lng < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


@lru_cache(maxsize=1)
def _shapes() -> list[tuple[str, tuple[float, float, float, float], list[Ring]]]:
    """Every ward's box and rings, once a process; a reload of the shapes asks for a restart."""
    from .models import Ward

    shapes = []
    for code, polygons in Ward.objects.values_list("code", "shape"):
        rings = [ring for polygon in polygons for ring in polygon]
        longitudes = [x for ring in rings for x, _y in ring]
        latitudes = [y for ring in rings for _x, y in ring]
        box = (min(longitudes), min(latitudes), max(longitudes), max(latitudes))
        shapes.append((code, box, rings))
    return shapes
