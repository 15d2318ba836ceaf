"""River and harbour: litter on the bank, a barge at dusk, a rusty railing."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, Colour, lighter, mix
from ..shapes import bridges, litter, roads, sky, trees
from ..stage import BOTTOM, LEFT, RIGHT, Stage
from .subject import Subject

RAIL_LEFT, RAIL_GAP = -68, 16
BANKS = ("#D9D4C5", "#C9A77C", "#AEB4B2", "#B9BE90")
WASHED_UP = (
    (108, 262), (186, 238), (192, 270), (240, 244), (264, 268),
    (288, 244), (228, 280), (132, 284), (310, 264), (86, 240),
)  # fmt: skip


def river_litter(stage: Stage) -> None:
    """Bottles, cans and a bag washed up on the river bank."""
    palette = stage.palette
    sky.sky(stage)
    _far_bank(stage.at(0, stage.dice("level").uniform(-18, 16)))
    stage.canvas.path(f"M{LEFT} 206Q80 190 190 204T{RIGHT} 196V{BOTTOM}H{LEFT}Z", palette.leaf)
    tall = stage.dice("reeds").uniform(20, 44)
    trees.blades(stage, LEFT, RIGHT, 208, tall=tall, gap=7, topic="reed", dry=True)
    bank = mix(palette.ground, stage.tone(stage.dice("bank").choice(BANKS)), 0.5)
    stage.canvas.path(f"M{LEFT} 228Q90 206 210 219T{RIGHT} 214V{BOTTOM}H{LEFT}Z", bank)
    stage.canvas.path(f"M{LEFT} 268Q120 250 250 266T{RIGHT} 262V{BOTTOM}H{LEFT}Z", palette.shade(bank, 0.07))
    _washed_up(stage)


def _far_bank(stage: Stage) -> None:
    """The town, the bridge and the water, higher or lower with the tide."""
    palette = stage.palette
    sky.skyline(stage, 112, tall=64)
    green = stage.dice("far bank").random() < 0.4
    stage.band(108, 124, mix(palette.leaf, palette.far, 0.45) if green else palette.mid)
    if green:
        trees.hedge(stage, LEFT, RIGHT, 122, 18)
    stage.band(122, BOTTOM + 20, palette.water)
    bridges.bridge(stage, 96, water=128)
    roads.water_lines(stage, 130, 200, "river")


def _washed_up(stage: Stage) -> None:
    """A full bag, one red can, and by chance the rest."""
    dice = stage.dice("washed")
    litter.bin_bag(stage.at(dice.uniform(146, 168), 252, scale=1.15), stage.palette.paper)
    litter.can(stage.at(216 + dice.uniform(-8, 8), 258, scale=1.15, turn=dice.uniform(-40, 40)), SPOT_RED)
    for x, y in dice.sample(WASHED_UP, dice.randint(6, 9)):
        place = (x + dice.uniform(-6, 6), y + dice.uniform(-4, 4))
        litter.any_litter(stage.at(*place, scale=dice.uniform(0.85, 1.15), turn=dice.uniform(-50, 50)), dice)


def harbour_dusk(stage: Stage) -> None:
    """A barge and cranes in the harbour, two people looking from the quay."""
    sky.sky(stage, sun=False)
    sky.skyline(stage, 142, tall=46, landmark=False)
    _low_sun(stage)
    for x, scale in ((262, 1.0), (326, 0.86)):
        _crane(stage.at(x, 146, scale=scale))
    roads.water_lines(stage, 150, 238, "harbour", count=28)
    _barge(stage.at(186, 206))
    _quay(stage)


def _low_sun(stage: Stage) -> None:
    """The sun, or at night the moon, over the water and its path on it."""
    palette = stage.palette
    if not palette.is_rain:
        stage.canvas.circle(150, 116, 30, sky.MOON if palette.is_night else lighter(palette.sky, 0.5))
    stage.band(140, BOTTOM, palette.water)
    for y, width in ((148, 56), (158, 40), (168, 60), (180, 30), (194, 44)):
        stage.canvas.rect(150 - width / 2, y, width, 3, lighter(palette.water, 0.4), corner=1.5)


def _crane(stage: Stage) -> None:
    tint = stage.palette.shade(stage.palette.roof, 0.1)
    for x in (-20, 16):
        stage.canvas.rect(x, -74, 4.4, 76, tint)
    stage.canvas.rect(-20, -42, 40, 3.4, tint)
    stage.canvas.rect(-46, -78, 92, 5, tint)
    stage.canvas.path("M-4 -78L0 -108H4L8 -78Z", tint)
    stage.canvas.line([(2, -106), (-44, -78)], 1.3, tint)
    stage.canvas.line([(2, -106), (44, -78)], 1.3, tint)
    stage.canvas.line([(-36, -74), (-36, -50)], 1.1, tint)
    stage.canvas.rect(-43, -50, 14, 8, stage.tone("#C7A15A"))


def _barge(stage: Stage) -> None:
    palette = stage.palette
    dice = stage.dice("barge")
    hues = [SPOT_RED, SPOT_YELLOW, stage.tone("#3C7F93"), stage.tone("#5E8F6B"), stage.tone("#E8E0CE")]
    for column in range(4):
        for level in range(dice.randint(1, 2) if column else 2):
            stage.canvas.rect(-52 + column * 27, -26 - level * 15, 26, 14, hues[(column + level * 2) % 5])
            stage.canvas.rect(
                -52 + column * 27 + 12, -26 - level * 15, 1.4, 14, palette.shade(hues[(column + level * 2) % 5], 0.2)
            )
    stage.canvas.rect(60, -42, 24, 30, palette.paper)
    stage.canvas.rect(63, -38, 18, 8, palette.lamplight if palette.lamps_lit else palette.glass)
    stage.canvas.rect(69, -58, 5, 16, palette.shade(palette.roof, 0.2))
    stage.canvas.path(
        "M-84 -13H96Q92 2 78 8H-66Q-78 2 -84 -13Z",
        palette.ink if palette.is_night else palette.shade(palette.roof, 0.35),
    )
    stage.canvas.path("M-80 -3H92Q88 4 78 8H-66Q-74 4 -80 -3Z", stage.tone("#8E4A3E"))
    for x, width in ((-110, 60), (-30, 70), (60, 56)):
        stage.canvas.rect(x, 11, width, 2.4, lighter(palette.water, 0.36), corner=1.2)


def _quay(stage: Stage) -> None:
    palette = stage.palette
    stage.band(248, BOTTOM, palette.ground)
    stage.band(248, 254, lighter(palette.ground, 0.2))
    stage.band(254, 262, palette.shade(palette.ground, 0.16))
    for x in (72, 330):
        stage.canvas.path(f"M{x - 9} 252V240Q{x - 13} 232 {x} 232Q{x + 13} 232 {x + 9} 240V252Z", palette.ink)
    people.person(stage.at(184, 278, scale=0.8), replace(people.adult(stage, "quay"), bag=""), "stand", facing="back")
    people.person(stage.at(216, 278, scale=0.8), replace(people.elder(stage, "quay"), bag=""), "stand", facing="back")


def rusty_railing(stage: Stage) -> None:
    """The railing of a bridge, eaten by rust."""
    palette = stage.palette
    sky.sky(stage)
    sky.skyline(stage, 132, tall=70)
    stage.band(130, 140, mix(palette.leaf, palette.far, 0.5))
    stage.band(138, BOTTOM, palette.water)
    roads.water_lines(stage, 150, 216, "rust", count=26)
    stage.band(238, BOTTOM, palette.ground)
    stage.band(236, 246, lighter(palette.ground, 0.22))
    roads.slabs(stage, roads.Perspective(200, 130), 246, gap=58)
    _rail(stage)
    _rust(stage)
    people.person(stage.at(304, 274, scale=0.98, flip=True), replace(people.elder(stage, "rust"), bag=""), "point")


def _rust(stage: Stage) -> None:
    """Brown and orange patches where the paint has gone, with runs down the bars."""
    dice = stage.dice("rust")
    dark, bright = stage.tone("#8A4A30"), SPOT_RED
    for bar in (10, 11, 13, 14, 15, 17, 18, 20, 21):
        x, run = RAIL_LEFT + RAIL_GAP * bar + 3, dice.uniform(2, 26)
        colour, other = (bright, dark) if bar % 3 == 0 else (dark, bright)
        stage.canvas.line([(x, 160), (x + dice.uniform(-1, 1), 162 + run)], 5, colour)
        stage.canvas.line([(x + 1, 160), (x + 1, 160 + run * 0.5)], 2.2, other)
    for top, bottom, flakes in ((143, 160, (118, 146, 180, 204, 238, 264, 284)), (228, 236, (126, 168, 196, 226, 258))):
        with stage.canvas.inside([(LEFT, top), (RIGHT, top), (RIGHT, bottom), (LEFT, bottom)]):
            for index, x in enumerate(flakes):
                y = dice.choice((top + 1, (top + bottom) / 2, bottom))
                _flake(stage, x + dice.uniform(-6, 6), y, dice.uniform(8, 15), dark)
                _flake(stage, x + dice.uniform(2, 12), y, dice.uniform(4, 9), bright if index % 2 else dark)


def _flake(stage: Stage, x: float, y: float, size: float, colour: Colour) -> None:
    dice = stage.dice(f"flake/{x}")
    ring = ((-1, 0.1), (-0.5, -0.6), (0.2, -0.75), (0.9, -0.4), (1.1, 0.3), (0.3, 0.7), (-0.6, 0.6))
    stage.canvas.blob(
        [(x + px * size * dice.uniform(0.7, 1.2), y + py * size * dice.uniform(0.7, 1.1)) for px, py in ring], colour
    )


def _rail(stage: Stage) -> None:
    paint = mix(stage.tone(stage.dice("railing").choice(("#74AE9C", "#8FA9BE", "#DCCFA8"))), stage.palette.wall, 0.12)
    shade = stage.palette.shade(paint, 0.3)
    for bar in range(34):
        x = RAIL_LEFT + bar * RAIL_GAP
        end = 196 if bar == 14 else 242
        stage.canvas.rect(x, 154, 6, end - 154, paint)
        stage.canvas.rect(x + 4, 154, 2, end - 154, shade)
    for x in (-44, 104, 276, 424):
        stage.canvas.rect(x, 134, 17, 112, paint)
        stage.canvas.rect(x + 11, 134, 6, 112, shade)
        stage.canvas.rect(x - 4, 128, 25, 9, shade, corner=2)
    stage.canvas.rect(LEFT, 143, 540, 17, paint, corner=6)
    stage.canvas.rect(LEFT, 155, 540, 5, shade)
    stage.canvas.rect(LEFT, 228, 540, 8, paint)


SUBJECTS = (
    Subject(
        "river-litter",
        "川べり。岸の草の手前に、ごみ袋や空き缶、ペットボトルが散らばっている",
        "A river bank with a rubbish bag, cans and bottles strewn below the reeds.",
        river_litter,
    ),
    Subject(
        "harbour-dusk",
        "港。荷を積んだ船とクレーンを、岸壁から二人が見ている",
        "A harbour where two people on the quay look at a loaded barge and cranes.",
        harbour_dusk,
    ),
    Subject(
        "rusty-railing",
        "橋の上。欄干が赤くさび、人が指さしている",
        "A bridge with a rusty railing that someone points at.",
        rusty_railing,
    ),
)
