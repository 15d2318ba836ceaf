"""Trees, bushes, grass, reeds, leaves and flowers."""

from __future__ import annotations

import math
from random import Random

from ..palettes import Colour, lighter, mix, rgb
from ..stage import Stage

GINKGO = ("#F2BC3C", "#E5A62B")
FALLEN = {
    "autumn": ("#E9B23C", "#D99A2C", "#C97F3A", "#B5653A", "#EBC468"),
    "summer": ("#7FA24A", "#5E8446", "#A9A24A", "#C9A24A", "#8A6A42"),
}
BLOSSOM = ("#F3C3CC", "#E5A3B2")


def tree_kind(stage: Stage, topic: str) -> str:
    """Round, pine, or in November ginkgo."""
    kinds = ("round", "round", "pine", "slim") + (("ginkgo",) * 3 if stage.month == 11 else ())
    return stage.dice(f"tree/{topic}").choice(kinds)


def tree(stage: Stage, topic: str, *, kind: str = "") -> None:
    """A street tree about 100 units tall, rooted at the origin."""
    kind = kind or tree_kind(stage, topic)
    KINDS[kind](stage, stage.dice(f"tree/{topic}/{kind}"))


def leaf_colours(stage: Stage) -> tuple[Colour, Colour]:
    """The lit and the shaded green of this hour; pink in the weeks of the cherry."""
    if stage.month == 4 and stage.seed % 3 == 0:
        return stage.tone(BLOSSOM[0]), stage.tone(BLOSSOM[1])
    leaf = stage.palette.leaf
    return leaf, mix(leaf, rgb("#123C38"), 0.34)


def _trunk(stage: Stage, height: float, width: float) -> None:
    bark = stage.palette.shade(stage.tone("#8A6142"), 0.25)
    stage.canvas.path(
        f"M{-width} 0Q{-width * 0.5} {-height * 0.3} {-width * 0.5} {-height}H{width * 0.5}"
        f"Q{width * 0.5} {-height * 0.3} {width} 0Z",
        bark,
    )
    stage.canvas.line([(0, -height * 0.62), (12, -height * 0.95)], width * 0.6, bark)
    stage.canvas.line([(0, -height * 0.7), (-11, -height)], width * 0.5, bark)


def _round_tree(stage: Stage, dice: Random) -> None:
    light, dark = leaf_colours(stage)
    stage.shadow(3, 0, 22, 3)
    _trunk(stage, 52, 4)
    crowns = ((0, -68, 27), (-19, -56, 18), (20, -57, 18), (-9, -84, 17), (12, -82, 16))
    for x, y, radius in crowns:
        stage.canvas.circle(x + dice.uniform(-3, 3), y + dice.uniform(-3, 3), radius * dice.uniform(0.92, 1.08), light)
    for x, y, radius in ((14, -58, 15), (20, -72, 11), (-12, -50, 9)):
        stage.canvas.circle(x + dice.uniform(-2, 2), y + dice.uniform(-2, 2), radius, dark)
    stage.canvas.circle(-12, -76, 6, lighter(light, 0.12))
    stage.canvas.circle(-20, -63, 4, lighter(light, 0.12))


def _slim_tree(stage: Stage, dice: Random) -> None:
    light, dark = leaf_colours(stage)
    stage.shadow(2, 0, 14, 2.5)
    _trunk(stage, 40, 3)
    tall = dice.uniform(94, 106)
    stage.canvas.path(
        f"M0 -24C-27 -24 -25 -62 -10 {-tall * 0.86}Q0 {-tall - 4} 10 {-tall * 0.86}C25 -62 27 -24 0 -24Z", light
    )
    stage.canvas.path(f"M0 -24C27 -24 25 -62 10 {-tall * 0.86}Q6 {-tall * 0.95} 3 {-tall * 0.97}Q14 -60 0 -24Z", dark)


def _pine(stage: Stage, dice: Random) -> None:
    _, dark = leaf_colours(stage)
    light = mix(stage.palette.leaf, rgb("#24584A"), 0.42)
    bark = stage.palette.shade(stage.tone("#7A5340"), 0.3)
    stage.shadow(3, 0, 20, 3)
    stage.canvas.path("M-6 0Q4 -30 -8 -52Q-14 -70 4 -92L8 -90Q-4 -70 2 -54Q12 -28 6 0Z", bark)
    stage.canvas.line([(2, -40), (20, -52)], 3, bark)
    stage.canvas.line([(-7, -56), (-22, -62)], 3, bark)
    for x, y, wide in ((24, -54, 20), (-24, -66, 19), (4, -92, 22), (14, -76, 17), (-8, -80, 14)):
        x, y = x + dice.uniform(-3, 3), y + dice.uniform(-2, 2)
        stage.canvas.path(
            f"M{x - wide} {y}Q{x - wide} {y - 12} {x} {y - 13}Q{x + wide} {y - 12} {x + wide} {y}"
            f"Q{x} {y + 5} {x - wide} {y}Z",
            light,
        )
        stage.canvas.path(f"M{x - wide} {y}Q{x} {y - 4} {x + wide} {y}Q{x} {y + 6} {x - wide} {y}Z", dark)


