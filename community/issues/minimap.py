"""A small picture of where an issue is: its ward's outline and the place the public may know."""

import math
from typing import Any

from community.areas.reference import outlines

from .models import Issue, Precision

WIDTH, HEIGHT, MARGIN = 400, 220, 14


def minimap(issue: Issue) -> dict[str, Any] | None:
    """Path of the ward, and the point in the picture's units; None without a ward."""
    outline = outlines().get(issue.ward_id)
    if not outline:
        return None
    rings = [ring for polygon in outline for ring in polygon]
    longitudes = [lng for ring in rings for lng, _lat in ring]
    latitudes = [lat for ring in rings for _lng, lat in ring]
    squeeze = math.cos(math.radians(sum(latitudes) / len(latitudes)))
    wide, high = (max(longitudes) - min(longitudes)) * squeeze, max(latitudes) - min(latitudes)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
    left, top = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2

    def place(lng: float, lat: float) -> tuple[float, float]:
        return round(left + (lng - min(longitudes)) * squeeze * scale, 1), round(
            top + (max(latitudes) - lat) * scale, 1
        )

    paths = ["M" + " ".join(f"{x},{y}" for x, y in (place(lng, lat) for lng, lat in ring)) + "Z" for ring in rings]
    point = None if issue.shown_lat is None else place(issue.shown_lng, issue.shown_lat)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "path": " ".join(paths),
        "point": {"x": point[0], "y": point[1]} if point else None,
        "blurred": issue.precision != Precision.EXACT,
    }
