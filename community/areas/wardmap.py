"""The map of the 24 wards as SVG paths, drawn on the server: no tiles, no script."""

import math
from typing import Any

from django.utils.translation import get_language

from .models import River, Ward

WEST, EAST, SOUTH, NORTH = 135.372, 135.604, 34.583, 34.772  # degrees; the frame of every map of ours
WIDTH = 600.0
SQUEEZE = math.cos(math.radians((SOUTH + NORTH) / 2))
SCALE = WIDTH / ((EAST - WEST) * SQUEEZE)
HEIGHT = round((NORTH - SOUTH) * SCALE)
STEPS = 5


def ward_map(counts: dict[str, int]) -> dict[str, Any]:
    """Wards with their path, label point and step (0 for none, 1–5 by count), and the rivers' paths."""
    most = max(counts.values(), default=0)
    wards = [
        {
            "ward": ward,
            "label": ward.label if get_language() != "en" else ward.romaji.removesuffix("-ku"),
            "count": counts.get(ward.code, 0),
            "step": _step(counts.get(ward.code, 0), most),
            "path": " ".join(_path(ring, closed=True) for polygon in ward.outline for ring in polygon),
            "x": _x(ward.lng),
            "y": _y(ward.lat),
        }
        for ward in Ward.objects.light()
    ]
    rivers = [
        {"width": round(10 * river.width, 1), "path": " ".join(_path(line, closed=False) for line in river.lines)}
        for river in River.objects.all()
    ]
    return {"wards": wards, "rivers": rivers, "width": round(WIDTH), "height": HEIGHT}


def _step(count: int, most: int) -> int:
    return 0 if not count else 1 + min(STEPS - 1, count * STEPS // (most + 1))


def _path(line: list[list[float]], *, closed: bool) -> str:
    points = " ".join(f"{_x(lng)},{_y(lat)}" for lng, lat in line)
    return f"M{points}{'Z' if closed else ''}"


def _x(lng: float) -> float:
    return round((lng - WEST) * SQUEEZE * SCALE, 1)


def _y(lat: float) -> float:
    return round((NORTH - lat) * SCALE, 1)
