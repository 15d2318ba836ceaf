"""Roads and ground in one-point perspective."""

from __future__ import annotations

from dataclasses import dataclass

from ..palettes import Colour, lighter, mix
from ..paths import Point
from ..stage import BOTTOM, LEFT, RIGHT, Stage


@dataclass(frozen=True)
class Perspective:
    """A vanishing point; depth 0 is the picture plane, depth 1 is half as large, 3 a quarter."""

    x: float
    y: float

    def point(self, x: float, y: float, depth: float) -> Point:
        """Where a point of the picture plane goes when it moves away from us."""
        size = self.size(depth)
        return (self.x + (x - self.x) * size, self.y + (y - self.y) * size)

    def size(self, depth: float) -> float:
        """How large a thing is at a depth."""
        return 1 / (1 + depth)

    def quad(self, left: float, right: float, y: float, near: float, far: float) -> list[Point]:
        """A piece of ground between two depths."""
        return [
            self.point(left, y, near),
            self.point(right, y, near),
            self.point(right, y, far),
            self.point(left, y, far),
        ]


def road_ahead(
    stage: Stage, view: Perspective, left: float, right: float, *, near: float = BOTTOM, kerb: float = 9
) -> None:
    """A road that runs away from us, with kerbs; left and right are its edges at the near line."""
    edge = lighter(stage.palette.ground, 0.1 if stage.palette.is_night else 0.3)
    stage.canvas.polygon([(view.x - 1, view.y), (view.x + 1, view.y), (right + kerb, near), (left - kerb, near)], edge)
    stage.canvas.polygon(
        [(view.x - 0.6, view.y), (view.x + 0.6, view.y), (right, near), (left, near)], stage.palette.road
    )


def dashes(
    stage: Stage,
    view: Perspective,
    x: float,
    width: float,
    *,
    y: float = BOTTOM,
    colour: Colour | None = None,
    count: int = 9,
) -> None:
    """A broken line down the road."""
    paint = colour or mix(stage.palette.road, stage.palette.paper, 0.75)
    for dash in range(count):
        start = dash * 0.62
        stage.canvas.polygon(view.quad(x - width / 2, x + width / 2, y, start, start + 0.3), paint)


def puddle(stage: Stage, x: float, y: float, rx: float, ry: float, topic: str, *, colour: Colour | None = None) -> None:
    """A patch of standing water with a lighter middle."""
    dice = stage.dice(f"puddle/{topic}")
    water = colour or mix(stage.palette.road, stage.palette.shallows, 0.7)
    shape = ((-1, 0.1), (-0.6, -0.8), (0.1, -0.95), (0.75, -0.7), (1, 0.15), (0.5, 0.9), (-0.2, 0.8), (-0.75, 0.75))
    rolled = [(px * dice.uniform(0.86, 1.12), py * dice.uniform(0.86, 1.1)) for px, py in shape]
    stage.canvas.blob([(x + px * rx, y + py * ry) for px, py in rolled], water)
    inner = lighter(water, 0.16)
    stage.canvas.blob([(x + px * rx * 0.66, y + py * ry * 0.6 - ry * 0.04) for px, py in rolled], inner)


def ripples(stage: Stage, box: tuple[float, float, float, float], count: int, topic: str) -> None:
    """Rings where rain falls into water."""
    dice = stage.dice(f"ripples/{topic}")
    left, top, right, bottom = box
    for _ in range(count):
        y = dice.uniform(top, bottom)
        size = 3 + 4 * (y - top) / max(bottom - top, 1)
        stage.canvas.loop(dice.uniform(left, right), y, size, size * 0.36, 0.8, lighter(stage.palette.shallows, 0.4))


def water_lines(
    stage: Stage, top: float, bottom: float, topic: str, *, count: int = 34, colour: Colour | None = None
) -> None:
    """Short light strokes on moving water."""
    dice = stage.dice(f"water/{topic}")
    for _ in range(count):
        depth = dice.random()
        y = top + (bottom - top) * depth
        length = 6 + 26 * depth * dice.uniform(0.5, 1.2)
        stage.canvas.rect(
            dice.uniform(LEFT, RIGHT),
            y,
            length,
            0.9 + depth,
            lighter(colour or stage.palette.water, dice.choice((0.14, 0.26, 0.38))),
            corner=0.9,
        )


def slabs(stage: Stage, view: Perspective, top: float, *, gap: float = 46, colour: Colour | None = None) -> None:
    """Joints of paving from a far edge to the viewer, running away from us and across."""
    joint = colour or stage.palette.shade(stage.palette.ground, 0.1)
    far = (BOTTOM - view.y) / (top - view.y) - 1
    for step in range(-14, 26):
        x = step * gap
        stage.canvas.line([(x, BOTTOM), view.point(x, BOTTOM, far)], 0.8, joint, blunt=True)
    for row in range(12):
        level = view.point(0, BOTTOM, row * 0.28)[1]
        if level > top:
            stage.canvas.rect(LEFT, level, RIGHT - LEFT, 0.8, joint)
