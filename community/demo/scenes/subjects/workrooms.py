"""Rooms where people build and share: a hackathon, the store of tools."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, lighter, mix
from ..shapes import signs
from ..stage import RIGHT, Stage
from . import indoors
from .subject import Subject


def hackathon(stage: Stage) -> None:
    """People build for the town together, laptops open before a screen."""
    indoors.room(stage, 206)
    _screen(stage)
    _sticky_notes(stage)
    presenter = stage.at(66, 248, scale=1.06)
    people.person(
        presenter, replace(people.adult(stage, "hack/lead"), top="spot-red", bag="", hat="", garment="shirt"), "show"
    )
    for index, x in enumerate((148, 210, 272, 332)):
        cast = people.elder if index == 3 else people.adult
        people.person(
            stage.at(x, 268, scale=1.16),
            replace(cast(stage, f"hack/{index}"), bag="", hat="", legwear="trousers"),
            "rest",
            facing="front",
        )
    _desk(stage)


def _screen(stage: Stage) -> None:
    dice = stage.dice("screen")
    night = stage.tone("#123642")
    stage.canvas.rect(106, 34, 158, 92, stage.palette.ink, corner=4)
    stage.canvas.rect(110, 38, 150, 84, night, corner=2)
    for bar in range(6):
        high = dice.uniform(16, 58)
        stage.canvas.rect(122 + bar * 15, 114 - high, 9, high, SPOT_YELLOW if bar == 4 else stage.tone("#5FB3C4"))
    stage.canvas.ring(234, 64, 15, 6, stage.tone("#5FB3C4"))
    stage.canvas.line([(234, 49), (247, 56)], 6, SPOT_YELLOW)
    for y, width in ((92, 32), (100, 24), (108, 28)):
        stage.canvas.rect(220, y, width, 3, mix(night, stage.palette.paper, 0.5), corner=1)


def _sticky_notes(stage: Stage) -> None:
    dice = stage.dice("notes")
    hues = [stage.tone(code) for code in ("#F8DC8C", "#F2A98E", "#B6D9B2", "#A9D6E2", "#D6C4E6")]
    stage.canvas.rect(282, 32, 96, 96, lighter(stage.palette.paper, 0.3), corner=3)
    for row in range(4):
        for column in range(4):
            if dice.random() < 0.85:
                note = stage.at(296 + column * 22.5, 46 + row * 22.5, turn=dice.uniform(-7, 7))
                note.canvas.rect(-8.5, -8.5, 17, 17, dice.choice(hues))


def _desk(stage: Stage) -> None:
    palette = stage.palette
    stage.canvas.path(f"M108 218H{RIGHT}V236H92Z", lighter(palette.paper, 0.2))
    stage.canvas.rect(92, 236, RIGHT - 92, 12, palette.shade(palette.paper, 0.2))
    stage.canvas.rect(100, 248, RIGHT, 120, palette.shade(mix(palette.ground, palette.wall, 0.4), 0.12))
    for x in (148, 210, 272, 332):
        stage.canvas.path(f"M{x - 21} 226L{x - 18} 197H{x + 18}L{x + 21} 226Z", palette.shade(palette.metal, 0.5))
        stage.canvas.circle(x, 212, 3, mix(palette.metal, palette.paper, 0.5))
        stage.canvas.rect(x - 24, 225, 48, 4, palette.shade(palette.metal, 0.3), corner=1)
    for x, colour in ((182, SPOT_RED), (300, SPOT_YELLOW)):
        stage.canvas.rect(x - 4, 217, 8, 12, colour, corner=1)


def ladder_tools(stage: Stage) -> None:
    """A ladder and tools ready to be lent."""
    indoors.room(stage, 222)
    _pegboard(stage)
    _shelf(stage)
    _ladder(stage.at(246, 268))
    _helmet(stage.at(116, 258))
    _lending_sign(stage.at(326, 92))
    _toolbox(stage.at(190, 276))


def _lending_sign(stage: Stage) -> None:
    stage.canvas.line([(-22, -20), (0, -38), (22, -20)], 1.4, stage.palette.ink)
    signs.board(
        stage, 78, 36, stage.sign or "かします", back=stage.palette.wood, ink=stage.palette.paper, share=0.5, corner=3
    )


def _pegboard(stage: Stage) -> None:
    palette = stage.palette
    stage.canvas.rect(48, 42, 132, 92, palette.tone("#D9B98A"), corner=3)
    for y in range(50, 132, 9):
        for x in range(55, 178, 9):
            stage.canvas.circle(x, y, 0.9, palette.tone("#B8945F"))
    _saw(stage.at(66, 66))
    _hammer(stage.at(126, 62))
    _spanner(stage.at(158, 62))
    _screwdriver(stage.at(104, 62))


def _saw(stage: Stage) -> None:
    stage.canvas.path("M0 0L30 18L26 26L-6 10Z", stage.palette.paper)
    stage.canvas.path("M-2 -6Q-14 -4 -10 8L-2 12L4 2Z", stage.tone("#3C7F93"))


def _hammer(stage: Stage) -> None:
    stage.canvas.rect(-2.4, 0, 4.8, 52, stage.palette.wood, corner=2)
    stage.canvas.path("M-12 -6H8Q14 -4 14 2H8L-12 5Z", stage.palette.shade(stage.palette.metal, 0.3))


def _spanner(stage: Stage) -> None:
    metal = stage.palette.metal
    stage.canvas.rect(-3, 6, 6, 46, metal, corner=3)
    stage.canvas.path("M-8 -4L-4 -6V4H4V-6L8 -4Q10 10 0 12Q-10 10 -8 -4Z", metal)


def _screwdriver(stage: Stage) -> None:
    stage.canvas.rect(-1.4, 18, 2.8, 34, stage.palette.metal)
    stage.canvas.rect(-5, -4, 10, 24, SPOT_RED, corner=4)


def _shelf(stage: Stage) -> None:
    palette = stage.palette
    dice = stage.dice("shelf")
    for y in (154, 198):
        stage.canvas.rect(48, y, 132, 5, palette.wood, corner=1)
        x = 54.0
        while x < 166:
            width, height = dice.uniform(14, 26), dice.uniform(14, 30)
            colour = stage.tone(dice.choice(("#3C7F93", "#C39A6B", "#5E8F6B", "#E8E0CE", "#8FA3AE", "#C7A15A")))
            stage.canvas.rect(x, y - height, width, height, colour, corner=1.5)
            stage.canvas.rect(x + 3, y - height * 0.66, width - 6, height * 0.24, palette.paper)
            x += width + dice.uniform(2, 8)


def _ladder(stage: Stage) -> None:
    shade = stage.palette.shade(SPOT_YELLOW, 0.3)
    stage.shadow(8, 2, 62, 6)
    for x in (44, 58):
        stage.canvas.line([(x * 0.16, -198), (x + 6, -8)], 5, shade)
    for rung in range(1, 6):
        share = rung / 6
        stage.canvas.line([(7 + 40 * share, -198 + 190 * share), (10 + 52 * share, -198 + 190 * share)], 3, shade)
    for x, top in ((-44, -9), (32, 8)):
        stage.canvas.line([(top, -200), (x, 0)], 7, SPOT_YELLOW)
    for rung in range(1, 7):
        share = rung / 7
        left, right = -9 - 35 * share, 8 + 24 * share
        stage.canvas.line([(left, -200 + 200 * share), (right, -200 + 200 * share)], 5.4, lighter(SPOT_YELLOW, 0.18))
    stage.canvas.rect(-14, -206, 30, 9, shade, corner=2)


def _helmet(stage: Stage) -> None:
    white = stage.palette.paper
    stage.shadow(0, 1, 40, 4)
    stage.canvas.path("M-30 -4Q-30 -40 0 -42Q30 -40 30 -4Z", white)
    stage.canvas.rect(-5, -44, 10, 30, stage.palette.shade(white, 0.14), corner=4)
    stage.canvas.rect(-38, -8, 76, 8, stage.palette.shade(white, 0.2), corner=4)


def _toolbox(stage: Stage) -> None:
    box = stage.tone("#2F7D91")
    stage.shadow(0, 1, 38, 4)
    stage.canvas.stroke("M-14 -28V-38H14V-28", 4, stage.palette.ink)
    stage.canvas.rect(-32, -30, 64, 30, box, corner=3)
    stage.canvas.rect(-32, -30, 64, 9, stage.palette.shade(box, 0.25), corner=3)
    for x in (-18, 14):
        stage.canvas.rect(x, -24, 6, 9, SPOT_YELLOW, corner=1)


SUBJECTS = (
    Subject(
        "ladder-tools",
        "道具置き場。黄色いはしごと工具箱、ヘルメットが並んでいる",
        "A tool store with a yellow ladder, a tool box and a helmet.",
        ladder_tools,
        outdoors=False,
    ),
    Subject(
        "hackathon",
        "作業部屋。画面と付せんの前で、人びとがノートパソコンを囲んでいる",
        "A workroom where people sit at laptops before a screen and sticky notes.",
        hackathon,
        outdoors=False,
    ),
)
