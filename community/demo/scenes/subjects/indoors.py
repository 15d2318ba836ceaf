"""The inside of a room: wall, floor and window."""

from __future__ import annotations

from ..palettes import Colour, darker, lighter, mix
from ..stage import BOTTOM, Stage

PAINTS = ("#F3D3A2", "#DCE8EA", "#E3EAD9", "#F1E4D3", "#E6DEEA", "#F4EFE4")
FLOORS = ("#D9C7A8", "#C9A37A", "#CFD4D2", "#BFC7C4")


def room(stage: Stage, floor: float, *, paint: Colour | None = None) -> None:
    """Wall, skirting and floor, another paint with every seed unless one is given."""
    palette = stage.palette
    dice = stage.dice("room")
    chosen = mix(stage.tone(dice.choice(PAINTS)), palette.wall, 0.3)
    wall = paint or chosen
    if palette.is_night:
        wall = mix(wall, palette.lamplight, 0.14)
    stage.band(-80, floor, wall)
    stage.band(floor, BOTTOM, mix(palette.ground, stage.tone(dice.choice(FLOORS)), 0.6))
    stage.band(floor - 4, floor, darker(wall, 0.14))


def room_window(stage: Stage, x: float, y: float, width: float, height: float) -> None:
    """A window that shows the hour outside."""
    palette = stage.palette
    frame = lighter(palette.wall, 0.4)
    stage.canvas.rect(x - 4, y - 4, width + 8, height + 8, frame)
    stage.canvas.rect(x, y, width, height, palette.sky)
    dice = stage.dice(f"view/{x}")
    left = x
    while left < x + width:
        wide = min(dice.uniform(9, 18), x + width - left)
        high = height * dice.uniform(0.25, 0.6)
        stage.canvas.rect(left, y + height - high, wide, high, palette.far)
        left += wide
    stage.canvas.rect(x + width / 2 - 1.6, y, 3.2, height, frame)
    stage.canvas.rect(x, y + height * 0.5 - 1.2, width, 2.4, frame)
    stage.canvas.rect(x - 7, y + height + 3, width + 14, 5, palette.shade(frame, 0.16))
