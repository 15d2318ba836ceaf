"""Water in the street: a blocked drain, a flooded underpass, a puddle, a leak."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, Colour, darker, lighter, mix
from ..people import aids
from ..shapes import litter, roads, signs, sky, street, trees, vehicles, walls
from ..stage import BOTTOM, LEFT, RIGHT, Stage
from . import places
from .subject import Subject


def clogged_drain(stage: Stage) -> None:
    """A gutter grate buried in leaves, the water standing round it."""
    palette = stage.palette
    stage.band(-80, BOTTOM, palette.road)
    dice = stage.dice("gutter")
    kerb = stage.at(0, dice.uniform(86, 96), turn=dice.uniform(-9, -3))
    slab = mix(palette.ground, stage.tone(dice.choice(("#D9D4C5", "#C99A78", "#9FB0A4", "#A9AEB4"))), 0.55)
    kerb.canvas.rect(LEFT - 40, -200, 620, 200, slab)
    for x in range(-100, 560, 62):
        kerb.canvas.rect(x, -200, 1.2, 176, palette.shade(slab, 0.12))
    for y in (-66, -128):
        kerb.canvas.rect(LEFT - 40, y, 620, 1.2, palette.shade(slab, 0.12))
    kerb.canvas.rect(LEFT - 40, -24, 620, 22, lighter(slab, 0.24))
    kerb.canvas.rect(LEFT - 40, -2, 620, 10, palette.shade(slab, 0.3))
    for x in range(-92, 560, 74):
        kerb.canvas.rect(x, -24, 1.6, 32, palette.shade(slab, 0.34))
    roads.puddle(stage, 200, 208, 142, 68, "drain")
    _grate(stage.at(200, 206, turn=-5))
    trees.scattered_leaves(stage, "drain", (140, 172, 262, 240), 90, size=1.25)
    trees.scattered_leaves(stage, "drain/2", (70, 150, 340, 280), dice.randint(8, 26), size=0.9)
    litter.can(stage.at(dice.uniform(158, 180), 236, turn=dice.uniform(-40, 40), scale=1.1), SPOT_RED)
    litter.any_litter(stage.at(dice.uniform(226, 256), 194, turn=dice.uniform(-50, 50)), dice)
    roads.ripples(stage, (90, 160, 310, 262), 9 if palette.is_rain else 3, "drain")
    _boots(stage.at(dice.uniform(226, 276), 92, scale=1.5), dice.choice((SPOT_YELLOW, SPOT_YELLOW, SPOT_RED)))


def _grate(stage: Stage) -> None:
    iron = darker(stage.palette.metal, 0.45)
    stage.canvas.rect(-66, -36, 132, 74, darker(stage.palette.road, 0.4), corner=3)
    stage.canvas.rect(-60, -31, 120, 64, stage.palette.ink)
    for bar in range(9):
        stage.canvas.rect(-58 + bar * 13.6, -31, 6.4, 64, iron)
    stage.canvas.rect(-60, -3, 120, 6, iron)


def _boots(stage: Stage, colour: Colour) -> None:
    """Rubber boots of someone who stands at the kerb and looks."""
    for x in (-13, 9):
        stage.canvas.rect(x - 4.6, -90, 11, 68, stage.palette.shade(stage.tone("#3A4E66"), 0.05))
        stage.canvas.path(f"M{x - 6} 0V-34H{x + 8}V-9Q{x + 9} 0 {x + 1} 0Z", colour)
        stage.canvas.rect(x - 7, -36, 16, 5, stage.palette.shade(colour, 0.18), corner=2)


def flooded_underpass(stage: Stage) -> None:
    """A car stuck in the water under a railway bridge."""
    palette = stage.palette
    sky.sky(stage)
    sky.skyline(stage, 74, tall=50)
    dice = stage.dice("underpass")
    walls.any_wall(stage, BOTTOM, BOTTOM - 66, "underpass")
    stripe = dice.choice(("#B4707A", "#C7A15A", "#5E8F6B", "#3C7F93"))
    vehicles.train(stage.at(dice.uniform(-120, 120), 40), 320, 34, stage.tone(stripe))
    stage.band(40, 64, palette.shade(palette.roof, 0.1))
    stage.band(64, 69, darker(palette.roof, 0.3))
    for x in range(-60, 470, 34):
        stage.canvas.rect(x, 46, 3, 14, darker(palette.roof, 0.25))
    _portal(stage, dice.choice((4, 20, 90)))
    _height_bar(stage)
    stage.canvas.path(f"M{LEFT} 214Q200 200 {RIGHT} 214V{BOTTOM}H{LEFT}Z", palette.shallows)
    _depth_post(stage.at(332, 236))
    _stuck_car(stage)
    stage.canvas.path(
        f"M{LEFT} 262Q60 252 132 256Q200 262 270 255Q330 252 {RIGHT} 262V{BOTTOM}H{LEFT}Z", palette.shallows
    )
    roads.water_lines(stage, 222, 330, "flood", count=44, colour=palette.shallows)
    stage.canvas.stroke("M136 258Q160 264 200 263Q242 263 266 257", 2, lighter(palette.shallows, 0.45))


def _portal(stage: Stage, round_by: float) -> None:
    """The mouth of the underpass, square, rounded or vaulted."""
    palette = stage.palette
    frame, dark = lighter(palette.ground, 0.1), darker(palette.road, 0.52)
    for out, top, colour in ((9, 86, frame), (0, 94, dark)):
        left, right, bend = 92 - out, 308 + out, min(round_by, 104)
        stage.canvas.path(
            f"M{left} 262V{top + round_by}Q{left} {top} {left + bend} {top}H{right - bend}"
            f"Q{right} {top} {right} {top + round_by}V262Z",
            colour,
        )


def _height_bar(stage: Stage) -> None:
    """The yellow beam with the height, and the name of the place."""
    signs.board(stage.at(200, 82), 116, 18, "桁下 2.8m", back=SPOT_YELLOW, ink=stage.palette.ink, share=0.68)
    if stage.sign:
        signs.board(stage.at(200, 103), 70, 13, stage.sign, back=stage.palette.paper, ink=stage.palette.ink, share=0.72)


def _depth_post(stage: Stage) -> None:
    """A gauge that shows how deep the water stands."""
    stage.canvas.rect(-4, -78, 8, 90, stage.palette.paper)
    for mark in range(5):
        stage.canvas.rect(-4, -78 + mark * 16, 8, 8, stage.tone("#B4504A"))


def _stuck_car(stage: Stage) -> None:
    dice = stage.dice("stuck")
    car = stage.at(200 + dice.uniform(-26, 26), 280, scale=1.12, turn=dice.uniform(-4, 4))
    vehicles.front_of_car(car, SPOT_RED)


def bus_stop_puddle(stage: Stage) -> None:
    """People wait for the bus behind a great puddle."""
    palette = stage.palette
    places.street_front(stage, 172, tall=80, topic="bus")
    stage.band(168, 206, lighter(palette.ground, 0.04))
    stage.band(206, 213, lighter(palette.ground, 0.26))
    stage.band(213, BOTTOM, palette.road)
    roads.puddle(stage, 206, 252, 172, 34, "bus")
    roads.ripples(stage, (70, 236, 340, 274), 10 if palette.is_rain else 3, "bus")
    _bus_stop(stage.at(278, 204))
    _waiting(stage)


def _bus_stop(stage: Stage) -> None:
    signs.post(stage, 100, width=4)
    stage.canvas.rect(-11, -4, 22, 5, stage.palette.shade(stage.palette.metal, 0.4), corner=2)
    stage.canvas.circle(0, -104, 17, stage.palette.paper)
    stage.canvas.circle(0, -104, 15, stage.tone("#3C7F93"))
    stage.canvas.text("バス", 0, -104, 12, stage.palette.paper, width=24)
    stage.canvas.rect(-15, -84, 30, 11, stage.palette.paper)
    stage.canvas.text(stage.sign or "天神橋", 0, -78.5, 8, stage.palette.ink, width=28)
    stage.canvas.rect(-12, -68, 24, 32, stage.palette.paper)
    for y in range(-64, -40, 5):
        stage.canvas.rect(-9, y, 18, 1.4, stage.palette.metal)


def _waiting(stage: Stage) -> None:
    dice = stage.dice("waiting")
    first, young = stage.at(182, 204, scale=0.84), stage.at(222, 204, scale=0.84)
    figure = people.person(first, replace(people.adult(stage, "bus"), bag="", garment="coat", hat=""), "hold")
    aids.umbrella(first, figure.near_hand, SPOT_YELLOW, turn=-10)
    people.person(
        young,
        replace(people.child(stage, "bus"), hat="hood", hat_colour="spot-red", top="spot-red", garment="coat"),
        "point-down",
    )
    other = stage.at(132, 204, scale=0.84)
    figure = people.person(other, replace(people.elder(stage, "bus"), hat=""), "cane")
    aids.cane(other, figure.near_hand)
    if dice.random() < 0.5:
        people.person(stage.at(318, 204, scale=0.84, flip=True), people.adult(stage, "bus/2"), "phone")


def water_leak(stage: Stage) -> None:
    """Water springs from a crack in the road and runs to the gutter."""
    palette = stage.palette
    places.street_front(stage, 150, tall=78, topic="leak")
    water = mix(palette.road, palette.shallows, 0.8)
    stage.canvas.blob(
        [
            (120, 236),
            (160, 220),
            (214, 216),
            (262, 226),
            (300, 240),
            (330, 268),
            (420, 300),
            (430, 352),
            (330, 340),
            (262, 280),
            (196, 262),
            (134, 254),
        ],
        water,
    )
    stage.canvas.blob(
        [(160, 236), (206, 226), (256, 234), (296, 252), (322, 280), (360, 310), (300, 296), (250, 266), (190, 252)],
        lighter(water, 0.16),
    )
    stage.canvas.line(
        [(150, 226), (172, 232), (188, 228), (206, 238), (226, 234), (244, 244)], 2.6, darker(palette.road, 0.5)
    )
    stage.canvas.line([(188, 228), (182, 216), (170, 212)], 1.8, darker(palette.road, 0.5))
    _spring(stage.at(206, 238))
    street.cone(stage.at(268, 250, scale=0.95))
    street.cone(stage.at(142, 256, scale=1.0))
    look = replace(people.adult(stage, "leak"), bag="")
    people.person(stage.at(98, 252, scale=0.86), look, "point")


def _spring(stage: Stage) -> None:
    """Jets that rise and fall to both sides."""
    dice = stage.dice("spring")
    light, pale = lighter(stage.palette.shallows, 0.4), lighter(stage.palette.shallows, 0.68)
    stage.canvas.ellipse(0, 1, 46, 10, light)
    for reach, top in ((-40, 46), (-24, 66), (24, 66), (40, 46), (-11, 78), (11, 78)):
        stage.canvas.stroke(f"M0 0C{reach * 0.2} {-top} {reach * 0.7} {-top * 1.1} {reach} {-top * 0.32}", 5.4, light)
        stage.canvas.circle(reach + dice.uniform(-2, 2), -top * 0.2, 3, pale)
    for reach, top in ((-26, 50), (0, 74), (26, 50)):
        stage.canvas.stroke(f"M0 0C{reach * 0.2} {-top} {reach * 0.6} {-top} {reach * 0.8} {-top * 0.6}", 3, pale)
    for _ in range(12):
        stage.canvas.circle(dice.uniform(-50, 50), dice.uniform(-74, -10), dice.uniform(1.2, 2.4), pale)
    stage.canvas.ellipse(0, 1, 26, 5, pale)


SUBJECTS = (
    Subject(
        "clogged-drain",
        "道ばた。側溝のふたに落ち葉や空き缶がつまり、水がたまっている",
        "A gutter grate blocked by leaves and a can, with water standing round it.",
        clogged_drain,
    ),
    Subject(
        "flooded-underpass",
        "アンダーパス。道路が冠水し、赤い車が水につかっている",
        "A flooded underpass with a red car standing in the water.",
        flooded_underpass,
    ),
    Subject(
        "bus-stop-puddle",
        "バス停。大きな水たまりの前で、人びとがバスを待っている",
        "A bus stop where people wait before a large puddle.",
        bus_stop_puddle,
    ),
    Subject(
        "water-leak",
        "道路。ひび割れから水が噴き出し、人が指さしている",
        "A road where water springs from a crack and someone points at it.",
        water_leak,
    ),
)
