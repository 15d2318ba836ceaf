"""The children's diner, where a town eats together."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, darker, lighter, mix
from ..stage import TOP, Stage
from . import indoors
from .subject import Subject


def kids_diner(stage: Stage) -> None:
    """Children eat together at a long table."""
    indoors.room(stage, 212)
    indoors.room_window(stage, 56, 50, 88, 66)
    _curtains(stage)
    _garland(stage)
    _menu(stage)
    _pendant(stage)
    cook = replace(people.adult(stage, "cook"), garment="apron", hat="", bag="", over="#F4EFE4")
    kitchen = stage.at(342, 262, scale=1.26, flip=True)
    figure = people.person(kitchen, cook, "offer")
    _curry(kitchen.at(figure.near_hand[0] + 9, figure.near_hand[1] - 3, scale=0.8), "curry")
    for index, x in enumerate((96, 150, 206, 262)):
        people.person(
            stage.at(x, 256, scale=1.42),
            replace(people.child(stage, f"diner/{index}"), build="child", hat=""),
            "rest",
            facing="front",
        )
    _long_table(stage)


def _curtains(stage: Stage) -> None:
    cloth = stage.tone("#8FB8A8")
    stage.canvas.rect(44, 42, 112, 4, stage.palette.wood, corner=2)
    for x, inner in ((48, 66), (152, 134)):
        stage.canvas.path(f"M{x} 46H{inner}Q{(x + inner) / 2} 90 {x + (inner - x) * 0.4} 124H{x}Z", cloth)


def _garland(stage: Stage) -> None:
    """Paper flags across the room."""
    dice = stage.dice("garland")
    hues = [stage.tone(code) for code in ("#5B9BAA", "#E8C46A", "#7FA66A", "#D98C6A", "#F4EFE4")]
    for step in range(30):
        x = -66 + step * 18
        y = 6 + 16 * (1 - ((x - 200) / 270) ** 2)
        stage.canvas.path(f"M{x} {y}H{x + 15}L{x + 7.5} {y + 15}Z", dice.choice(hues))
    stage.canvas.stroke("M-70 5Q200 38 470 5", 1.2, stage.palette.wood)


def _menu(stage: Stage) -> None:
    palette = stage.palette
    stage.canvas.rect(270, 48, 96, 58, palette.wood, corner=2)
    stage.canvas.rect(274, 52, 88, 50, darker(palette.tone("#3E6A5C"), 0.15))
    stage.canvas.text(stage.sign or "こども食堂", 318, 64, 13, palette.paper, width=78)
    for x, y, width in ((284, 76, 40), (284, 84, 58), (284, 92, 30)):
        stage.canvas.rect(x, y, width, 2.4, mix(palette.paper, palette.leaf, 0.3), corner=1)


def _pendant(stage: Stage) -> None:
    for x in (160, 236):
        stage.canvas.rect(x - 0.8, TOP, 1.6, 92, stage.palette.ink)
        stage.canvas.path(f"M{x - 22} 50Q{x - 18} 28 {x} 27Q{x + 18} 28 {x + 22} 50Z", SPOT_RED)
        stage.canvas.ellipse(x, 50, 13, 4, lighter(stage.palette.lamplight, 0.4))


def _long_table(stage: Stage) -> None:
    palette = stage.palette
    wood = palette.tone("#B07A4C")
    stage.canvas.path("M42 206H358L376 232H24Z", lighter(wood, 0.14))
    stage.canvas.rect(24, 232, 352, 8, palette.shade(wood, 0.22))
    for x in (38, 346):
        stage.canvas.rect(x, 240, 16, 110, palette.shade(wood, 0.3))
    _table_cloth(stage)
    dice = stage.dice("plates")
    for x in (96, 150, 206, 262):
        _curry(stage.at(x, 216), dice.choice(("curry", "rice", "noodles")))
        stage.canvas.path(f"M{x + 21} 208H{x + 31}L{x + 29.6} 220H{x + 22.4}Z", mix(palette.water, palette.paper, 0.6))
    stage.canvas.ellipse(314, 217, 22, 6, palette.paper)
    for x, y in ((306, 213), (314, 210), (322, 213)):
        stage.canvas.circle(x, y, 5, SPOT_YELLOW)


def _table_cloth(stage: Stage) -> None:
    """A checked cloth that hangs from the table's edge."""
    palette = stage.palette
    cloth, check = palette.paper, mix(palette.paper, palette.tone("#8FB8A8"), 0.6)
    stage.canvas.rect(54, 232, 292, 58, cloth)
    for column in range(21):
        if column % 2 == 0:
            stage.canvas.rect(54 + column * 13.9, 232, 13.9, 58, mix(cloth, check, 0.45))
    for row in range(2):
        stage.canvas.rect(54, 240 + row * 26, 292, 13, mix(cloth, check, 0.62))
    stage.canvas.rect(54, 284, 292, 6, check)


def _curry(stage: Stage, kind: str) -> None:
    palette = stage.palette
    stage.canvas.ellipse(0, 1.4, 19, 5.6, palette.shade(palette.paper, 0.2))
    stage.canvas.ellipse(0, 0, 19, 5.4, palette.paper)
    sauce = {"curry": stage.tone("#B5722F"), "rice": SPOT_RED, "noodles": SPOT_YELLOW}[kind]
    stage.canvas.path("M-13 0Q-10 -9 1 -8L2 2Q-8 4 -13 0Z", lighter(palette.paper, 0.5))
    stage.canvas.path("M1 -5Q10 -7 13 0Q8 4 1 2.6Z", sauce)
    for x, colour in ((4, palette.leaf), (8, palette.leaf), (0.5, SPOT_RED)):
        stage.canvas.circle(x, -2, 1.6, colour)


SUBJECTS = (
    Subject(
        "kids-diner",
        "子ども食堂。長いテーブルで子どもたちがごはんを食べている",
        "A children's diner where children eat at a long table.",
        kids_diner,
        outdoors=False,
    ),
)
