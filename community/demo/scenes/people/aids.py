"""What people hold, lean on, ride or push."""

from __future__ import annotations

from ..palettes import SPOT_YELLOW, Colour, lighter
from ..paths import Point
from ..shapes.vehicles import bicycle
from ..stage import Stage
from .figure import Figure, person
from .looks import Look


def cane(stage: Stage, hand: Point, *, colour: Colour | None = None, reach: float = 6) -> None:
    """A stick from the hand to the ground."""
    stick = colour or stage.tone("#7A5844")
    stage.canvas.line([hand, (hand[0] + reach, -1)], 2, stick)
    stage.canvas.line([(hand[0] - 3, hand[1] - 1), (hand[0] + 3, hand[1] - 1)], 2.6, stick)


def umbrella(stage: Stage, hand: Point, colour: Colour, *, turn: float = -6) -> None:
    """An open umbrella held up from the hand."""
    held = stage.at(*hand, turn=turn)
    held.canvas.line([(0, 6), (0, -58)], 1.6, stage.palette.ink)
    held.canvas.path(
        "M-42 -40Q-36 -66 0 -68Q36 -66 42 -40Q34 -46 27 -40Q14 -47 0 -40Q-14 -47 -27 -40Q-34 -46 -42 -40Z", colour
    )
    held.canvas.path(
        "M0 -68Q-16 -60 -14 -43.6Q-5 -46 0 -40Q5 -46 14 -43.6Q16 -60 0 -68Z", stage.palette.shade(colour, 0.14)
    )
    held.canvas.line([(0, -68), (0, -72)], 1.6, stage.palette.ink)


def phone(stage: Stage, hand: Point) -> None:
    """A smartphone in the hand."""
    held = stage.at(hand[0] + 1, hand[1] - 3, turn=-14)
    held.canvas.rect(-2.6, -7, 5.2, 11, stage.palette.ink, corner=1)
    held.canvas.rect(-2, -6, 4, 9, lighter(stage.palette.water, 0.5), corner=0.6)


def flag(stage: Stage, hand: Point) -> None:
    """The yellow flag that stops the cars for schoolchildren."""
    held = stage.at(*hand, turn=8)
    held.canvas.line([(0, 8), (0, -40)], 1.8, stage.tone("#8A6142"))
    held.canvas.path("M0 -40H26Q22 -33 26 -24H0Z", SPOT_YELLOW)


def broom(stage: Stage, figure: Figure, *, straw: str = "#C9A65A") -> None:
    """A bamboo broom in both hands."""
    (nx, ny), (fx, fy) = figure.near_hand, figure.far_hand
    foot = (max(nx, fx) + 20, -10.0)
    stage.canvas.line([(min(nx, fx) - 10, min(ny, fy) - 18), foot], 2, stage.tone("#A9885A"))
    brush = stage.at(*foot, turn=-24)
    brush.canvas.path("M-3 -6H3L9 12Q0 15 -9 12Z", stage.tone(straw))
    brush.canvas.rect(-3.6, -7, 7.2, 3, stage.palette.ink)


def tongs(stage: Stage, hand: Point) -> None:
    """Litter tongs reaching to the ground."""
    stage.canvas.line([hand, (hand[0] + 9, -3)], 1.6, stage.palette.metal)
    stage.canvas.line([(hand[0] + 1, hand[1]), (hand[0] + 13, -4)], 1.6, stage.palette.metal)


def bucket(stage: Stage, colour: Colour) -> None:
    """A bucket with its handle up."""
    stage.canvas.stroke("M-8 -16Q0 -30 8 -16", 1.4, stage.palette.metal)
    stage.canvas.path("M-9 -17H9L7 0H-7Z", colour)
    stage.canvas.ellipse(0, -17, 9, 2.4, stage.palette.shade(colour, 0.25))


def watering_can(stage: Stage, colour: Colour) -> None:
    """A watering can tipped forward, its handle at the origin."""
    can = stage.at(0, 0, turn=16)
    can.canvas.stroke("M-6 0Q2 -10 12 0", 1.8, colour)
    can.canvas.path("M-8 0H13V16H-8Z", colour)
    can.canvas.line([(12, 13), (27, 0)], 3, colour)
    can.canvas.line([(24, -3), (30, 4)], 3, stage.palette.shade(colour, 0.25))


def suitcase(stage: Stage, colour: Colour, *, tall: float = 40) -> None:
    """A travel case on wheels with its handle drawn out."""
    shade = stage.palette.shade(colour, 0.2)
    stage.canvas.line([(-6, -tall), (-6, -tall - 20), (6, -tall - 20), (6, -tall)], 1.8, stage.palette.metal)
    stage.canvas.rect(-14, -tall - 3, 28, tall, colour, corner=4)
    for x in (-8, -1, 6):
        stage.canvas.rect(x, -tall + 2, 2, tall - 10, shade, corner=1)
    for x in (-9, 9):
        stage.canvas.circle(x, -2.4, 2.8, stage.palette.ink)


def wheelchair_user(stage: Stage, look: Look, pose: str = "wheel", *, frame: Colour | None = None) -> Figure:
    """A person in a wheelchair, facing right."""
    metal, ink = stage.palette.metal, stage.palette.ink
    tube = frame or stage.palette.shade(metal, 0.3)
    stage.shadow(4, 0.5, 36, 3)
    stage.canvas.line([(-24, -74), (-17, -72), (-13, -30)], 2.6, tube)
    stage.canvas.line([(-14, -31), (17, -31), (26, -10), (36, -9)], 2.8, tube)
    stage.canvas.path("M-18 -68L-11 -66L-9 -28H-14Z", ink)
    stage.canvas.ring(24, -6, 4.6, 2.6, ink)
    figure = person(stage.at(-2, -6), look, pose)
    stage.canvas.line([(-12, -44), (12, -44), (14, -32)], 2.6, tube)
    stage.canvas.ring(-7, -20, 18.4, 3, ink)
    stage.canvas.ring(-7, -20, 15, 1.2, metal)
    for dx, dy in ((15, 0), (7.5, 13), (-7.5, 13)):
        stage.canvas.line([(-7 - dx, -20 - dy), (-7 + dx, -20 + dy)], 0.8, metal)
    stage.canvas.circle(-7, -20, 3, tube)
    return figure


def cyclist(stage: Stage, look: Look, frame: Colour) -> None:
    """A person riding a shopping bicycle to the right."""
    bicycle(stage, frame, kickstand=False)
    person(stage.at(-14, -17), look, "ride")


def pram(stage: Stage, colour: Colour) -> None:
    """A pushchair with its hood up, its handle at the left."""
    metal, ink = stage.palette.metal, stage.palette.ink
    stage.shadow(18, 0.5, 30, 2.6)
    stage.canvas.line([(-8, -54), (8, -40), (32, -8)], 2.4, metal)
    stage.canvas.line([(30, -30), (6, -8)], 2.4, metal)
    stage.canvas.path("M4 -36Q2 -62 28 -60L30 -38Z", stage.palette.shade(colour, 0.2))
    stage.canvas.path("M4 -37H40Q40 -20 24 -20H14Q6 -22 4 -37Z", colour)
    for x in (6, 33):
        stage.canvas.circle(x, -6, 6, ink)
        stage.canvas.circle(x, -6, 2.4, metal)
