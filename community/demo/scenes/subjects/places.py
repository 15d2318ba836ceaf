"""The streets subjects happen in: alley, street front, lane along a wall."""

from __future__ import annotations

from ..shapes import houses, roads, sky, street, trees, walls
from ..stage import BOTTOM, LEFT, RIGHT, Stage


def alley(stage: Stage, view: roads.Perspective, *, left: float = 30, right: float = 370, topic: str = "alley") -> None:
    """A narrow street that runs away from us between houses."""
    sky.sky(stage)
    sky.skyline(stage, view.y + 2, tall=62)
    stage.band(view.y, BOTTOM, stage.palette.ground)
    for depth in (2.6, 1.5, 0.75):
        _pair_of_houses(stage, view, depth, left, right, topic)
    roads.road_ahead(stage, view, left, right)


def _pair_of_houses(stage: Stage, view: roads.Perspective, depth: float, left: float, right: float, topic: str) -> None:
    dice = stage.dice(f"{topic}/{depth}")
    size = view.size(depth)
    for edge, side in ((left - 26, -1), (right + 26, 1)):
        x, base = view.point(edge, BOTTOM, depth)
        width, height = dice.uniform(185, 240) * size, dice.uniform(205, 285) * size
        kind = dice.choice(houses.district(stage))
        corner = x - width if side < 0 else x
        houses.BUILDINGS[kind](stage.at(corner, base), width, height, f"{topic}/{depth}/{side}")


def street_front(stage: Stage, base: float, *, tall: float = 74, topic: str = "front") -> None:
    """A row of buildings across the street with a footpath, and the road before it."""
    sky.sky(stage)
    sky.skyline(stage, base + 2)
    dice = stage.dice(f"{topic}/gap")
    middle, wide = dice.uniform(120, 280), dice.choice((0, 34, 34, 60))
    spans = ((LEFT, middle - wide), (middle + wide, RIGHT)) if wide else ((LEFT, RIGHT),)
    stage.band(base - 6, BOTTOM, stage.palette.ground)
    houses.row(stage, base, spans, tall=tall, topic=topic, kinds=houses.district(stage))
    _gap_trees(stage, middle, base, wide, topic)
    if dice.random() < 0.4:
        _pole_line(stage, base + 8, dice.choice((20, 60, 340, 380)))
    if dice.random() < 0.35:
        street.vending_machine(stage.at(dice.uniform(40, 340), base + 3, scale=0.42))
    walls.pavement(stage, base, kerb=9)
    stage.band(base + 11, BOTTOM, stage.palette.road)


def _gap_trees(stage: Stage, middle: float, base: float, wide: float, topic: str) -> None:
    """The trees of the small green between two houses."""
    if wide:
        trees.tree(stage.at(middle - wide * 0.4, base, scale=0.62), f"{topic}/1")
        trees.tree(stage.at(middle + wide * 0.4, base, scale=0.5), f"{topic}/2")
    if wide > 50:
        trees.tree(stage.at(middle, base, scale=0.74), f"{topic}/3")


def _pole_line(stage: Stage, base: float, x: float) -> None:
    street.utility_pole(stage.at(x, base, scale=0.62))
    for end in (x - 470, x + 470):
        street.wires(stage, (x, base - 138), (end, base - 138), count=2, sag=24)


def back_wall(stage: Stage, base: float, height: float, *, topic: str = "wall") -> None:
    """A wall along a lane, of another make with every seed, and what grows behind it."""
    sky.sky(stage)
    sky.skyline(stage, base - height + 8, tall=60)
    dice = stage.dice(topic)
    kinds = houses.district(stage)
    houses.row(stage, base - height * 0.4, ((LEFT, dice.uniform(90, 150)),), tall=96, topic=topic, kinds=kinds)
    trees.tree(stage.at(dice.uniform(285, 345), base - height * 0.3, scale=1.15), topic)
    walls.any_wall(stage, base, height, topic)
    stage.band(base, BOTTOM, stage.palette.ground)
