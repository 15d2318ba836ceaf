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
            "path": path_of(ward.outline),
            "x": x_of(ward.lng),
            "y": y_of(ward.lat),
        }
        for ward in Ward.objects.light()
    ]
    rivers = [{"width": round(10 * river.width, 1), "path": lines_of(river.lines)} for river in River.objects.all()]
    return {"wards": wards, "rivers": rivers, "width": round(WIDTH), "height": HEIGHT}


def _step(count: int, most: int) -> int:
    return 0 if not count else 1 + min(STEPS - 1, count * STEPS // (most + 1))


def path_of(outline: list) -> str:
    """A ward's shape, as an SVG path."""
    return " ".join(_path(ring, closed=True) for polygon in outline for ring in polygon)


def lines_of(lines: list) -> str:
    return " ".join(_path(line, closed=False) for line in lines)


def _path(line: list[list[float]], *, closed: bool) -> str:
    points = " ".join(f"{x_of(lng)},{y_of(lat)}" for lng, lat in line)
    return f"M{points}{'Z' if closed else ''}"


def x_of(lng: float) -> float:
    return round((lng - WEST) * SQUEEZE * SCALE, 1)


def y_of(lat: float) -> float:
    return round((NORTH - lat) * SCALE, 1)
