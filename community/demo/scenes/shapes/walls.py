"""Garden walls of block, brick, sheet and board, and footpaths along the street."""

from __future__ import annotations

from ..palettes import Colour, lighter, mix
from ..stage import LEFT, RIGHT, Stage


def any_wall(stage: Stage, base: float, height: float, topic: str) -> None:
    """A wall across the whole picture, of the make this seed chose."""
    kind = stage.dice(f"{topic}/make").choice(("block", "block", "brick", "sheet", "plaster"))
    MAKES[kind](stage, LEFT, RIGHT, base, height)


def block_wall(stage: Stage, left: float, right: float, base: float, height: float) -> None:
    """A garden wall of concrete blocks with a coping."""
    colour = mix(stage.palette.wall, stage.palette.ground, 0.55)
    _coursed(stage, (left, right, base, height), colour, course=11, length=22)


def brick_wall(stage: Stage, left: float, right: float, base: float, height: float) -> None:
    """A wall of warm bricks."""
    colour = mix(stage.palette.wall, stage.tone("#C58E6E"), 0.5)
    _coursed(stage, (left, right, base, height), colour, course=14, length=30)


def sheet_wall(stage: Stage, left: float, right: float, base: float, height: float) -> None:
    """A hoarding of corrugated sheet."""
    colour = mix(stage.palette.wall, stage.tone("#8FA9AE"), 0.45)
    stage.canvas.rect(left, base - height, right - left, height, colour)
    x = left
    while x < right:
        stage.canvas.rect(x, base - height, 4, height, stage.palette.shade(colour, 0.1))
        x += 9
    for y in (base - height, base - height * 0.5, base - 6):
        stage.canvas.rect(left, y, right - left, 4, stage.palette.shade(colour, 0.28))


def plaster_wall(stage: Stage, left: float, right: float, base: float, height: float) -> None:
    """A plastered wall with a tiled top and a dark foot."""
    colour = mix(stage.palette.wall, stage.tone("#EBDFC4"), 0.4)
    stage.canvas.rect(left, base - height, right - left, height, colour)
    stage.canvas.rect(left, base - height * 0.2, right - left, height * 0.2, mix(colour, stage.palette.wood, 0.4))
    stage.canvas.rect(left, base - height - 6, right - left, 9, stage.palette.roof)
    stage.canvas.rect(left, base - height + 3, right - left, 3, stage.palette.shade(colour, 0.3))


def _coursed(
    stage: Stage, box: tuple[float, float, float, float], colour: Colour, *, course: float, length: float
) -> None:
    """A wall laid in courses, every second one shifted by half a stone."""
    left, right, base, height = box
    joint = stage.palette.shade(colour, 0.13)
    stage.canvas.rect(left, base - height, right - left, height, colour)
    rows = max(2, round(height / course))
    deep = height / rows
    for line in range(rows):
        top = base - height + line * deep
        stage.canvas.rect(left, top, right - left, 0.9, joint)
        x = left + (length / 2 if line % 2 else 0)
        while x < right:
            stage.canvas.rect(x, top, 0.9, deep, joint)
            x += length
    stage.canvas.rect(left, base - height - 3, right - left, 4, stage.palette.shade(colour, 0.24))


MAKES = {"block": block_wall, "brick": brick_wall, "sheet": sheet_wall, "plaster": plaster_wall}


def pavement(stage: Stage, top: float, *, kerb: float = 5) -> None:
    """A footpath across the picture with its kerb."""
    stage.band(top, top + kerb, lighter(stage.palette.ground, 0.08 if stage.palette.is_night else 0.25))
    stage.band(top + kerb, top + kerb + 2, stage.palette.shade(stage.palette.road, 0.25))
