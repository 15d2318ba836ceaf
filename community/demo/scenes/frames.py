"""One thing close to the eye at the edge of a picture: leaves, a pole, a railing, or nothing."""

from __future__ import annotations

from .palettes import mix
from .shapes.street import guard_pipe
from .stage import BOTTOM, TOP, Stage

KINDS = ("none", "none", "leaves", "pole", "fence")


def frame(stage: Stage) -> None:
    """Draw the frame this seed chose; it stays out of the middle."""
    dice = stage.dice("frame")
    DRAW[dice.choice(KINDS)](stage if dice.random() < 0.5 else stage.at(400, 0, flip=True))


def _none(stage: Stage) -> None:
    """Nothing between the eye and the place."""


def _leaves(stage: Stage) -> None:
    dice = stage.dice("frame/leaves")
    near = mix(stage.palette.leaf, stage.palette.ink, 0.5)
    tints = (near, mix(near, stage.palette.leaf, 0.3), near)
    stage.canvas.stroke("M-40 -6Q20 4 74 18", 2.4, mix(stage.palette.ink, stage.palette.wood, 0.3))
    for _ in range(24):
        x = dice.uniform(-30, 84)
        place = stage.at(x, dice.uniform(-16, 30) - x * 0.12, turn=dice.uniform(40, 150), scale=dice.uniform(0.8, 1.3))
        place.canvas.path("M0 -14Q10 -3 0 14Q-10 -3 0 -14Z", dice.choice(tints))


def _pole(stage: Stage) -> None:
    colour = mix(stage.palette.metal, stage.palette.ink, 0.45)
    stage.canvas.rect(-40, TOP, 54, BOTTOM - TOP, colour)
    stage.canvas.rect(8, TOP, 6, BOTTOM - TOP, mix(colour, stage.palette.ink, 0.3))
    for y in (74, 82, 206):
        stage.canvas.rect(-40, y, 54, 3, mix(colour, stage.palette.sky, 0.3))


def _fence(stage: Stage) -> None:
    colour = mix(stage.palette.metal, stage.palette.ink, 0.55)
    guard_pipe(stage.at(-104, 318, scale=1.3), 130, colour)


DRAW = {"none": _none, "leaves": _leaves, "pole": _pole, "fence": _fence}
