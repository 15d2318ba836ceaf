"""Flowers, cats, pigeons, and a bench to rest on."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, lighter
from ..people import aids
from ..shapes import animals, houses, roads, sky, street, trees
from ..stage import BOTTOM, LEFT, RIGHT, Stage
from . import places
from .parks import open_ground, park
from .subject import Subject


def flower_bed(stage: Stage) -> None:
    """Neighbours plant the flower bed anew."""
    palette = stage.palette
    sky.sky(stage)
    sky.skyline(stage, 150, tall=56)
    stage.band(146, BOTTOM, palette.ground)
    houses.row(stage, 176, ((LEFT, 146), (262, RIGHT)), tall=82, topic="flower", kinds=houses.district(stage))
    trees.tree(stage.at(204, 184, scale=0.95), "flower")
    trees.hedge(stage, 132, 276, 186, 16)
    stage.band(184, 192, lighter(palette.ground, 0.3))
    figures = (("flower/1", 140, 0.86, False, "offer"), ("flower/2", 268, 0.86, True, "wave"))
    for topic, x, size, flip, pose in figures:
        look = people.elder(stage, topic) if x < 200 else people.adult(stage, topic)
        hat = "straw" if x < 200 else ""
        figure = people.person(
            stage.at(x, 228, scale=size, flip=flip), replace(look, bag="", hat=hat, hat_colour="#E3CB94"), pose
        )
        if x < 200:
            aids.watering_can(
                stage.at(x + figure.near_hand[0] * size, 228 + figure.near_hand[1] * size, scale=0.9),
                stage.tone("#4E93A8"),
            )
    young = replace(people.child(stage, "flower"), top="spot-yellow", hat="")
    people.person(stage.at(222, 230, scale=0.9), young, "crouch")
    soil = palette.shade(palette.tone("#8A5E44"), 0.18)
    stage.canvas.path(f"M{LEFT} 240Q60 222 200 226T{RIGHT} 236V{BOTTOM}H{LEFT}Z", soil)
    _flowers(stage)


def _flowers(stage: Stage) -> None:
    dice = stage.dice("flowers")
    hues = [SPOT_RED, SPOT_YELLOW, stage.tone("#FBF4E6"), stage.tone("#D9708C"), stage.tone("#8C6FA8")]
    picked = dice.sample(hues, 4)
    for row in range(9):
        y = 246 + row * 11
        size = 0.66 + row * 0.085
        x = LEFT + dice.uniform(0, 12)
        while x < RIGHT:
            rise = 8 * (1 - ((x - 200) / 270) ** 2) if row < 2 else 0
            if dice.random() < 0.86:
                colour = picked[(row + int(x // 60)) % 4] if dice.random() < 0.8 else dice.choice(hues)
                trees.flower(stage.at(x, y - rise + dice.uniform(-2, 2), scale=size), colour, lighter(SPOT_YELLOW, 0.2))
            x += dice.uniform(9, 14) * (0.8 + row * 0.06)


def community_cats(stage: Stage) -> None:
    """Cats of the neighbourhood round a bowl, one on the bench."""
    park(stage, 158, topic="cats")
    open_ground(stage, 202)
    street.bench(stage.at(196, 226, scale=0.92))
    dice = stage.dice("furs")
    furs = ["#E7D2B4", "#2C2E38", "#E39B3F", "#A2A29C", "#F2EFE6", "#8A6A4E"]
    dice.shuffle(furs)
    animals.sitting_cat(stage.at(252, 199, scale=0.86), stage.tone(furs[0]))
    animals.sitting_cat(stage.at(146, 259, scale=1.24), stage.tone(furs[1]), patch=stage.tone(furs[4]))
    animals.sitting_cat(stage.at(258, 262, scale=1.12, flip=True), stage.tone(furs[2]))
    if dice.random() < 0.6:
        animals.walking_cat(stage.at(322, 254, scale=0.95, flip=True), stage.tone(furs[3]))
    else:
        animals.lying_cat(stage.at(90, 250), stage.tone(furs[3]))
    stage.shadow(203, 261, 22, 4)
    stage.canvas.path("M183 253H223L218 262H188Z", SPOT_RED)
    stage.canvas.ellipse(203, 253, 20, 4.4, lighter(SPOT_RED, 0.35))
    stage.canvas.ellipse(203, 253.4, 14, 3, stage.palette.shade(stage.palette.wood, 0.2))


def pigeon_feeding(stage: Stage) -> None:
    """Someone scatters bread and the square is full of pigeons."""
    park(stage, 146, topic="pigeon")
    open_ground(stage, 180, bend=6)
    roads.slabs(stage, roads.Perspective(200, 120), 190, gap=60)
    street.bench(stage.at(38, 226, scale=0.86))
    look = replace(people.elder(stage, "pigeon"), top="spot-red", garment="coat", bag="tote", hat="")
    figure = people.person(stage.at(136, 256, scale=0.96), look, "offer")
    hand = (136 + figure.near_hand[0] * 0.96, 256 + figure.near_hand[1] * 0.96)
    _crumbs(stage, hand)
    _pigeons(stage)


def _crumbs(stage: Stage, hand: tuple[float, float]) -> None:
    dice = stage.dice("crumbs")
    for step in range(9):
        share = step / 9
        stage.canvas.circle(hand[0] + 58 * share, hand[1] + 62 * share * share + dice.uniform(-6, 4), 1.8, SPOT_YELLOW)
    for _ in range(26):
        stage.canvas.circle(dice.uniform(186, 310), dice.uniform(226, 276), 1.6, SPOT_YELLOW)


def _pigeons(stage: Stage) -> None:
    dice = stage.dice("pigeons")
    rows = ((214, (196, 244, 300)), (232, (222, 270, 322)), (250, (196, 240, 288)), (268, (176, 228, 276, 326)))
    birds = [(y + dice.uniform(-4, 4), x + dice.uniform(-11, 11)) for y, places in rows for x in places]
    for index, (y, x) in enumerate(sorted(birds)):
        size = 0.7 + (y - 210) / 110
        animals.pigeon(stage.at(x, y, scale=size, flip=dice.random() < 0.6), f"{index}", pecking=dice.random() < 0.55)


def rest_bench(stage: Stage) -> None:
    """Old people rest on a bench under a tree, their cart beside them."""
    palette = stage.palette
    places.street_front(stage, 168, tall=84, topic="rest")
    stage.band(166, 214, palette.ground)
    stage.band(160, BOTTOM, palette.ground)
    roads.slabs(stage, roads.Perspective(200, 96), 172, gap=58)
    trees.tree(stage.at(92, 226, scale=1.62), "rest", kind="round")
    bench = stage.at(146, 258, scale=1.08)
    street.bench(bench, 104)
    elders = [replace(people.elder(stage, f"rest/{index}"), bag="", garment="shirt") for index in (1, 2)]
    figure = people.person(stage.at(218, 257, scale=1.02), replace(elders[0], top="spot-red"), "sit")
    aids.cane(stage.at(218, 257, scale=1.02), figure.near_hand, reach=4)
    people.person(stage.at(166, 257, scale=1.02), elders[1], "sit-back")
    street.shop_cart(stage.at(272, 266, scale=0.96))


SUBJECTS = (
    Subject(
        "flower-bed",
        "花壇。住民が水をやり、色とりどりの花を植えかえている",
        "A flower bed where neighbours water and plant flowers of many colours.",
        flower_bed,
    ),
    Subject(
        "community-cats",
        "公園。赤い皿のまわりとベンチの上に猫がいる",
        "A park with cats round a red bowl and one on the bench.",
        community_cats,
    ),
    Subject(
        "rest-bench",
        "木かげ。お年寄りが二人、手押し車をそばに置いてベンチで休んでいる",
        "A bench under a tree where two old people rest, their cart beside them.",
        rest_bench,
    ),
    Subject(
        "pigeon-feeding",
        "広場。人がえさをまき、たくさんの鳩が集まっている",
        "A square where someone scatters food and many pigeons gather.",
        pigeon_feeding,
    ),
)
