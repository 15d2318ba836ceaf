"""Cats, crows and pigeons, facing right, feet at the origin."""

from __future__ import annotations

from ..palettes import SPOT_YELLOW, Colour, lighter, mix, rgb
from ..stage import Stage


def sitting_cat(stage: Stage, fur: Colour, *, patch: Colour | None = None) -> None:
    """A cat that sits and looks at us, 44 units tall."""
    shade = stage.palette.shade(fur, 0.2)
    stage.shadow(4, 0, 20, 2.6)
    stage.canvas.stroke("M12 -3Q30 -2 27 -14Q25 -20 30 -24", 5, shade)
    stage.canvas.path("M-12 0Q-15 -16 -6 -26H5Q19 -18 17 0Z", fur)
    stage.canvas.path("M-4 0V-13Q0 -16 4 -13V0Z", lighter(fur, 0.22))
    stage.canvas.path("M8 0Q7 -10 15 -11Q20 -6 18 0Z", shade)
    stage.canvas.path("M-13 -44L-8 -40H6L11 -44L12.4 -32Q12 -22 -1 -22Q-14 -22 -14.4 -32Z", fur)
    if patch:
        stage.canvas.path("M-13 -44L-8 -40H-1V-30Q-8 -26 -14.4 -32Z", patch)
    for x in (-6.5, 4.5):
        stage.canvas.ellipse(x, -32, 1.3, 1.9, rgb("#1D2B36") if sum(fur) > 330 else SPOT_YELLOW)
    stage.canvas.path("M-2.4 -28.4H.4L-1 -26.6Z", stage.tone("#C98A8A"))


def lying_cat(stage: Stage, fur: Colour) -> None:
    """A cat asleep, curled up."""
    shade = stage.palette.shade(fur, 0.22)
    stage.shadow(0, 0, 26, 3)
    stage.canvas.path("M-24 0Q-30 -20 -4 -21Q24 -21 24 -2Q24 0 20 0Z", fur)
    stage.canvas.stroke("M-22 -3Q-6 3 12 -3", 5, shade)
    stage.canvas.path("M9 -20L12 -15H22L26 -20L27 -8Q26 0 18 0Q9 0 8 -8Z", fur)
    for x in (13.5, 21.5):
        stage.canvas.line([(x - 1.6, -7.4), (x + 1.6, -7.4)], 0.9, mix(fur, rgb("#1D2B36"), 0.7))


def walking_cat(stage: Stage, fur: Colour) -> None:
    """A cat on its way, tail up."""
    shade = stage.palette.shade(fur, 0.22)
    stage.shadow(0, 0, 24, 2.4)
    stage.canvas.stroke("M-20 -19Q-30 -26 -26 -42", 4, fur)
    for x, colour in ((-16, fur), (-9, shade), (13, shade), (19, fur)):
        stage.canvas.line([(x, -14), (x + 1, -1.6)], 4.4, colour)
    stage.canvas.path("M-23 -14Q-24 -26 -10 -25H16Q26 -24 24 -13Q10 -9 -10 -10Z", fur)
    stage.canvas.path("M17 -41L22 -37H31L36 -41L37 -30Q36 -22 27 -22Q17 -22 16 -30Z", fur)
    for x in (23.5, 31.5):
        stage.canvas.ellipse(x, -31, 1.2, 1.8, rgb("#1D2B36") if sum(fur) > 330 else SPOT_YELLOW)


def crow(stage: Stage, *, pecking: bool = False) -> None:
    """A crow, 34 units long."""
    black = mix(rgb("#20242E"), stage.palette.sky, 0.1)
    blue = lighter(black, 0.16)
    stage.shadow(0, 0, 15, 2)
    for x in (-2, 5):
        stage.canvas.line([(x, -10), (x - 1, -1), (x + 3, -0.6)], 1.3, black)
    body = stage.at(0, -16, turn=28 if pecking else -12)
    body.canvas.path("M-30 2Q-18 -10 0 -11Q15 -11 16 -2Q14 9 -2 9Q-14 8 -30 2Z", black)
    body.canvas.path("M-24 2Q-12 -7 4 -5Q6 4 -6 5Q-16 6 -24 2Z", blue)
    body.canvas.circle(16, -9, 7.4, black)
    body.canvas.path("M21 -13Q30 -12 34 -6Q27 -5 21 -6Z", mix(black, rgb("#3A3A3A"), 0.5))
    body.canvas.circle(18.4, -10.6, 1.2, stage.palette.paper)


def flying_crow(stage: Stage) -> None:
    """A crow with its wings spread."""
    black = mix(rgb("#20242E"), stage.palette.sky, 0.1)
    stage.canvas.path("M-16 2Q-4 -5 12 -3L22 -5Q18 1 12 3Q0 7 -18 5L-28 8Z", black)
    stage.canvas.path("M-2 0Q-14 -20 -6 -32Q4 -22 8 -2Z", lighter(black, 0.12))
    stage.canvas.path("M-4 2Q-22 -6 -32 -18Q-12 -16 4 0Z", black)


def pigeon(stage: Stage, topic: str, *, pecking: bool = False) -> None:
    """A pigeon, 24 units long."""
    dice = stage.dice(f"pigeon/{topic}")
    grey = stage.tone(dice.choice(("#8E9AA3", "#7C8893", "#A3ABB0", "#6C7680", "#C9C4BA")))
    stage.shadow(0, 0, 10, 1.6)
    for x in (-1, 3):
        stage.canvas.line([(x, -6), (x, -0.6), (x + 2, -0.4)], 1.1, stage.tone("#C8745E"))
    body = stage.at(0, -10, turn=22 if pecking else -8)
    body.canvas.path("M-19 2Q-10 -7 2 -8Q12 -7 11 0Q8 6 -2 6Q-10 5 -19 2Z", grey)
    body.canvas.path("M-15 1Q-6 -5 4 -3Q3 3 -4 3Z", stage.palette.shade(grey, 0.3))
    body.canvas.path("M6 -2Q6 -12 11 -15Q16 -15 16.4 -11Q15 -6 12 0Z", stage.palette.shade(stage.tone("#5F7F86"), 0.15))
    body.canvas.path("M15.6 -13L20 -10.6L15.6 -10Z", stage.palette.ink)
    body.canvas.circle(13.4, -12.4, 0.9, stage.tone("#E0A23F"))
