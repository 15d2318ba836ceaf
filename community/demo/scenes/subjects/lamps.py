"""The lamp that is out, the same lamp mended, and its number plate."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, lighter, mix
from ..people import aids
from ..shapes import houses, roads, sky, street
from ..stage import BOTTOM, TOP, Stage
from . import places
from .subject import Subject

VIEW = roads.Perspective(204, 176)


def lamp_out(stage: Stage) -> None:
    """The near lamp is dark and someone has stopped under it with a torch."""
    _lamp_street(stage)
    _near_lamp(stage, lit=False)
    look = replace(people.adult(stage, "walker"), bag="tote", bag_colour="spot-red", garment="coat")
    walker = stage.at(208, 266, scale=0.86)
    if stage.palette.lamps_lit:
        hand = (208 + 24, 266 - 50)
        stage.canvas.polygon([hand, (286, 262), (246, 274)], stage.palette.lamplight, alpha=0.34)
    figure = people.person(walker, look, "phone" if not stage.palette.lamps_lit else "hold")
    aids.phone(walker, figure.near_hand)


def lamp_fixed(stage: Stage) -> None:
    """The near lamp shines again on a parent and a child going home."""
    _lamp_street(stage)
    _near_lamp(stage, lit=True)
    parent = replace(people.adult(stage, "parent"), top="spot-red", garment="coat", bag="", hat="")
    child = replace(people.child(stage, "child"), top="#F3D9A0", hat="")
    bright = stage.by_lamplight()
    people.person(bright.at(186, 266, scale=0.86), parent, "stroll")
    people.person(bright.at(217, 267, scale=0.86), child, "walk")


def _lamp_street(stage: Stage) -> None:
    places.alley(stage, VIEW, left=-20, right=420)
    far = stage.at(268, 216, scale=0.5, flip=True)
    street.lamp(far, lit=True)
    if stage.palette.lamps_lit:
        street.light_cone(far, 39, -180, 2, 62)
    street.utility_pole(stage.at(316, 246, scale=0.92))
    street.wires(stage, (316, 44), (520, -40), sag=12)
    street.wires(stage, (316, 44), (238, 112), count=2, sag=6)


def _near_lamp(stage: Stage, *, lit: bool) -> None:
    near = stage.at(134, 272, scale=1.06)
    if lit and stage.palette.lamps_lit:
        street.light_cone(near, 40, -188, -4, 62, share=0.36)
    x, y = street.lamp(near, lit=lit)
    if not lit:
        for start, end in (((14, -16), (26, -26)), ((6, -20), (9, -34)), ((20, -5), (36, -7))):
            near.canvas.line([(x + start[0], y + start[1]), (x + end[0], y + end[1])], 3, SPOT_RED)


def lamp_plate(stage: Stage) -> None:
    """A lamp post close up with its number plate."""
    sky.sky(stage)
    sky.skyline(stage, 214, tall=96)
    stage.band(212, BOTTOM, stage.palette.ground)
    houses.flats(stage.at(258, 262), 150, 150, "plate")
    houses.house(stage.at(-40, 262), 128, 112, "plate")
    stage.band(262, BOTTOM, stage.palette.road)
    stage.band(258, 264, lighter(stage.palette.ground, 0.2))
    paint = stage.dice("post").choice(("#7F8E97", "#7F8E97", "#5E7F74", "#7A6A58", "#A9B2B6"))
    steel = mix(stage.tone(paint), stage.palette.sky, 0.18)
    shade = stage.palette.shade(steel, 0.3)
    stage.canvas.rect(166, TOP, 68, BOTTOM - TOP, steel)
    stage.canvas.rect(166, TOP, 12, BOTTOM - TOP, lighter(steel, 0.12))
    stage.canvas.rect(212, TOP, 22, BOTTOM - TOP, shade)
    for y in (84, 250):
        stage.canvas.rect(162, y, 76, 9, shade, corner=2)
    _torn_sticker(stage)
    _plate(stage.at(200, 170).readable())


def _torn_sticker(stage: Stage) -> None:
    stage.canvas.path(
        "M178 270H214L212 296L204 292L198 299L190 294L180 298Z", mix(stage.palette.paper, stage.palette.metal, 0.4)
    )


def _plate(stage: Stage) -> None:
    number = f"{stage.dice('number').randrange(12, 480):03d}"
    words = stage.sign or "天6"
    stage.canvas.rect(-47, -45, 94, 92, stage.palette.shade(stage.palette.metal, 0.5), corner=7)
    stage.canvas.rect(-47, -47, 94, 92, lighter(stage.palette.paper, 0.2), corner=7)
    stage.canvas.rect(-42, -42, 84, 82, stage.tone("#2C6C80"), corner=4)
    stage.canvas.rect(-39, -39, 78, 76, lighter(stage.palette.paper, 0.4), corner=3)
    stage.canvas.rect(-39, 24, 78, 13, SPOT_YELLOW)
    stage.canvas.text(words, 0, -22, 25, stage.tone("#1D3A48"), width=70)
    stage.canvas.text(number, 0, 6, 31, stage.tone("#1D3A48"), width=70)
    for x, y in ((-34, -34), (34, -34)):
        stage.canvas.circle(x, y, 1.8, stage.palette.metal)


SUBJECTS = (
    Subject(
        "lamp-out",
        "住宅街。手前の街灯が消え、人が立ち止まっている",
        "A residential street where the near lamp is out and someone has stopped.",
        lamp_out,
    ),
    Subject(
        "lamp-fixed",
        "住宅街。手前の街灯が直り、親子がその下を歩いている",
        "A residential street where the near lamp works again and a parent and child walk under it.",
        lamp_fixed,
    ),
    Subject(
        "lamp-plate",
        "街灯の柱。管理番号を書いた札がついている",
        "A lamp post with its number plate, close up.",
        lamp_plate,
    ),
)