def _ginkgo(stage: Stage, dice: Random) -> None:
    light, dark = stage.tone(GINKGO[0]), stage.tone(GINKGO[1])
    stage.shadow(2, 0, 16, 2.5)
    _trunk(stage, 46, 3.4)
    tall = dice.uniform(98, 112)
    stage.canvas.path(f"M0 -26C-34 -26 -30 -60 0 {-tall}C30 -60 34 -26 0 -26Z", light)
    stage.canvas.path(f"M0 -26C34 -26 30 -60 0 {-tall}Q16 -58 0 -26Z", dark)


def _bush(stage: Stage, dice: Random) -> None:
    light, dark = leaf_colours(stage)
    for x, radius in ((-20, 12), (0, 16), (18, 13), (30, 9)):
        stage.canvas.circle(x, -radius * 0.7, radius * dice.uniform(0.9, 1.1), light)
    for x, radius in ((6, 9), (24, 8), (-14, 6)):
        stage.canvas.circle(x, -radius * 0.6, radius, dark)


KINDS = {"round": _round_tree, "slim": _slim_tree, "pine": _pine, "ginkgo": _ginkgo, "bush": _bush}


def hedge(stage: Stage, left: float, right: float, base: float, height: float) -> None:
    """A clipped hedge with a soft top."""
    light, dark = leaf_colours(stage)
    x = left
    dice = stage.dice(f"hedge/{base}")
    stage.canvas.rect(left, base - height * 0.7, right - left, height * 0.7, light)
    while x < right:
        stage.canvas.circle(x, base - height * 0.66, height * dice.uniform(0.3, 0.42), light)
        x += height * 0.42
    stage.canvas.rect(left - 2, base - height * 0.26, right - left + 4, height * 0.26, dark)


def blades(
    stage: Stage,
    left: float,
    right: float,
    base: float,
    *,
    tall: float = 20,
    gap: float = 6,
    topic: str = "grass",
    dry: bool = False,
) -> None:
    """A row of curved blades of grass or reed."""
    dice = stage.dice(f"blades/{topic}/{base}")
    light, dark = leaf_colours(stage)
    greens = [light, dark, mix(light, rgb("#8A7A3E"), 0.35)]
    if dry:
        greens.append(mix(light, stage.tone("#C9B26A"), 0.7))
    x = left
    while x < right:
        height, bend = tall * dice.uniform(0.5, 1.1), dice.uniform(-0.45, 0.45)
        tip = (x + bend * height, base - height)
        thick = tall * 0.055 + 0.5
        stage.canvas.path(
            f"M{x - thick:.2f} {base:.2f}Q{x - thick * 0.4:.2f} {base - height * 0.6:.2f} {tip[0]:.2f} {tip[1]:.2f}"
            f"Q{x + thick:.2f} {base - height * 0.5:.2f} {x + thick:.2f} {base:.2f}Z",
            dice.choice(greens),
        )
        x += gap * dice.uniform(0.5, 1.4)


def fan_leaf(stage: Stage, colour: Colour) -> None:
    """A fallen ginkgo leaf."""
    stage.canvas.path("M0 0L-5 -6Q-5 -9 -1 -8.4L0 -6.6L1 -8.4Q5 -9 5 -6Z", colour)
    stage.canvas.line([(0, -1), (0.6, 4)], 0.7, colour)


def oval_leaf(stage: Stage, colour: Colour) -> None:
    """A fallen pointed leaf with its rib."""
    stage.canvas.path("M0 -7Q5 -2 0 7Q-5 -2 0 -7Z", colour)
    stage.canvas.line([(0, -4), (0, 9)], 0.6, stage.palette.shade(colour, 0.4))


def scattered_leaves(
    stage: Stage, topic: str, box: tuple[float, float, float, float], count: int, *, size: float = 0.8
) -> None:
    """Fallen leaves over a flat piece of ground, larger towards the viewer."""
    dice = stage.dice(f"leaves/{topic}")
    left, top, right, bottom = box
    colours = [stage.tone(code) for code in FALLEN["summer" if 5 <= stage.month <= 9 else "autumn"]]
    for _ in range(count):
        depth = dice.random()
        place = stage.at(
            dice.uniform(left, right),
            top + (bottom - top) * depth,
            scale=size * (0.45 + 0.7 * depth),
            turn=dice.uniform(0, 360),
        )
        dice.choice((fan_leaf, oval_leaf))(place, dice.choice(colours))


def flower(stage: Stage, colour: Colour, heart: Colour) -> None:
    """A small flower with five petals on a short stalk."""
    stage.canvas.line([(0, 0), (0, -9)], 1.1, leaf_colours(stage)[1])
    stage.canvas.path("M0 -2Q4 -5 5 -4Q4 -1 0 0Z", leaf_colours(stage)[0])
    for petal in range(5):
        angle = math.tau * petal / 5 - math.pi / 2
        stage.canvas.circle(2.3 * math.cos(angle), -10 + 2.3 * math.sin(angle), 1.9, colour)
    stage.canvas.circle(0, -10, 1.5, heart)
