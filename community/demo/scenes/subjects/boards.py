"""Boards people read: the evacuation sign nobody can read, the town's notice board, the way to the tower."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, Colour, darker, lighter, mix
from ..people import aids
from ..shapes import houses, roads, signs, sky, trees, walls
from ..stage import BOTTOM, LEFT, RIGHT, Stage
from .parks import open_ground, park
from .subject import Subject


def faded_evacuation_sign(stage: Stage) -> None:
    """A sign for the evacuation site, bleached and peeling."""
    palette = stage.palette
    park(stage, 166, topic="evacuation", play=False)
    open_ground(stage, 210)
    stage.shadow(196, 262, 96, 6)
    for x in (112, 262):
        stage.canvas.rect(x, 96, 8, 166, palette.metal)
        stage.canvas.rect(x + 5, 96, 3, 166, palette.shade(palette.metal, 0.3))
    _bleached(stage.at(191, 142).readable())
    reader = stage.at(322, 268, scale=1.02, flip=True)
    figure = people.person(reader, replace(people.elder(stage, "evacuation"), bag="", hat=""), "look-up")
    aids.cane(reader, figure.near_hand)
    young = replace(people.child(stage, "evacuation"), top="spot-red", hat="")
    people.person(stage.at(286, 274, scale=1.0, flip=True), young, "point-up")


def _bleached(stage: Stage) -> None:
    palette = stage.palette
    back = mix(palette.tone("#D6DECB"), palette.sky, 0.2)
    ghost = mix(back, palette.leaf, 0.34)
    faint = mix(back, palette.ink, 0.2)
    stage.canvas.rect(-98, -60, 196, 116, palette.shade(palette.metal, 0.2), corner=4)
    stage.canvas.rect(-94, -56, 188, 108, back, corner=3)
    stage.canvas.rect(-86, -48, 66, 66, ghost, corner=3)
    _running_person(stage.at(-54, -14), mix(back, palette.paper, 0.4))
    stage.canvas.text("避難場所", 36, -32, 22, faint, width=104)
    stage.canvas.text(stage.sign or "小学校", 36, -6, 17, mix(back, faint, 0.7), width=100)
    stage.canvas.path("M-12 16H58V10L76 20L58 30V24H-12Z", mix(back, SPOT_RED, 0.3))
    stage.canvas.rect(-86, 26, 62, 5, mix(back, faint, 0.6))
    stage.canvas.rect(-86, 36, 46, 5, mix(back, faint, 0.6))
    _peeling(stage, back)


def _peeling(stage: Stage, back: Colour) -> None:
    dice = stage.dice("peeling")
    rust = stage.tone("#9A5A3C")
    for _ in range(9):
        x, y, size = dice.uniform(-84, 84), dice.uniform(-46, 44), dice.uniform(4, 10)
        stage.canvas.blob(
            [(x - size, y), (x - size * 0.2, y - size * 0.6), (x + size, y - 1), (x + size * 0.3, y + size * 0.6)],
            lighter(back, 0.3),
        )
    stage.canvas.path("M94 52V18L82 30L86 38L70 52Z", mix(rust, stage.palette.metal, 0.3))
    stage.canvas.path("M94 18L74 34L82 42L70 52L64 38Z", lighter(back, 0.36))
    for x, long in ((-80, 22), (-30, 14), (20, 18), (64, 10)):
        stage.canvas.rect(x, -56, 3, long, rust, corner=1)
    for x, y in ((-90, -52), (90, -52), (-90, 48)):
        stage.canvas.circle(x, y, 2.6, rust)


def _running_person(stage: Stage, colour: Colour) -> None:
    stage.canvas.circle(10, -22, 6, colour)
    stage.canvas.line([(6, -12), (-4, 6)], 8, colour)
    stage.canvas.line([(4, -10), (18, -4), (24, -10)], 4.4, colour)
    stage.canvas.line([(2, -10), (-12, -12), (-16, -4)], 4.4, colour)
    stage.canvas.line([(-4, 6), (10, 12), (8, 24)], 5, colour)
    stage.canvas.line([(-4, 6), (-10, 18), (-22, 18)], 5, colour)


def notice_board(stage: Stage) -> None:
    """The town's notice board; someone reads a code with a phone."""
    palette = stage.palette
    sky.sky(stage)
    sky.skyline(stage, 168, tall=74)
    stage.band(164, BOTTOM, palette.ground)
    houses.row(stage, 208, ((LEFT, 62), (332, RIGHT)), tall=110, topic="board", kinds=houses.district(stage))
    walls.any_wall(stage, 210, 60, "board")
    trees.hedge(stage, 60, 340, 152, 18)
    stage.band(208, 216, lighter(palette.ground, 0.26))
    stage.band(246, BOTTOM, palette.road)
    stage.band(242, 248, lighter(palette.ground, 0.2))
    _town_board(stage)
    reader = stage.at(268, 266, scale=1.06, flip=True)
    figure = people.person(reader, replace(people.adult(stage, "board"), bag="", hat=""), "photo")
    aids.phone(reader, figure.near_hand)
    if stage.dice("board").random() < 0.6:
        people.person(stage.at(102, 262, scale=1.02), people.elder(stage, "board"), "look-up")


