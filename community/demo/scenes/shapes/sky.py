"""Sky, sun and moon, clouds, stars, rain, and the far skyline in one tint."""

from __future__ import annotations

from random import Random

from ..palettes import lighter, mix, rgb
from ..stage import BOTTOM, LEFT, RIGHT, TOP, Stage
from .landmarks import LANDMARKS

MOON = rgb("#F6E7C1")


def sky(stage: Stage, *, clouds: bool = True, sun: bool = True) -> None:
    """The whole picture filled with the hour's sky."""
    stage.band(TOP, BOTTOM, stage.palette.sky)
    if stage.palette.is_night:
        _stars(stage)
    if sun:
        _sun_or_moon(stage)
    if clouds and not stage.palette.is_night:
        _clouds(stage)


def _sun_or_moon(stage: Stage) -> None:
    dice = stage.dice("sun")
    x, y, radius = dice.choice((86, 120, 292, 326)) + dice.uniform(-12, 12), dice.uniform(36, 66), dice.uniform(15, 20)
    if stage.palette.is_night:
        _moon(stage, dice, x, y, radius * 0.85)
    elif not stage.palette.is_rain:
        stage.canvas.circle(x, y, radius, lighter(stage.palette.sky, 0.55))


def _moon(stage: Stage, dice: Random, x: float, y: float, radius: float) -> None:
    stage.canvas.circle(x, y, radius, MOON)
    bite = dice.choice((None, 0.55, 0.8))
    if bite:
        stage.canvas.circle(x - radius * bite, y - radius * 0.22, radius * 0.94, stage.palette.sky)


def _stars(stage: Stage) -> None:
    dice = stage.dice("stars")
    for _ in range(42):
        x, y = dice.uniform(LEFT, RIGHT), dice.uniform(TOP, 120)
        stage.canvas.circle(x, y, dice.choice((0.5, 0.6, 0.9)), mix(stage.palette.sky, MOON, dice.uniform(0.3, 0.8)))


def _clouds(stage: Stage) -> None:
    dice = stage.dice("clouds")
    share = 0.22 if stage.palette.is_rain else 0.4
    for _ in range(dice.choice((2, 3, 3, 4))):
        x, y, size = dice.uniform(LEFT, RIGHT), dice.uniform(8, 84), dice.uniform(0.7, 1.25)
        cloud(stage.at(x, y, scale=size, flip=dice.random() < 0.5), share)


def cloud(stage: Stage, share: float = 0.4) -> None:
    """A flat cloud, a little lighter than the sky."""
    colour = lighter(stage.palette.sky, share)
    for x, y, width in ((-30, 0, 64), (-17, -7, 40), (-4, -13, 20), (-42, 7, 58)):
        stage.canvas.rect(x, y, width, 9, colour, corner=4.5)


def skyline(stage: Stage, base: float, *, tall: float = 70, landmark: bool = True) -> None:
    """Far buildings standing on a base line, in one tint, new heights with every seed."""
    dice = stage.dice("skyline")
    x = float(LEFT)
    while x < RIGHT:
        width, height = dice.uniform(16, 40), tall * dice.uniform(0.35, 1.0)
        _far_block(stage, dice, x, base, width, height)
        x += width + dice.choice((-2, 0, 5, 11))
    if landmark and dice.random() < 0.55:
        place = dice.choice((70, 128, 272, 330)) + dice.uniform(-10, 10)
        LANDMARKS[dice.choice(sorted(LANDMARKS))](stage.at(place, base, scale=tall / 70))


def _far_block(stage: Stage, dice: Random, x: float, base: float, width: float, height: float) -> None:
    palette, canvas = stage.palette, stage.canvas
    tint = palette.far if dice.random() < 0.7 else mix(palette.far, palette.sky, 0.35)
    canvas.rect(x, base - height, width, height + 1, tint)
    top = dice.random()
    if top < 0.22:
        canvas.rect(x + width * 0.25, base - height - 6, width * 0.4, 7, tint)
    elif top < 0.36:
        canvas.rect(x + width * 0.5, base - height - 12, 1.4, 13, tint)
    if palette.is_night:
        _far_windows(stage, dice, x, base - height, width, height)


def _far_windows(stage: Stage, dice: Random, x: float, top: float, width: float, height: float) -> None:
    glow = mix(stage.palette.far, stage.palette.lamplight, 0.5)
    for _ in range(int(width * height / 420)):
        stage.canvas.rect(x + dice.uniform(3, width - 5), top + 5 + dice.uniform(0, height - 12), 2, 2.6, glow)


def rain(stage: Stage) -> None:
    """Slanting strokes over the whole picture."""
    dice = stage.dice("rain")
    for _ in range(85):
        x, y, length = dice.uniform(LEFT, RIGHT), dice.uniform(TOP, BOTTOM), dice.uniform(7, 15)
        lean = length * 0.32
        stage.canvas.polygon(
            [(x, y), (x + 0.9, y), (x + 0.9 - lean, y + length), (x - lean, y + length)],
            (255, 255, 255),
            alpha=dice.uniform(0.35, 0.6),
        )
