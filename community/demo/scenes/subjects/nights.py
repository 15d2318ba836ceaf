"""Nights of the town: road works under the windows, lanterns of a festival."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, lighter, mix
from ..shapes import houses, roads, signs, sky, street, trees, vehicles
from ..stage import BOTTOM, Stage
from .subject import Subject


def construction_noise(stage: Stage) -> None:
    """Road works under the windows; a neighbour covers both ears."""
    sky.sky(stage)
    sky.skyline(stage, 190)
    stage.band(186, BOTTOM, stage.palette.ground)
    houses.flats(stage.at(-66, 222), 168, 176, "noise")
    houses.house(stage.at(296, 222), 108, 112, "noise/2")
    houses.house(stage.at(410, 222), 70, 100, "noise/3")
    stage.band(222, BOTTOM, stage.palette.road)
    stage.band(220, 227, lighter(stage.palette.ground, 0.16))
    _neighbour(stage)
    if stage.palette.lamps_lit:
        _work_light(stage)
    vehicles.digger(stage.by_lamplight().at(222, 256, scale=0.84, flip=True), stage.tone("#DDA63C"))
    _noise(stage)
    people.person(stage.by_lamplight().at(300, 266, scale=0.8, flip=True), people.worker(stage, "noise"), "point-down")
    street.barrier(stage.at(118, 282, scale=0.86))
    street.barrier(stage.at(194, 282, scale=0.86))
    street.cone(stage.at(278, 284, scale=0.66))


def _neighbour(stage: Stage) -> None:
    """A lit window with someone who cannot sleep."""
    palette = stage.palette
    stage.canvas.rect(26, 92, 70, 66, lighter(palette.wall, 0.3))
    stage.canvas.rect(29, 95, 64, 60, palette.lamplight if palette.lamps_lit else palette.glass)
    outline = [(29, 95), (93, 95), (93, 155), (29, 155)]
    with stage.canvas.inside(outline):
        look = replace(people.adult(stage, "ears"), hat="", bag="", hair_style="short", top="#5B7FA6")
        people.person(stage.at(61, 218, scale=1.14), look, "ears", facing="front")
    rail = palette.shade(palette.wall, 0.36)
    for x in range(22, 102, 6):
        stage.canvas.rect(x, 144, 1.6, 24, rail)
    stage.canvas.rect(20, 142, 82, 3, rail)
    stage.canvas.rect(20, 166, 82, 4, rail)


def _work_light(stage: Stage) -> None:
    stage.canvas.line([(338, 262), (338, 150)], 3, stage.palette.metal)
    stage.canvas.rect(322, 140, 30, 14, lighter(stage.palette.lamplight, 0.4), corner=3)
    stage.canvas.polygon([(322, 154), (352, 154), (330, 276), (120, 276)], stage.palette.lamplight, alpha=0.2)


def _noise(stage: Stage) -> None:
    """Arcs of sound on their way to the window."""
    for radius in (14, 26, 38):
        bend = radius * 0.72
        stage.canvas.stroke(
            f"M{142 - bend:.1f} {160 - bend:.1f}Q{142 - radius * 1.3:.1f} 160 {142 - bend:.1f} {160 + bend:.1f}",
            3.6,
            SPOT_RED,
        )


def festival_lanterns(stage: Stage) -> None:
    """Rows of lanterns over a festival lane, stalls at both sides."""
    view = roads.Perspective(200, 158)
    sky.sky(stage, clouds=False)
    sky.skyline(stage, 162, tall=66)
    stage.band(158, BOTTOM, stage.palette.ground)
    for index, x in enumerate((52, 96, 304, 350)):
        trees.tree(
            stage.at(x, 176, scale=0.95 if index in (0, 3) else 0.7),
            f"shrine/{index}",
            kind=("round", "pine")[index % 2],
        )
    stage.canvas.polygon([(196, 158), (204, 158), (390, BOTTOM), (10, BOTTOM)], lighter(stage.palette.ground, 0.06))
    _torii(stage.at(200, 180))
    bright = stage.by_lamplight()
    for depth, topic in ((1.25, "far"), (0.5, "near")):
        _stall_pair(bright, view, depth, topic)
    _lantern_rows(bright, view)
    _festival_people(bright)


def _torii(stage: Stage) -> None:
    red = stage.tone("#A8503C")
    for x in (-24, 24):
        stage.canvas.path(f"M{x - 3} 0L{x - 2} -60H{x + 2}L{x + 3} 0Z", red)
    stage.canvas.path("M-38 -66Q0 -60 38 -66L36 -59Q0 -54 -36 -59Z", red)
    stage.canvas.rect(-30, -48, 60, 4, red)


def _stall_pair(stage: Stage, view: roads.Perspective, depth: float, topic: str) -> None:
    dice = stage.dice(f"stall/{topic}")
    words = ["たこ焼き", "金魚", "かき氷", "焼そば", "りんご飴", "わた菓子"]
    dice.shuffle(words)
    size = view.size(depth) * 1.5
    for x, word in ((10, words[0]), (390, words[1])):
        place = view.point(x, 330, depth)
        _stall(stage.at(*place, scale=size), word, dice.choice(("#3C7F93", "#5E8F6B", "#C7A15A", "#B4707A")))


def _stall(stage: Stage, words: str, cloth: str) -> None:
    colour = stage.tone(cloth)
    glow = stage.palette.lamplight if stage.palette.lamps_lit else stage.palette.paper
    for x in (-48, 46):
        stage.canvas.rect(x, -92, 3, 92, stage.palette.wood)
    stage.canvas.rect(-46, -82, 92, 50, mix(glow, stage.palette.wood, 0.25))
    people.person(
        stage.at(0, -2, scale=0.78),
        replace(people.adult(stage, words), hat="band", hat_colour="#F4EFE4", garment="apron"),
        "rest",
        facing="front",
    )
    stage.canvas.rect(-50, -36, 100, 36, colour)
    stage.canvas.rect(-52, -40, 104, 6, stage.palette.shade(stage.palette.wood, 0.1))
    stage.canvas.path("M-46 -106H46L58 -84H-58Z", colour)
    for flap in range(6):
        shade = colour if flap % 2 else stage.palette.paper
        left = -58 + flap * 19.33
        stage.canvas.path(
            f"M{left:.1f} -84H{left + 19.33:.1f}V-74Q{left + 9.7:.1f} -68 {left:.1f} -74Z",
            shade,
        )
    stage.canvas.text(words, 0, -17, 17, stage.palette.paper, width=88)


def _lantern_rows(stage: Stage, view: roads.Perspective) -> None:
    for depth in (1.5, 0.8, 0.25):
        left, right = view.point(-60, 6, depth), view.point(460, 6, depth)
        drop = 26 * view.size(depth)
        stage.canvas.stroke(f"M{left[0]} {left[1]}Q200 {left[1] + drop} {right[0]} {right[1]}", 1, stage.palette.ink)
        for step in range(1, 8):
            share = step / 8
            x = left[0] + (right[0] - left[0]) * share
            y = left[1] + drop * 2 * share * (1 - share)
            colour = SPOT_RED if step % 2 else mix(SPOT_YELLOW, stage.palette.paper, 0.5)
            signs.lantern(
                stage.at(x, y + 3, scale=0.86 * view.size(depth) * 1.2), words="祭" if step % 2 else "", colour=colour
            )


def _festival_people(stage: Stage) -> None:
    dice = stage.dice("festival")
    cloths = ["#3E5F86", "#8C7BA6", "#5B9BAA", "#E8E0CE", "#B4707A", "#41515E"]
    dice.shuffle(cloths)
    for index, (x, y, scale) in enumerate(((182, 214, 0.5), (222, 218, 0.52), (164, 250, 0.74), (240, 262, 0.84))):
        look = replace(
            people.adult(stage, f"festival/{index}"),
            garment="yukata",
            top=cloths[index],
            over="#E2C36B",
            legwear="trousers",
            hat="",
            bag="",
            bottom="#4A5563",
        )
        people.person(
            stage.at(x, y, scale=scale, flip=dice.random() < 0.5),
            look,
            dice.choice(("stroll", "stand", "point", "wave")),
        )
    young = replace(
        people.child(stage, "festival"),
        garment="yukata",
        top="#E9C6C0",
        over="spot-red",
        hat="",
        legwear="trousers",
        bottom="#C98A8A",
    )
    people.person(stage.at(206, 264, scale=0.84), young, "point-up")


SUBJECTS = (
    Subject(
        "construction-noise",
        "工事現場。ショベルカーの音に、窓の住民が耳をふさいでいる",
        "Road works with a digger, and a neighbour at a window covering both ears.",
        construction_noise,
    ),
    Subject(
        "festival-lanterns",
        "祭り。赤いちょうちんの下に屋台が並び、浴衣の人びとが歩いている",
        "A festival with stalls under red lanterns and people in summer kimono.",
        festival_lanterns,
    ),
)