def _town_board(stage: Stage) -> None:
    palette = stage.palette
    paint = stage.dice("frame").choice(("#A9754A", "#A9754A", "#5E8F7A", "#5F7F9A", "#8C8F92"))
    frame = palette.shade(stage.tone(paint), 0.25)
    for x in (112, 240):
        stage.canvas.rect(x, 80, 8, 176, frame)
    stage.canvas.rect(98, 78, 164, 118, frame, corner=2)
    stage.canvas.rect(105, 98, 150, 92, mix(palette.tone("#5F8F78"), palette.wall, 0.12))
    stage.canvas.path("M86 80L98 64H262L274 80Z", palette.roof)
    stage.canvas.text(stage.sign or "町内掲示板", 180, 88.5, 13, palette.paper, width=140)
    for index, (x, y, width, height) in enumerate(((110, 104, 30, 40), (145, 102, 34, 26), (110, 150, 30, 34))):
        signs.poster(stage.at(x, y), width, height, f"town/{index}")
    signs.poster(stage.at(145, 134, turn=-2), 32, 46, "town/9")
    stage.canvas.rect(184, 103, 66, 82, SPOT_YELLOW)
    stage.canvas.rect(192, 124, 50, 50, palette.paper)
    _code(stage.at(195, 127).readable() if stage.canvas.matrix[0] > 0 else stage.at(239, 127).readable())
    stage.canvas.rect(192, 109, 50, 5, palette.ink)
    stage.canvas.rect(192, 117, 36, 3, palette.ink)
    for x, y in ((125, 105), (162, 103), (125, 151), (217, 104)):
        stage.canvas.circle(x, y, 1.7, SPOT_RED)


def _code(stage: Stage) -> None:
    """A square code to read with a phone."""
    dice = stage.dice("code")
    cell = 44 / 11
    for row in range(11):
        for column in range(11):
            corner = (row < 3 or row > 7) and column < 3 or row < 3 and column > 7
            if not corner and dice.random() < 0.5:
                stage.canvas.rect(column * cell, row * cell, cell, cell, stage.palette.ink)
    for x, y in ((0, 0), (8, 0), (0, 8)):
        stage.canvas.rect(x * cell, y * cell, cell * 3, cell * 3, stage.palette.ink)
        stage.canvas.rect((x + 0.7) * cell, (y + 0.7) * cell, cell * 1.6, cell * 1.6, stage.palette.paper)
        stage.canvas.rect((x + 1) * cell, (y + 1) * cell, cell, cell, stage.palette.ink)


def tower_signs(stage: Stage) -> None:
    """Visitors under the tower do not know which way the signs point."""
    palette = stage.palette
    view = roads.Perspective(214, 190)
    sky.sky(stage)
    sky.skyline(stage, 196, tall=70, landmark=False)
    stage.band(190, BOTTOM, palette.ground)
    _steel_tower(stage.at(214, 198))
    paving = mix(palette.road, palette.ground, 0.5)
    stage.canvas.polygon([(208, 190), (220, 190), (440, BOTTOM), (-20, BOTTOM)], paving)
    for depth in (0.12, 0.3, 0.55, 0.9, 1.4, 2.2):
        stage.canvas.polygon(view.quad(-20, 440, BOTTOM, depth, depth + 0.02), palette.shade(paving, 0.14))
    _shop_rows(stage, view)
    _signpost(stage.at(262, 264))
    for index, (x, pose) in enumerate(((146, "look-up"), (180, "point"))):
        people.person(stage.at(x, 266 + index * 2, scale=0.98), people.traveller(stage, f"tower/{index}"), pose)
    aids.suitcase(stage.at(116, 268, scale=0.9), SPOT_YELLOW, tall=40)


