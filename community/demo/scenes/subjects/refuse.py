"""What is left lying about: dumped goods, torn bags, and the morning it is cleared."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, lighter, mix
from ..people import aids
from ..shapes import animals, litter, roads, street, trees
from ..stage import BOTTOM, Stage
from . import places
from .subject import Subject


def dumped_goods(stage: Stage) -> None:
    """A fridge, a television, tyres and bags left by a wall."""
    places.back_wall(stage, 232, 118, topic="dumped")
    _notice(stage.at(300, 152))
    stage.band(232, 240, lighter(stage.palette.ground, 0.2))
    stage.band(240, BOTTOM, stage.palette.road)
    litter.bin_bag(stage.at(118, 258, scale=1.15), stage.tone("#B9C4C6"))
    litter.fridge(stage.at(136, 262, scale=1.22))
    _removal_sticker(stage.at(164, 172, turn=-3))
    litter.television(stage.at(196, 268, scale=1.12))
    litter.tyre(stage.at(284, 262), 18)
    litter.tyre(stage.at(308, 268), 15)
    litter.bin_bag(stage.at(120, 276, scale=0.9), stage.palette.paper)
    dice = stage.dice("dumped")
    if dice.random() < 0.6:
        litter.carton(stage.at(206, 216, scale=1.1))
    if dice.random() < 0.6:
        _chair(stage.at(96, 262))


def _notice(stage: Stage) -> None:
    stage.canvas.rect(-36, -26, 72, 50, stage.palette.paper, corner=2)
    stage.canvas.rect(-36, -26, 72, 15, SPOT_RED, corner=2)
    stage.canvas.text("不法投棄禁止", 0, -18.4, 10, stage.palette.paper, width=64)
    stage.canvas.text(stage.sign or "大阪市", 0, 12, 9, stage.palette.ink, width=60)
    for y, half in ((-4, 26), (2, 20)):
        stage.canvas.rect(-half, y - 1, half * 2, 2.4, mix(stage.palette.ink, stage.palette.paper, 0.4))


def _removal_sticker(stage: Stage) -> None:
    stage.canvas.rect(-15, -10, 30, 22, SPOT_YELLOW)
    for y, half in ((-5, 10), (0, 11), (5, 7)):
        stage.canvas.rect(-half, y - 1, half * 2, 2, stage.palette.ink)


def _chair(stage: Stage) -> None:
    wood = stage.palette.wood
    tipped = stage.at(0, -4, turn=-78)
    for x in (-12, 10):
        tipped.canvas.rect(x, -22, 3, 26, stage.palette.shade(wood, 0.2))
    tipped.canvas.rect(-14, -26, 30, 5, wood, corner=1)
    tipped.canvas.rect(-14, -56, 3.4, 32, wood)
    tipped.canvas.rect(-14, -56, 5, 22, stage.palette.shade(wood, 0.1))


def crow_garbage(stage: Stage) -> None:
    """Crows tear open the rubbish bags at the roadside."""
    places.back_wall(stage, 214, 84, topic="crow")
    stage.band(214, 224, lighter(stage.palette.ground, 0.2))
    stage.band(224, BOTTOM, stage.palette.road)
    street.utility_pole(stage.at(96, 226, scale=1.1))
    street.wires(stage, (96, -20), (420, 30), count=3, sag=24)
    dice = stage.dice("crow")
    for x, y, size in ((132, 240, 1.2), (262, 240, 1.15), (160, 250, 1.35), (232, 248, 1.3)):
        litter.bin_bag(stage.at(x, y, scale=size * dice.uniform(0.94, 1.06)), stage.tone("#F6F4EC"))
    _torn_bag(stage.at(198, 258, scale=1.4))
    _spill(stage)
    animals.crow(stage.at(166, 203, scale=1.1))
    animals.crow(stage.at(252, 276, scale=1.3, flip=True), pecking=True)
    if dice.random() < 0.6:
        animals.crow(stage.at(116, 274, scale=1.16))
    animals.flying_crow(stage.at(266, 150, scale=dice.uniform(0.9, 1.1)))


def _torn_bag(stage: Stage) -> None:
    litter.bin_bag(stage, stage.tone("#F6F4EC"))
    stage.canvas.path(
        "M-14 1L-9 -9L-12 -14L-2 -12L4 -17L6 -8L13 -6L10 1Z", stage.palette.shade(stage.tone("#6A6258"), 0.2)
    )
    for x, y, colour in (
        (-7, -4, SPOT_RED),
        (0, -7, stage.palette.leaf),
        (6, -3, SPOT_YELLOW),
        (-1, -2, stage.palette.paper),
    ):
        stage.canvas.circle(x, y, 3, colour)


def _spill(stage: Stage) -> None:
    dice = stage.dice("spill")
    for _ in range(13):
        x, y = dice.uniform(134, 272), dice.uniform(262, 282)
        place = stage.at(x, y, turn=dice.uniform(0, 360), scale=dice.uniform(0.7, 1))
        kind = dice.choice(("peel", "bone", "paper", "tomato", "leaf"))
        if kind == "peel":
            place.canvas.path("M-9 0Q0 -9 9 0Q0 -4 -9 0Z", SPOT_YELLOW)
        elif kind == "bone":
            place.canvas.line([(-6, 0), (6, 0)], 2.2, stage.palette.paper)
            for side in (-6, 6):
                place.canvas.circle(side, -1.6, 2, stage.palette.paper)
                place.canvas.circle(side, 1.6, 2, stage.palette.paper)
        elif kind == "paper":
            litter.paper(place)
        elif kind == "tomato":
            place.canvas.circle(0, 0, 5, SPOT_RED)
        else:
            trees.oval_leaf(place, stage.palette.leaf)


def morning_cleaning(stage: Stage) -> None:
    """Neighbours sweep the street together."""
    palette = stage.palette
    places.street_front(stage, 170, tall=86, topic="clean")
    stage.band(176, BOTTOM, mix(palette.ground, palette.road, 0.25))
    roads.slabs(stage, roads.Perspective(200, 90), 182, gap=64, colour=palette.shade(palette.ground, 0.2))
    trees.scattered_leaves(stage, "clean", (90, 226, 320, 274), 34)
    sweeper = stage.at(116, 256, scale=0.94)
    figure = people.person(
        sweeper, replace(people.elder(stage, "clean"), garment="vest", over="spot-yellow", bag=""), "sweep"
    )
    aids.broom(sweeper, figure)
    picker = stage.at(286, 258, scale=0.94, flip=True)
    figure = people.person(
        picker, replace(people.adult(stage, "clean"), garment="vest", over="spot-yellow", bag="", hat=""), "point-down"
    )
    aids.tongs(picker, figure.near_hand)
    stage.canvas.path("M180 270L186 254H212L218 270Q199 276 180 270Z", stage.palette.metal)
    stage.canvas.line([(199, 256), (199, 226)], 2.2, stage.palette.wood)
    litter.bin_bag(stage.at(234, 268, scale=1.1), palette.paper)
    helper = replace(people.child(stage, "clean"), top="spot-red", hat="")
    people.person(stage.at(330, 254, scale=0.94, flip=True), helper, "carry")
    _heap(stage)


def _heap(stage: Stage) -> None:
    dice = stage.dice("heap")
    stage.shadow(196, 266, 26, 4)
    colours = [stage.tone(code) for code in ("#E9B23C", "#D99A2C", "#C97F3A", "#B5653A")]
    for _ in range(46):
        spread = dice.uniform(-1, 1)
        y = 266 - (1 - abs(spread)) * dice.uniform(0, 17)
        place = stage.at(196 + spread * 26, y, turn=dice.uniform(0, 360), scale=0.8)
        dice.choice((trees.oval_leaf, trees.fan_leaf))(place, dice.choice(colours))


SUBJECTS = (
    Subject(
        "dumped-goods",
        "路地。塀のわきに冷蔵庫やテレビ、タイヤが捨てられている",
        "A lane where a fridge, a television and tyres have been dumped by the wall.",
        dumped_goods,
    ),
    Subject(
        "crow-garbage",
        "ごみ置き場。カラスがごみ袋を破り、生ごみが散らばっている",
        "A collection point where crows have torn the bags and scattered the rubbish.",
        crow_garbage,
    ),
    Subject(
        "morning-cleaning",
        "通り。住民がほうきやトングで、落ち葉とごみを集めている",
        "A street where neighbours gather leaves and litter with broom and tongs.",
        morning_cleaning,
    ),
)
