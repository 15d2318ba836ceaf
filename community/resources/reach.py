"""How far a thing reaches: which wards a circle touches."""

import math

from community.areas import geometry
from community.areas.reference import outlines

SMALLEST_RADIUS, LARGEST_RADIUS = 100, 20_000  # metres


def wards_within(lat: float, lng: float, radius: int) -> list[str]:
    """The codes of the wards that some part of the circle lies in."""
    reach = radius / geometry.METRES_PER_DEGREE
    return sorted(code for code, shape in outlines().items() if _distance(lat, lng, shape) <= reach)


def _distance(lat: float, lng: float, shape: list) -> float:
    """From a point to a ward, in degrees of latitude; nothing inside it."""
    if geometry.is_inside(lat, lng, shape):
        return 0.0
    squeeze = math.cos(math.radians(lat))
    flat = [[((x - lng) * squeeze, y - lat) for x, y in ring] for polygon in shape for ring in polygon]
    return min((_to_line(*a, *b) for ring in flat for a, b in zip(ring, ring[1:], strict=False)), default=math.inf)


def _to_line(x1: float, y1: float, x2: float, y2: float) -> float:
    """From the origin to the stretch between two points."""
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(x1 * dx + y1 * dy) / length))
    return math.hypot(x1 + along * dx, y1 + along * dy)
