"""Doors that open for some only: a step, a lift that stands, an AED to find."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, Colour, lighter, mix
from ..people import aids
from ..shapes import roads, signs, street
from ..stage import BOTTOM, TOP, Stage
from . import indoors
from .subject import Subject


def step_wheelchair(stage: Stage) -> None:
    """Steps without a ramp stop a wheelchair at the door."""
    palette = stage.palette
    stage.band(TOP, BOTTOM, palette.ground)
    tint = stage.dice("hall").choice(("#E9D9C2", "#D8C0A4", "#D5DEDC", "#C99F80", "#E8E0CE"))
    wall = mix(palette.wall, palette.tone(tint), 0.6)
    stage.band(TOP, 214, wall)
    for y in range(-40, 214, 26):
        stage.band(y, y + 1, palette.shade(wall, 0.08))
    stage.band(206, 214, palette.shade(wall, 0.25))
    _entrance(stage)
    stage.band(214, 222, lighter(palette.ground, 0.2))
    stage.band(222, BOTTOM, mix(palette.ground, palette.road, 0.22))
    roads.slabs(stage, roads.Perspective(160, 110), 224, gap=64, colour=palette.shade(palette.ground, 0.2))
    _steps(stage)
    street.planter(stage.at(352, 220, scale=1.3), "step")
    look = replace(people.adult(stage, "step"), top="spot-red", bag="", hat="", garment="shirt")
    aids.wheelchair_user(stage.at(126, 268, scale=1.14), look)


def _entrance(stage: Stage) -> None:
    palette = stage.palette
    glow = mix(palette.lamplight, palette.wall, 0.3) if palette.lamps_lit else palette.glass
    stage.canvas.rect(202, 46, 122, 134, palette.shade(palette.wall, 0.36))
    for x in (208, 266):
        stage.canvas.rect(x, 48, 52, 132, glow)
        stage.canvas.polygon([(x, 130), (x + 34, 48), (x + 46, 48), (x, 158)], lighter(glow, 0.16))
    stage.canvas.rect(256, 96, 3, 40, palette.metal, corner=1)
    stage.canvas.rect(267, 96, 3, 40, palette.metal, corner=1)
    stage.canvas.path("M178 44H348L340 18H186Z", palette.roof)
    stage.canvas.rect(176, 42, 174, 4, palette.shade(palette.roof, 0.35))
    stage.canvas.text(stage.sign or "区民センター", 263, 31, 17, lighter(palette.paper, 0.3), width=140)
    stage.canvas.rect(44, 62, 84, 78, lighter(palette.wall, 0.4))
    stage.canvas.rect(49, 67, 74, 68, palette.glass)
    stage.canvas.rect(84, 67, 3, 68, lighter(palette.wall, 0.4))


def _steps(stage: Stage) -> None:
    stone = lighter(stage.palette.ground, 0.24)
    face = stage.palette.shade(stone, 0.26)
    for index, (left, top, deep) in enumerate(((214, 178, 6), (198, 202, 8), (182, 226, 9))):
        stage.canvas.rect(left, top, 340 - left - index * -18, deep, stone)
        stage.canvas.rect(left, top + deep, 340 - left - index * -18, 24 - deep + (6 if index == 2 else 0), face)
        stage.canvas.rect(
            left, top + deep - 3, 340 - left + index * 18, 3, SPOT_YELLOW if index == 2 else mix(stone, face, 0.5)
        )


def lift_out(stage: Stage) -> None:
    """The lift is out of order; a family with a pushchair waits before it."""
    indoors.room(stage, 226)
    roads.slabs(stage, roads.Perspective(200, 120), 228, gap=60)
    _lift(stage)
    _stairs(stage)
    _closed_sign(stage.at(200, 258, scale=1.04))
    carer = stage.at(92, 264, scale=0.98)
    people.person(carer, replace(people.adult(stage, "lift"), bag="", hat=""), "push")
    aids.pram(stage.at(118, 264, scale=0.94), stage.tone("#5B9BAA"))


def _lift(stage: Stage) -> None:
    palette = stage.palette
    hue = stage.tone(stage.dice("lift").choice(("#AEB8BC", "#AEB8BC", "#7FA3A8", "#C9A97A", "#9C8FA8")))
    steel = mix(palette.paper, hue, 0.8)
    stage.canvas.rect(138, 66, 124, 160, palette.shade(palette.metal, 0.3))
    for x in (146, 201):
        stage.canvas.rect(x, 76, 53, 150, steel)
        stage.canvas.rect(x + 12, 92, 14, 90, lighter(palette.glass, 0.14), corner=2)
        stage.canvas.path(f"M{x + 32} 226L{x + 44} 76H{x + 50}L{x + 38} 226Z", lighter(steel, 0.2))
    stage.canvas.rect(174, 46, 52, 15, palette.ink, corner=3)
    stage.canvas.rect(182, 51, 12, 5, SPOT_RED)
    stage.canvas.path("M204 56L209 49L214 56Z", palette.metal)
    stage.canvas.rect(272, 134, 16, 32, palette.shade(palette.metal, 0.1), corner=3)
    for y in (144, 156):
        stage.canvas.circle(280, y, 3.6, palette.ink)


def _stairs(stage: Stage) -> None:
    """The long stairs beside the lift."""
    palette = stage.palette
    stage.canvas.rect(308, TOP, 162, 286, palette.shade(palette.wall, 0.3))
    for step in range(15):
        y = 226 - step * 13
        stage.canvas.rect(308 + step * 11, y - 13, 200, 13, mix(palette.ground, palette.wall, 0.3 + (step % 2) * 0.2))
        stage.canvas.rect(308 + step * 11, y - 13, 200, 2.4, palette.shade(palette.ground, 0.3))
    stage.canvas.line([(302, 176), (410, 48)], 4, palette.metal)
    stage.canvas.line([(302, 176), (302, 226)], 4, palette.metal)


def _closed_sign(stage: Stage) -> None:
    stage.shadow(0, 2, 44, 4)
    for x in (-26, 26):
        stage.canvas.line([(x, 0), (x * 0.8, -64)], 3, stage.palette.metal)
    stage.canvas.rect(-34, -78, 68, 54, SPOT_RED, corner=3)
    stage.canvas.rect(-30, -74, 60, 46, stage.palette.paper, corner=2)
    stage.canvas.text("故障中", 0, -60, 17, SPOT_RED, width=52)
    stage.canvas.text("階段へ", 0, -40, 11, stage.palette.ink, width=44)


def aed_box(stage: Stage) -> None:
    """An AED in its box on the wall, and someone who looks for it."""
    palette = stage.palette
    indoors.room(stage, 232)
    dado = stage.tone(stage.dice("dado").choice(("#8FB8B4", "#C9A97A", "#A8B6C4", "#B8BFA0")))
    stage.band(150, 228, mix(palette.wall, dado, 0.5))
    roads.slabs(stage, roads.Perspective(200, 130), 234, gap=58)
    _glass_door(stage)
    signs.poster(stage.at(58, 70), 40, 58, "aed/1")
    signs.poster(stage.at(104, 78), 30, 44, "aed/2")
    _aed(stage.at(206, 168).readable())
    seeker = stage.at(118, 266, scale=1.04)
    people.person(seeker, replace(people.adult(stage, "aed"), bag=""), "point")
    street.planter(stage.at(312, 240, scale=1.5), "aed")


def _glass_door(stage: Stage) -> None:
    palette = stage.palette
    stage.canvas.rect(290, 56, 96, 176, palette.shade(palette.metal, 0.1))
    stage.canvas.rect(296, 62, 84, 170, palette.glass)
    stage.canvas.polygon([(296, 170), (362, 62), (378, 62), (296, 200)], lighter(palette.glass, 0.16))
    stage.canvas.rect(306, 130, 4, 34, palette.metal, corner=2)
    signs.board(stage.at(338, 40), 100, 20, stage.sign or "地域会館", back=palette.paper, ink=palette.ink, share=0.66)


def _aed(stage: Stage) -> None:
    palette = stage.palette
    stage.canvas.rect(-40, -96, 80, 36, SPOT_RED, corner=3)
    stage.canvas.text("AED", 9, -78, 26, palette.paper, width=48)
    _heart(stage.at(-26, -78, scale=0.62), palette.paper, SPOT_RED)
    stage.canvas.rect(-38, -52, 76, 92, palette.shade(palette.metal, 0.15), corner=5)
    stage.canvas.rect(-38, -54, 76, 92, palette.paper, corner=5)
    stage.canvas.rect(-30, -46, 60, 62, mix(palette.glass, palette.paper, 0.3), corner=3)
    stage.canvas.rect(-20, -32, 40, 36, SPOT_YELLOW, corner=4)
    stage.canvas.rect(-8, -38, 16, 8, palette.ink, corner=2)
    _heart(stage.at(0, -14, scale=0.72), SPOT_RED, palette.paper)
    stage.canvas.rect(-24, 22, 48, 8, SPOT_RED, corner=2)


def _heart(stage: Stage, colour: Colour, bolt: Colour) -> None:
    stage.canvas.path("M0 15C-22 0 -19 -16 -8 -16Q-2 -16 0 -9Q2 -16 8 -16C19 -16 22 0 0 15Z", colour)
    stage.canvas.path("M3 -13L-6 1H0L-3 11L7 -3H1Z", bolt)


SUBJECTS = (
    Subject(
        "step-wheelchair",
        "建物の入口。段差があり、車いすの人がその手前で止まっている",
        "An entrance with steps, before which a person in a wheelchair has stopped.",
        step_wheelchair,
    ),
    Subject(
        "aed-box",
        "建物の中。壁のAEDの箱を、人が指さしている",
        "A wall with an AED in its box, and someone pointing at it.",
        aed_box,
        outdoors=False,
    ),
    Subject(
        "lift-out",
        "エレベーター前。故障中の札が立ち、ベビーカーを押す人がいる",
        "A lift with an out-of-order board before it, and a person with a pushchair.",
        lift_out,
        outdoors=False,
    ),
)
