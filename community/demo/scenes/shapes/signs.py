"""Signs, boards, posters and plates; letters are never mirrored."""

from __future__ import annotations

from ..palettes import SPOT_RED, SPOT_YELLOW, Colour, mix
from ..stage import Stage


def post(stage: Stage, height: float, *, width: float = 3.4, colour: Colour | None = None) -> None:
    """A steel post from the ground up."""
    steel = colour or stage.palette.metal
    stage.canvas.rect(-width / 2, -height, width, height, steel)
    stage.canvas.rect(width * 0.12, -height, width * 0.38, height, stage.palette.shade(steel, 0.3))


def board(
    stage: Stage,
    width: float,
    height: float,
    words: str,
    *,
    back: Colour,
    ink: Colour,
    corner: float = 2,
    share: float = 0.5,
    upright: bool = False,
) -> None:
    """A plain board with words, centred on the origin."""
    stage.canvas.rect(-width / 2, -height / 2, width, height, back, corner=corner)
    room = height * 0.86 if upright else width * 0.86
    size = width * share if upright else height * share
    stage.canvas.text(words, 0, 0, size, ink, width=room, upright=upright)


def stop_sign(stage: Stage, words: str = "止まれ") -> None:
    """The red triangle on its point that says stop, centred on the origin, 48 wide."""
    stage.canvas.path("M-25 -19Q-27 -22 -23 -22H23Q27 -22 25 -19L2.6 20Q0 24 -2.6 20Z", stage.palette.paper)
    stage.canvas.path("M-21 -17.5Q-22.6 -19.6 -19 -19.6H19Q22.6 -19.6 21 -17.5L2.2 16Q0 19 -2.2 16Z", SPOT_RED)
    stage.canvas.text(words, 0, -9.6, 9.6, stage.palette.paper, width=30)


def no_parking_bikes(stage: Stage, radius: float = 15) -> None:
    """A round sign against parked bicycles."""
    ink = stage.palette.ink
    stage.canvas.circle(0, 0, radius * 1.1, stage.palette.paper)
    stage.canvas.ring(0, 0, radius * 0.92, radius * 0.2, SPOT_RED)
    for x in (-0.36, 0.36):
        stage.canvas.ring(x * radius, radius * 0.2, radius * 0.24, radius * 0.08, ink)
    stage.canvas.line(
        [
            (-0.36 * radius, 0.2 * radius),
            (-0.1 * radius, -0.22 * radius),
            (0.2 * radius, -0.22 * radius),
            (0.36 * radius, 0.2 * radius),
        ],
        radius * 0.08,
        ink,
    )
    stage.canvas.line([(-0.6 * radius, -0.6 * radius), (0.6 * radius, 0.6 * radius)], radius * 0.16, SPOT_RED)


def poster(stage: Stage, width: float, height: float, topic: str, *, back: Colour | None = None) -> None:
    """A sheet with a picture and lines for words, its left upper corner at the origin."""
    dice = stage.dice(f"poster/{topic}")
    paper = back or stage.palette.paper
    hue = stage.tone(dice.choice(("#5B9BAA", "#5E8F6B", "#C7A15A", "#6E5B86", "#B4707A", "#35566B")))
    line = mix(paper, stage.palette.ink, 0.5)
    stage.canvas.rect(0, 0, width, height, paper)
    kind = dice.choice(("band", "sun", "box"))
    if kind == "band":
        stage.canvas.rect(0, 0, width, height * 0.3, hue)
    elif kind == "sun":
        stage.canvas.circle(width / 2, height * 0.34, width * 0.26, hue)
    else:
        stage.canvas.rect(width * 0.14, height * 0.12, width * 0.72, height * 0.38, hue)
    for step in range(3):
        stage.canvas.rect(
            width * 0.14, height * (0.64 + step * 0.11), width * dice.uniform(0.4, 0.72), height * 0.045, line
        )


def a_board(stage: Stage, words: str, *, back: Colour) -> None:
    """A folding shop sign on the footpath, 60 units tall."""
    stage.shadow(2, 0, 24, 3.4)
    stage.canvas.path("M10 0L17 -58H21L28 0Z", stage.palette.ink)
    stage.canvas.path("M-22 0L-17 -62H17L22 0H18L17 -8H-17L-18 0Z", stage.palette.shade(back, 0.35))
    stage.canvas.path("M-17 -10L-14 -58H14L17 -10Z", back)
    stage.canvas.text(words, 0, -44, 11, stage.palette.paper, width=25)
    for y, half in ((-32, 10), (-26, 7), (-20, 9)):
        stage.canvas.rect(-half, y, half * 2, 2.2, stage.palette.paper)


def lantern(stage: Stage, *, words: str = "", colour: Colour = SPOT_RED) -> None:
    """A paper lantern hanging from the origin, 30 units tall."""
    ink = stage.palette.ink
    rib = stage.palette.shade(colour, 0.2)
    stage.canvas.line([(0, -6), (0, 0)], 1, ink)
    stage.canvas.rect(-6, 0, 12, 3, ink, corner=1)
    stage.canvas.path("M-7 3Q-14 8 -14 16Q-14 24 -7 29H7Q14 24 14 16Q14 8 7 3Z", colour)
    for y, half in ((9, 12), (16, 14), (23, 12)):
        stage.canvas.rect(-half, y, half * 2, 0.9, rib)
    stage.canvas.rect(-6, 28.6, 12, 3, ink, corner=1)
    if words:
        stage.canvas.text(words, 0, 16, 11, stage.palette.paper, width=22, upright=True)


def caution_tape(stage: Stage, start: tuple[float, float], end: tuple[float, float], width: float = 6) -> None:
    """A yellow tape with dark slants between two points."""
    stage.canvas.line([start, end], width, SPOT_YELLOW, blunt=True)
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    across = (-along[1] * width / 2, along[0] * width / 2)
    place = 6.0
    while place < length - 6:
        x, y = start[0] + along[0] * place, start[1] + along[1] * place
        slant = (along[0] * 4, along[1] * 4)
        stage.canvas.polygon(
            [
                (x + across[0], y + across[1]),
                (x + across[0] + slant[0], y + across[1] + slant[1]),
                (x - across[0] + slant[0] * 2, y - across[1] + slant[1] * 2),
                (x - across[0] + slant[0], y - across[1] + slant[1]),
            ],
            stage.palette.ink,
        )
        place += 13
