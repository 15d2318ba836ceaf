"""The desk's map, drawn on the server: the wards of this desk and the issues of the list, at their exact places.

Only for the desk: what the public may know of a place is another thing (`issues.minimap`).
"""

import math
from collections.abc import Callable, Iterable
from typing import Any

from community.areas.reference import outlines, wards
from community.core.visibility import desk_wards
from community.issues.models import Issue

WIDTH, MARGIN, TALLEST = 720, 16, 760
MOST_DOTS = 500
Shape = list[list[list[list[float]]]]  # polygons of rings of [longitude, latitude]
Place = Callable[[float, float], tuple[float, float]]


def desk_map(rows: list[Issue], others: Iterable[tuple[float, float]], wanted_ward: str, user: Any) -> dict[str, Any]:
    """Paths of the wards, a numbered point for each row with a place, and dots for what is on other pages."""
    areas, served = wards(), desk_wards(user)
    codes = [code for code in areas if code in served]
    codes = [wanted_ward] if wanted_ward in codes else codes
    shapes = {code: shape for code, shape in outlines().items() if code in codes}
    place, height = _projection(shapes.values())
    shown = [(nth, issue) for nth, issue in enumerate(rows, 1) if issue.lat is not None]
    return {
        "width": WIDTH,
        "height": height,
        "wards": [{"label": areas[code].label, "path": _path(shape, place)} for code, shape in shapes.items()],
        "points": [{"nth": nth, "issue": issue, **_point(issue.lng, issue.lat, place)} for nth, issue in shown],
        "dots": [_point(lng, lat, place) for lat, lng in others],
    }


def _projection(shapes: Iterable[Shape]) -> tuple[Place, int]:
    """Degrees to the picture's units, so that all these wards fit; and the picture's height."""
    points = [point for shape in shapes for polygon in shape for ring in polygon for point in ring]
    west, east = min(lng for lng, _lat in points), max(lng for lng, _lat in points)
    south, north = min(lat for _lng, lat in points), max(lat for _lng, lat in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * squeeze), (TALLEST - 2 * MARGIN) / (north - south))
    left = (WIDTH - (east - west) * squeeze * scale) / 2

    def place(lng: float, lat: float) -> tuple[float, float]:
        return round(left + (lng - west) * squeeze * scale, 1), round(MARGIN + (north - lat) * scale, 1)

    return place, round((north - south) * scale + 2 * MARGIN)


def _path(shape: Shape, place: Place) -> str:
    rings = (ring for polygon in shape for ring in polygon)
    return " ".join("M" + " ".join("{},{}".format(*place(lng, lat)) for lng, lat in ring) + "Z" for ring in rings)


def _point(lng: float, lat: float, place: Place) -> dict[str, float]:
    x, y = place(lng, lat)
    return {"x": x, "y": y}
