"""What the map asks for: boxes at every zoom, as a screen of 700 × 850 pixels shows them, anywhere in the city."""

import random
import time
from typing import Any

from community.core import pagecache

from .pages import request

MIDDLE = (34.69, 135.50)
SPAN = (0.06, 0.07)  # degrees that the middle may lie beside it
WIDE, HIGH = 700, 850  # pixels
ZOOMS = range(11, 19)
MORE = ("", "", "&category=light", "&status=open", "&ward=27127&status=solved")
NARROWED = {
    "near": "near=34.7044,135.5119",
    "bbox": "bbox=135.48,34.67,135.52,34.71",
    "since": "since=2026-09-01",
    "until": "until=2026-06-01",
}


def around(zoom: int, lat: float = MIDDLE[0], lng: float = MIDDLE[1]) -> str:
    """The box that a screen shows at this zoom."""
    across, along = (side * 360 / 2 ** (zoom + 8) / 2 for side in (WIDE, HIGH * 0.82))
    return f"bbox={lng - across:.5f},{lat - along:.5f},{lng + across:.5f},{lat + along:.5f}"


def anywhere(handler: Any, *, boxes: int = 60) -> dict[str, float]:
    """CPU milliseconds that 19 of 20 boxes stay under, and the slowest; each box is asked for once."""
    chance = random.Random(11)
    spent, points = [], 0
    for nth in range(boxes):
        zoom = ZOOMS[nth % len(ZOOMS)]
        lat, lng = (middle + chance.uniform(-span, span) for middle, span in zip(MIDDLE, SPAN, strict=True))
        address = f"/issues/map/points/?zoom={zoom}&{around(zoom, lat, lng)}{chance.choice(MORE)}"
        pagecache._shelf.__dict__.clear()
        begun = time.process_time_ns()
        status, content = request(handler, address)
        spent.append((time.process_time_ns() - begun) / 1e6)
        assert status == 200, (address, status)
        points = max(points, content.count(b'"count": ') - 1)
    spent.sort()
    return {"p95": round(spent[int(boxes * 0.95)], 1), "worst": round(spent[-1], 1), "points": points}
