"""What nobody looks after: a scrawled wall, an empty house, a weedy lot."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, Colour, darker, lighter, mix
from ..people import aids
from ..shapes import animals, houses, sky, trees, walls
from ..stage import BOTTOM, LEFT, RIGHT, Stage
from . import places
from .subject import Subject


def graffiti_wall(stage: Stage) -> None:
    """Scrawls of paint on a wall, and a neighbour with a roller."""
    places.back_wall(stage, 240, 150, topic="graffiti")
    stage.band(240, 249, lighter(stage.palette.ground, 0.22))
    stage.band(249, BOTTOM, stage.palette.road)
    dice = stage.dice("graffiti")
    hues = [SPOT_RED, stage.tone("#2F7D91"), stage.tone("#6E4F94"), stage.tone("#2A3440")]
    _bubbles(stage, hues)
    _scrawl(stage, hues[dice.choice((2, 3))])
    figure_stage = stage.at(300, 262, scale=0.96, flip=True)
    look = replace(people.adult(stage, "graffiti"), garment="apron", bag="", legwear="trousers", over="#EFE7D2")
    figure = people.person(figure_stage, look, "point")
    _roller(figure_stage, figure.near_hand)
    aids.bucket(stage.at(262, 268), stage.tone("#E8E4D8"))


def _bubbles(stage: Stage, hues: list[Colour]) -> None:
    """Fat sprayed shapes side by side, with drips."""
    dice = stage.dice("bubbles")
    count = dice.choice((3, 3, 4))
    wide = 156 / count
    for index in range(count):
        colour = hues[index % 2]
        spot = stage.at(
            110 + wide * (index + 0.5),
            214 + dice.uniform(-6, 6),
            scale=wide / 50 * dice.uniform(1.02, 1.16),
            turn=dice.uniform(-9, 9),
        )
        _fat_shape(spot, dice.choice(FAT_SHAPES), colour, hues[3])
    for _ in range(5):
        x = dice.uniform(116, 258)
        stage.canvas.line([(x, 204), (x, 214 + dice.uniform(6, 20))], 3.2, hues[0 if x < 180 else 1])


def _fat_shape(stage: Stage, shape: tuple[str, str], colour: Colour, shadow: Colour) -> None:
    outline, gap = shape
    stage.at(5, 4).canvas.path(outline, shadow)
    stage.canvas.path(outline, colour)
    stage.canvas.path(gap, shadow)
    stage.canvas.stroke("M-14 -58Q-19 -46 -18 -36", 4, lighter(colour, 0.45))


FAT_SHAPES = (
    (
        "M-24 0Q-40 -18 -24 -34Q-34 -60 -8 -64Q4 -84 20 -66Q38 -60 26 -40Q40 -20 22 -8Q12 10 -4 0Q-14 6 -24 0Z",
        "M-6 -30Q-2 -44 8 -40Q14 -28 4 -22Q-6 -20 -6 -30Z",
    ),
    ("M-6 -82L26 -70L10 -46L28 -42L-12 8L-4 -28L-26 -30Z", "M4 -60L12 -56L6 -50Z"),
    (
        "M0 8Q-34 -6 -26 -36Q-22 -56 -4 -84Q2 -66 12 -60Q14 -70 12 -78Q34 -50 28 -24Q22 2 0 8Z",
        "M0 -8Q-10 -20 0 -36Q10 -20 0 -8Z",
    ),
    ("M-30 -60L-14 -44L-4 -80L8 -46L28 -66L26 -6Q0 8 -26 -4Z", "M-10 -20L0 -32L10 -20L0 -10Z"),
    (
        "M-28 -66Q0 -90 28 -66Q32 -40 16 -34Q30 -20 22 -2Q-2 10 -24 -2Q-32 -20 -14 -32Q-32 -42 -28 -66Z",
        "M-6 -62L6 -62L0 -50Z",
    ),
)


def _scrawl(stage: Stage, colour: Colour) -> None:
    """Quick marks with a spray can round the shapes."""
    dice = stage.dice("scrawl")
    for x, y, width in dice.sample(((66, 160, 3.6), (90, 206, 3), (130, 116, 3.2), (296, 124, 3.4), (84, 128, 3)), 3):
        mark = stage.at(x, y, turn=dice.uniform(-14, 14), flip=dice.random() < 0.5)
        mark.canvas.stroke(dice.choice(MARKS), width, colour)


MARKS = (
    "M-18 14Q-8 -34 4 -4T26 -12Q14 26 -6 30",
    "M-20 4L-10 -14L0 6L10 -14L20 4Z",
    "M-24 6Q-10 -16 2 -2T28 -10",
    "M-22 8H18M10 -2L22 8L10 18",
    "M0 -18L5 -5L19 -5L8 4L12 18L0 9L-12 18L-8 4L-19 -5L-5 -5Z",
)


def _roller(stage: Stage, hand: tuple[float, float]) -> None:
    x, y = hand
    stage.canvas.line([(x - 2, y + 4), (x + 12, y - 14)], 2.2, stage.palette.wood)
    stage.canvas.rect(x + 4, y - 26, 22, 11, SPOT_YELLOW, corner=4)
    patch = mix(stage.palette.wall, stage.palette.ground, 0.4)
    stage.canvas.rect(x + 3, y - 58, 24, 30, patch, corner=3)


def ivy_house(stage: Stage) -> None:
    """An empty house under ivy, its roof fallen in."""
    palette = stage.palette
    sky.sky(stage)
    sky.skyline(stage, 170, tall=60)
    stage.band(166, BOTTOM, palette.ground)
    houses.row(stage, 240, ((LEFT, 84), (318, RIGHT)), tall=104, topic="ivy", kinds=houses.district(stage))
    _ruin(stage)
    _ivy(stage)
    stage.band(252, 260, lighter(palette.ground, 0.16))
    stage.band(260, BOTTOM, palette.road)
    trees.blades(stage, 92, 200, 254, tall=26, gap=6, topic="weeds/1")
    trees.blades(stage, 214, 322, 254, tall=40, gap=5, topic="weeds/2", dry=True)
    _warning(stage.at(196, 214, turn=-4))


def _ruin(stage: Stage) -> None:
    palette = stage.palette
    wall = mix(palette.wall, palette.tone("#B79C7C"), 0.5)
    stage.canvas.rect(100, 138, 200, 116, wall)
    stage.canvas.rect(268, 138, 32, 116, palette.shade(wall, 0.16))
    stage.canvas.path("M110 206L134 216L128 236L106 240Z M238 146L262 150L258 166L240 162Z", palette.shade(wall, 0.2))
    stage.canvas.path("M84 142L122 78H236L246 90L280 84L318 142Z", palette.roof)
    stage.canvas.path("M84 138H318V145H84Z", palette.shade(palette.roof, 0.35))
    stage.canvas.path("M196 84L206 112L214 104L224 122L232 96L226 84Z", darker(palette.roof, 0.62))
    stage.canvas.rect(178, 186, 38, 68, palette.shade(palette.tone("#7A5844"), 0.1))
    stage.canvas.circle(208, 222, 2, palette.metal)
    stage.canvas.rect(234, 180, 48, 36, darker(palette.glass, 0.5))
    stage.canvas.rect(231, 177, 54, 3, palette.shade(wall, 0.3))
    for x, y, turn in ((258, 190, 9), (256, 204, -13)):
        stage.canvas.at(x, y, turn=turn).rect(-30, -4, 60, 7.4, palette.wood)
    stage.canvas.rect(122, 176, 34, 34, darker(palette.glass, 0.3))
    stage.canvas.path("M126 176L140 194L132 210H122V176Z", palette.glass)


def _ivy(stage: Stage) -> None:
    dice = stage.dice("ivy")
    light, dark = trees.leaf_colours(stage)
    shades = (light, dark, light, mix(light, dark, 0.5), mix(light, stage.tone("#C2A25A"), 0.35))
    for _ in range(150):
        share = dice.random()
        x = 92 + 96 * share**1.5 + dice.uniform(-10, 14)
        y = 250 - (250 - (98 + 78 * share)) * dice.random()
        _ivy_leaf(stage.at(x, y, turn=dice.uniform(-60, 60), scale=dice.uniform(0.8, 1.7)), dice.choice(shades))
    for _ in range(34):
        _ivy_leaf(
            stage.at(
                dice.uniform(150, 262), dice.uniform(124, 152), turn=dice.uniform(-60, 60), scale=dice.uniform(0.7, 1.3)
            ),
            dice.choice(shades),
        )


def _ivy_leaf(stage: Stage, colour: Colour) -> None:
    stage.canvas.path("M0 -6Q3 -3 7 -3Q5 2 2 4Q1 6 0 8Q-1 6 -2 4Q-5 2 -7 -3Q-3 -3 0 -6Z", colour)


def _warning(stage: Stage) -> None:
    stage.canvas.rect(-13, -16, 26, 30, SPOT_RED, corner=1)
    stage.canvas.rect(-10, -13, 20, 24, stage.palette.paper)
    stage.canvas.text("危険", 0, -5, 9, SPOT_RED, width=18)
    for y in (3, 7):
        stage.canvas.rect(-7, y, 14, 1.4, stage.palette.ink)


def weedy_lot(stage: Stage) -> None:
    """An empty lot overgrown taller than a child."""
    palette = stage.palette
    sky.sky(stage)
    sky.skyline(stage, 162, tall=70)
    stage.band(158, BOTTOM, palette.ground)
    houses.row(stage, 206, ((LEFT, 76), (330, RIGHT)), tall=118, topic="lot", kinds=houses.district(stage))
    walls.block_wall(stage, 72, 334, 196, 44)
    trees.blades(stage, 66, 338, 214, tall=46, gap=5, topic="lot/far", dry=True)
    trees.blades(stage, 60, 344, 232, tall=56, gap=5, topic="lot/mid", dry=True)
    _lot_board(stage.at(150, 240))
    trees.blades(stage, 54, 350, 250, tall=50, gap=5, topic="lot/near", dry=True)
    _rope(stage)
    stage.band(262, BOTTOM, palette.road)
    stage.band(256, 265, lighter(palette.ground, 0.2))
    _lost_ball(stage)


def _lot_board(stage: Stage) -> None:
    stage.canvas.rect(-26, -60, 4, 66, stage.palette.wood)
    stage.canvas.rect(22, -60, 4, 66, stage.palette.wood)
    stage.canvas.rect(-34, -88, 68, 42, stage.palette.paper, corner=1)
    stage.canvas.rect(-34, -88, 68, 13, SPOT_RED, corner=1)
    stage.canvas.text("管理地", 0, -81.5, 10, stage.palette.paper, width=56)
    stage.canvas.text("立入禁止", 0, -62, 12, stage.palette.ink, width=58)


def _rope(stage: Stage) -> None:
    for x in (64, 132, 200, 268, 336):
        stage.canvas.line([(x, 258), (x, 226)], 3.2, stage.palette.wood)
    for x in (64, 132, 200, 268):
        stage.canvas.stroke(f"M{x} 230Q{x + 34} 240 {x + 68} 230", 1.8, lighter(stage.palette.wood, 0.35))


def _lost_ball(stage: Stage) -> None:
    people.person(stage.at(248, 268, scale=0.9), people.child(stage, "lot"), "point", facing="back")
    if stage.dice("lot").random() < 0.5:
        animals.walking_cat(stage.at(112, 262, scale=0.8), stage.tone("#A2A29C"))


SUBJECTS = (
    Subject(
        "ivy-house",
        "住宅街。つたにおおわれた空き家の屋根に穴があき、貼り紙が見える",
        "An empty house under ivy with a hole in its roof and a notice on its door.",
        ivy_house,
    ),
    Subject(
        "graffiti-wall",
        "路地。塀に大きな落書きがあり、人がローラーで消している",
        "A wall with large graffiti, which someone paints over with a roller.",
        graffiti_wall,
    ),
    Subject(
        "weedy-lot",
        "空き地。背の高い草が茂り、子どもが前に立っている",
        "An empty lot full of tall weeds with a child standing before it.",
        weedy_lot,
    ),
)
