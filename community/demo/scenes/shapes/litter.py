"""What is left lying about: bags, bottles, cans, trays, boxes, tyres and old machines."""

from __future__ import annotations

from random import Random

from ..palettes import SPOT_RED, SPOT_YELLOW, Colour, lighter
from ..stage import Stage


def bin_bag(stage: Stage, colour: Colour) -> None:
    """A full knotted rubbish bag, 34 units tall."""
    shade = stage.palette.shade(colour, 0.16)
    stage.shadow(2, 0, 22, 3)
    stage.canvas.path(
        "M-20 -2Q-24 -20 -8 -28L-10 -35Q-4 -33 0 -35Q5 -33 9 -36L7 -28Q23 -20 20 -2Q18 1 0 1Q-18 1 -20 -2Z", colour
    )
    stage.canvas.path("M8 -27Q23 -20 20 -2Q18 1 5 1Q16 -10 8 -27Z", shade)
    stage.canvas.line([(-8, -28), (7, -28)], 2.2, shade)
    stage.canvas.stroke("M-4 -25Q-13 -20 -14 -11", 1.4, shade)


def bottle(stage: Stage, colour: Colour) -> None:
    """A drink bottle on its side, 30 units long."""
    stage.canvas.path("M-15 -5Q-16 0 -15 5H5Q9 5 10 2.4H14V-2.4H10Q9 -5 5 -5Z", colour)
    stage.canvas.rect(-9, -5, 9, 10, lighter(stage.palette.paper, 0.1))
    stage.canvas.rect(14, -3, 3.4, 6, stage.tone("#5E8F6B"), corner=0.8)


def can(stage: Stage, colour: Colour) -> None:
    """A drink can on its side, 18 units long."""
    stage.canvas.rect(-9, -5.4, 18, 10.8, colour, corner=2)
    stage.canvas.rect(-9, -5.4, 2.6, 10.8, stage.palette.metal, corner=1)
    stage.canvas.rect(6.6, -5.4, 2.6, 10.8, lighter(stage.palette.metal, 0.2), corner=1)
    stage.canvas.rect(-3, -5.4, 4, 10.8, stage.palette.paper)


def tray(stage: Stage) -> None:
    """An empty lunch tray."""
    white = stage.palette.paper
    stage.canvas.rect(-15, -9, 30, 18, stage.palette.shade(white, 0.3), corner=4)
    stage.canvas.rect(-15, -10, 30, 18, white, corner=4)
    hollow = stage.palette.shade(white, 0.14)
    stage.canvas.rect(-12, -7, 12, 12, hollow, corner=2.4)
    stage.canvas.rect(2.4, -7, 9.6, 5, hollow, corner=2)
    stage.canvas.rect(2.4, 0, 9.6, 5, stage.palette.shade(stage.palette.leaf, 0.1), corner=2)


def cup(stage: Stage) -> None:
    """A paper cup on its side with a lid."""
    stage.canvas.path("M-9 -6L8 -4V4L-9 6Z", stage.palette.paper)
    stage.canvas.path("M-5 -5.5L2 -4.7V4.7L-5 5.5Z", stage.tone("#5E8F6B"))
    stage.canvas.rect(-11, -6.6, 3, 13.2, stage.tone("#7A5844"), corner=1)


def paper(stage: Stage) -> None:
    """A crumpled sheet."""
    stage.canvas.path("M-8 3L-6 -5L1 -7L9 -3L7 5L-2 6Z", stage.palette.paper)
    stage.canvas.path("M1 -7L9 -3L0 0Z", stage.palette.shade(stage.palette.paper, 0.16))


def any_litter(stage: Stage, dice: Random) -> None:
    """One small piece of litter by chance."""
    kind = dice.choice(("bottle", "bottle", "can", "can", "tray", "cup", "paper"))
    if kind == "bottle":
        bottle(stage, stage.tone(dice.choice(("#9CCBDA", "#B9D9C4", "#D9E4E4"))))
    elif kind == "can":
        can(stage, dice.choice((SPOT_RED, SPOT_YELLOW)))
    else:
        {"tray": tray, "cup": cup, "paper": paper}[kind](stage)


def tyre(stage: Stage, radius: float = 15) -> None:
    """A tyre leaning against something."""
    ink = stage.palette.ink
    stage.canvas.circle(0, -radius, radius, ink)
    stage.canvas.circle(0, -radius, radius * 0.52, lighter(ink, 0.22))
    stage.canvas.circle(0, -radius, radius * 0.34, stage.palette.shade(ink, 0.4))


def fridge(stage: Stage) -> None:
    """An old fridge with one door ajar, 96 units tall."""
    white = stage.tone("#EDEAE0")
    shade = stage.palette.shade(white, 0.16)
    stage.shadow(24, 0, 34, 4)
    stage.canvas.rect(0, -96, 46, 94, white, corner=3)
    stage.canvas.rect(38, -95, 8, 92, shade, corner=2)
    stage.canvas.rect(0, -64, 46, 1.6, stage.palette.shade(white, 0.4))
    for y, high in ((-80, 11), (-58, 16)):
        stage.canvas.rect(4, y, 2.6, high, stage.palette.metal, corner=1)
    for x in (4, 36):
        stage.canvas.rect(x, -3, 6, 3, stage.palette.ink)
    stage.canvas.path("M12 -2V-12L18 -8L16 -2Z M28 -40L36 -34L32 -26Z", stage.palette.shade(stage.tone("#B98A6A"), 0.1))


def television(stage: Stage) -> None:
    """An old television with a cracked screen, 58 units wide."""
    body = stage.palette.shade(stage.tone("#4A5058"), 0.1)
    stage.shadow(29, 0, 36, 4)
    stage.canvas.rect(0, -46, 60, 44, body, corner=3)
    stage.canvas.rect(5, -41, 42, 34, stage.palette.shade(stage.tone("#6F8F98"), 0.15), corner=2)
    stage.canvas.line([(16, -38), (26, -27), (20, -22), (34, -9)], 1.2, lighter(body, 0.65))
    stage.canvas.line([(26, -27), (40, -32)], 1, lighter(body, 0.65))
    for y in (-36, -28):
        stage.canvas.circle(53, y, 2.4, stage.palette.metal)
    stage.canvas.rect(12, -3, 36, 3, stage.palette.ink)


def carton(stage: Stage, width: float = 34, height: float = 24) -> None:
    """A closed cardboard box with tape."""
    card = stage.tone("#C39A6B")
    stage.canvas.rect(0, -height, width, height, card)
    stage.canvas.rect(width * 0.42, -height, width * 0.16, height, lighter(card, 0.25))
    stage.canvas.rect(0, -height, width, 3, stage.palette.shade(card, 0.25))
