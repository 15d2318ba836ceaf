"""The light truck that comes to help, and what is on it."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, lighter, mix
from ..shapes import litter, roads, sky, street, vehicles
from ..stage import BOTTOM, LEFT, Stage
from . import places
from .subject import Subject


def kei_truck(stage: Stage) -> None:
    """A light truck loaded to lend a hand."""
    palette = stage.palette
    dice = stage.dice("truck")
    if dice.random() < 0.5:
        places.street_front(stage, 176, tall=90, topic="truck")
    else:
        _by_the_river(stage)
    stage.band(176, 200, palette.ground)
    stage.band(196, 203, lighter(palette.ground, 0.25))
    stage.band(203, BOTTOM, palette.road)
    for x in range(-60, 460, 74):
        stage.canvas.rect(x, 284, 42, 4, mix(palette.road, palette.paper, 0.7))
    truck = stage.at(92, 262, scale=1.02)
    _load(truck)
    vehicles.light_truck(truck, stage.tone("#F4F3EE"))
    people.person(
        stage.at(330, 266, scale=0.94, flip=True),
        replace(people.adult(stage, "truck"), bag="", hat="cap", hat_colour="#5E8F6B"),
        "wave",
    )


def _by_the_river(stage: Stage) -> None:
    sky.sky(stage)
    sky.skyline(stage, 150, tall=84)
    stage.band(146, BOTTOM, stage.palette.water)
    roads.water_lines(stage, 150, 178, "truck", count=16)
    street.railing(stage, 186, 24, stage.palette.mid, left=LEFT, gap=12)


def _load(stage: Stage) -> None:
    """What is on the bed today."""
    dice = stage.dice("load")
    goods = ["cartons", "table", "drawers", "plant"]
    dice.shuffle(goods)
    for x, kind in zip((8, 54), goods, strict=False):
        LOADS[kind](stage.at(x, -54))
    _crates(stage.at(99, -54))


def _crates(stage: Stage) -> None:
    """Two folding crates, one on the other."""
    for y, colour in ((0, SPOT_RED), (-20, stage.tone("#E8E0CE"))):
        stage.canvas.rect(0, y - 19, 32, 19, colour, corner=1.5)
        stage.canvas.rect(0, y - 19, 32, 4, stage.palette.shade(colour, 0.25), corner=1.5)
        stage.canvas.rect(10, y - 12, 12, 4, stage.palette.shade(colour, 0.4), corner=2)


def _cartons(stage: Stage) -> None:
    litter.carton(stage, 40, 30)
    litter.carton(stage.at(6, -30), 27, 20)


def _table(stage: Stage) -> None:
    wood = stage.palette.wood
    stage.canvas.rect(0, -40, 36, 5, wood, corner=1)
    for x in (3, 30):
        stage.canvas.rect(x, -36, 3, 36, stage.palette.shade(wood, 0.2))
    stage.canvas.rect(6, -22, 24, 22, stage.tone("#5B9BAA"))


def _drawers(stage: Stage) -> None:
    wood = stage.palette.shade(stage.palette.wood, 0.15)
    stage.canvas.rect(0, -42, 34, 42, wood, corner=1)
    for y in (-39, -26, -13):
        stage.canvas.rect(3, y, 28, 10, lighter(wood, 0.18))
        stage.canvas.circle(17, y + 5, 1.6, stage.palette.ink)


def _plant(stage: Stage) -> None:
    street.planter(stage.at(14, 0, scale=1.5), "load")


LOADS = {"cartons": _cartons, "table": _table, "drawers": _drawers, "plant": _plant}


SUBJECTS = (
    Subject(
        "kei-truck",
        "道ばた。荷物を積んだ白い軽トラックのそばで、人が手をふっている",
        "A loaded white light truck by the road, with someone waving beside it.",
        kei_truck,
    ),
)