def _steel_tower(stage: Stage) -> None:
    steel = stage.palette.shade(stage.palette.mid, 0.3)
    pale = lighter(steel, 0.3)
    stage.canvas.path("M-40 0L-17 -86H17L40 0H27L10 -58H-10L-27 0Z", steel)
    stage.canvas.path("M-28 -44H28L24 -34H-24Z", pale)
    stage.canvas.path("M-17 -84L-11 -134H11L17 -84Z", steel)
    for y, half in ((-92, 15), (-106, 13.4), (-120, 12)):
        stage.canvas.line([(-half, y), (half, y - 12)], 1.6, pale)
        stage.canvas.line([(half, y), (-half, y - 12)], 1.6, pale)
    stage.canvas.path("M-23 -134H23L20 -150H-20Z", pale)
    stage.canvas.rect(-20, -147, 40, 6, stage.palette.lamplight if stage.palette.lamps_lit else stage.palette.glass)
    stage.canvas.path("M-13 -150H13L8 -166H-8Z M-5 -166H5L2 -180H-2Z", steel)
    stage.canvas.circle(0, -186, 6, pale)
    stage.canvas.rect(-0.9, -206, 1.8, 18, steel)


def _shop_rows(stage: Stage, view: roads.Perspective) -> None:
    dice = stage.dice("tower/shops")
    words = ["串かつ", "将棋", "射的", "喫茶", "ふぐ", "うどん"]
    dice.shuffle(words)
    for index, (depth, left, right) in enumerate(((1.7, 78, 350), (0.72, 50, 378))):
        size = view.size(depth)
        for side, edge in ((-1, left), (1, right)):
            x, base = view.point(edge, 352, depth)
            width, height = 190 * size, 250 * size
            corner = x - width if side < 0 else x
            word = words[index * 2 + (side > 0)]
            houses.shop(stage.at(corner, base), width, height, f"tower/{index}/{side}", words=word)
            if index == 0:
                _blade_sign(stage.at(x - side * 3, base - height * 0.72), word, size * 1.5)
            signs.lantern(
                stage.at(corner + width * (0.82 if side < 0 else 0.18), base - height * 0.4, scale=size * 1.3),
                colour=stage.tone("#B4504A"),
            )


def _blade_sign(stage: Stage, words: str, scale: float) -> None:
    hung = stage.at(0, 0, scale=scale)
    colour = stage.tone(stage.dice(f"blade/{words}").choice(("#B4504A", "#2F7D91", "#C7933A", "#5E8F6B")))
    hung.canvas.rect(-9, -26, 18, 54, colour, corner=2)
    hung.canvas.text(words, 0, 1, 15, stage.palette.paper, width=48, upright=True)


def _signpost(stage: Stage) -> None:
    """Three arrows that point three ways."""
    palette = stage.palette
    stage.shadow(0, 0, 16, 3)
    signs.post(stage, 134, width=5, colour=darker(palette.metal, 0.4))
    arrows = (
        (-118, 1, SPOT_RED, stage.sign or "通天閣"),
        (-94, -1, palette.paper, "駅"),
        (-70, 1, palette.paper, "動物園"),
    )
    for y, side, colour, words in arrows:
        ink = palette.paper if colour == SPOT_RED else palette.ink
        stage.canvas.path(
            f"M{-10 * side} {y - 10}H{44 * side}L{56 * side} {y}L{44 * side} {y + 10}H{-10 * side}Z", colour
        )
        stage.canvas.text(words, 19 * side, y, 13, ink, width=50)


SUBJECTS = (
    Subject(
        "tower-signs",
        "塔の前の通り。旅行者が、別々の方向をさす案内板を見ている",
        "A street before the tower where travellers face signs that point different ways.",
        tower_signs,
    ),
    Subject(
        "faded-evacuation-sign",
        "公園。色あせてはがれた避難場所の看板を、お年寄りと子どもが見上げている",
        "A bleached and peeling evacuation sign that an old person and a child look up at.",
        faded_evacuation_sign,
    ),
    Subject(
        "notice-board",
        "まちの掲示板。黄色いポスターのコードに、人がスマートフォンを向けている",
        "A town notice board where someone holds a phone to the code on a yellow poster.",
        notice_board,
    ),
)
