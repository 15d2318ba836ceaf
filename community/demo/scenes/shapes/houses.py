"""Houses, flats and shops seen from the street; the left lower corner at the origin."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from ..palettes import Colour, darker, lighter, mix
from ..stage import Stage

WALLS = ("#FFF6E6", "#E9D9C2", "#DDE3DD", "#EBD8CB", "#D7DEE4", "#E6DCB8")
ROOFS = ("#C2603F", "#3F6B76", "#6A5A50", "#4F5B63", "#8A5A46")


def wall_colour(stage: Stage, dice: Random) -> Colour:
    """The hour's wall, a little warmer or cooler from house to house."""
    share = 0.16 if stage.palette.is_night else 0.45
    return mix(stage.palette.wall, stage.tone(dice.choice(WALLS)), share)


def roof_colour(stage: Stage, dice: Random) -> Colour:
    """The hour's roof, now and then of another tile."""
    share = 0.12 if stage.palette.is_night else 0.5
    return (
        stage.palette.roof if dice.random() < 0.55 else mix(stage.palette.roof, stage.tone(dice.choice(ROOFS)), share)
    )


def window(stage: Stage, x: float, y: float, width: float, height: float, dice: Random) -> None:
    """A sliding window, lit or dark by chance."""
    palette, canvas = stage.palette, stage.canvas
    lit = dice.random() < palette.lit_share
    frame = darker(palette.wall, 0.5) if palette.is_night else lighter(palette.wall, 0.35)
    canvas.rect(x - 1.2, y - 1.2, width + 2.4, height + 2.4, frame)
    canvas.rect(x, y, width, height, palette.lamplight if lit else palette.glass)
    if lit and dice.random() < 0.45:
        canvas.rect(x, y, width * 0.3, height, mix(palette.lamplight, palette.wall, 0.35))
    elif not lit:
        canvas.polygon(
            [(x, y + height * 0.5), (x + width * 0.5, y), (x + width * 0.82, y), (x, y + height * 0.8)],
            lighter(palette.glass, 0.1),
        )
    canvas.rect(x + width / 2 - 0.6, y, 1.2, height, frame)


def house(stage: Stage, width: float, height: float, topic: str) -> None:
    """A detached house of two floors with a tiled or a flat roof."""
    dice = stage.dice(f"house/{topic}")
    walls = wall_colour(stage, dice)
    stage.canvas.rect(0, -height, width, height, walls)
    stage.canvas.rect(width * 0.82, -height, width * 0.18, height, stage.palette.shade(walls, 0.12))
    _floors(stage, width, height, dice)
    dice.choice((_tiled_roof, _tiled_roof, _gable, _flat_roof))(stage, width, height, dice)


def _floors(stage: Stage, width: float, height: float, dice: Random) -> None:
    floor = height / 2
    count = 2 if width < 70 else 3
    gap = width / count
    size = min(gap * 0.46, 17)
    for column in range(count):
        window(stage, gap * (column + 0.5) - size / 2, -height + floor * 0.26, size, floor * 0.42, dice)
    door = dice.randrange(count)
    for column in range(count):
        x = gap * (column + 0.5)
        if column == door:
            _door(stage, x, floor * 0.66, dice)
        else:
            window(stage, x - size / 2, -floor * 0.76, size, floor * 0.42, dice)
    if dice.random() < 0.5:
        balcony(stage, width * 0.06, -floor - 1, width * 0.5, floor * 0.26, dice)
    stage.canvas.rect(0, -floor - 0.6, width, 1.2, stage.palette.shade(stage.palette.wall, 0.18))


def _door(stage: Stage, x: float, height: float, dice: Random) -> None:
    colour = mix(stage.tone(dice.choice(("#7A5844", "#5F6F6A", "#8C6A4B", "#4E5A66"))), stage.palette.wall, 0.12)
    stage.canvas.rect(x - height * 0.24, -height, height * 0.48, height, colour)
    stage.canvas.rect(
        x - height * 0.36, -height - 2.4, height * 0.72, 2.2, stage.palette.shade(stage.palette.wall, 0.3)
    )
    stage.canvas.circle(x + height * 0.14, -height * 0.46, 0.9, lighter(colour, 0.5))


def balcony(stage: Stage, x: float, y: float, width: float, height: float, dice: Random) -> None:
    """A railing, with washing when the sun is out."""
    rail = stage.palette.shade(stage.palette.wall, 0.3)
    stage.canvas.rect(x, y - height, width, 1.4, rail)
    for post in range(int(width / 3.4) + 1):
        stage.canvas.rect(x + post * 3.4, y - height, 0.9, height, rail)
    stage.canvas.rect(x - 1, y - 1, width + 2, 2, rail)
    if stage.palette.name in ("morning", "day") and dice.random() < 0.7:
        washing(stage, x + 3, y - height * 1.7, width - 6, dice)


def washing(stage: Stage, x: float, y: float, width: float, dice: Random) -> None:
    """Shirts and towels on a pole."""
    stage.canvas.rect(x, y, width, 0.8, stage.palette.metal)
    place = x + 1
    while place < x + width - 4:
        wide = dice.uniform(2.6, 4.6)
        cloth = stage.tone(dice.choice(("#F7F4EA", "#8FB6C4", "#E3C9A4", "#B9CDB2", "#D9A9A0")))
        stage.canvas.rect(place, y, wide, dice.uniform(4.6, 7), cloth)
        place += wide + dice.uniform(0.6, 1.6)


def _tiled_roof(stage: Stage, width: float, height: float, dice: Random) -> None:
    roof, rise = roof_colour(stage, dice), dice.uniform(13, 19)
    stage.canvas.path(
        f"M-5 {-height + 1}L{width * 0.16} {-height - rise}H{width * 0.84}L{width + 5} {-height + 1}Z", roof
    )
    stage.canvas.rect(-6, -height, width + 12, 2.6, stage.palette.shade(roof, 0.3))
    stage.canvas.rect(0, -height + 2.6, width, 2.2, stage.palette.shade(stage.palette.wall, 0.24))
    stage.canvas.rect(width * 0.15, -height - rise - 1.4, width * 0.7, 2, stage.palette.shade(roof, 0.3))


def _gable(stage: Stage, width: float, height: float, dice: Random) -> None:
    roof, rise, walls = roof_colour(stage, dice), min(width * 0.3, 24), wall_colour(stage, dice)
    stage.canvas.path(f"M0 {-height + 1}L{width / 2} {-height - rise}L{width} {-height + 1}Z", walls)
    stage.canvas.path(
        f"M{width / 2} {-height - rise - 4}L{width + 6} {-height + 2}H{width - 1}L{width / 2} {-height - rise + 3}"
        f"L1 {-height + 2}H-6Z",
        roof,
    )
    stage.canvas.circle(width / 2, -height - rise * 0.34, 2.6, stage.palette.glass)


def _flat_roof(stage: Stage, width: float, height: float, dice: Random) -> None:
    roof = roof_colour(stage, dice)
    stage.canvas.rect(-2.5, -height - 4.5, width + 5, 6, roof)
    stage.canvas.rect(0, -height + 1.5, width, 1.8, stage.palette.shade(stage.palette.wall, 0.22))
    if dice.random() < 0.6:
        stage.canvas.line([(width * 0.7, -height - 4), (width * 0.7, -height - 20)], 1, stage.palette.metal)
        for y in (-19, -16, -13):
            stage.canvas.line(
                [(width * 0.7 - 5, -height + y), (width * 0.7 + 5, -height + y)], 0.7, stage.palette.metal
            )


def flats(stage: Stage, width: float, height: float, topic: str) -> None:
    """A block of flats: floors of windows and balconies."""
    dice = stage.dice(f"flats/{topic}")
    walls = wall_colour(stage, dice)
    edge = stage.palette.shade(walls, 0.16)
    stage.canvas.rect(0, -height, width, height, walls)
    floors, columns = max(2, round(height / 22)), max(2, round(width / 21))
    deep, wide = height / floors, width / columns
    for floor in range(floors):
        top = -height + floor * deep
        for column in range(columns):
            window(stage, column * wide + wide * 0.22, top + deep * 0.24, wide * 0.56, deep * 0.46, dice)
        stage.canvas.rect(0, top + deep * 0.8, width, deep * 0.16, edge)
    stage.canvas.rect(-2, -height - 3, width + 4, 4, edge)
    if dice.random() < 0.6:
        stage.canvas.rect(width * 0.2, -height - 12, 14, 10, edge)


def townhouse(stage: Stage, width: float, height: float, topic: str) -> None:
    """An old wooden row house with lattice and a long eave."""
    dice = stage.dice(f"townhouse/{topic}")
    timber = mix(stage.palette.shade(stage.tone("#8B6A50"), 0.2), stage.palette.wall, 0.18)
    plaster = wall_colour(stage, dice)
    stage.canvas.rect(0, -height, width, height, plaster)
    stage.canvas.rect(0, -height * 0.46, width, height * 0.46, timber)
    _lattice(stage, width * 0.08, -height * 0.4, width * 0.42, height * 0.36, timber)
    window(stage, width * 0.62, -height * 0.4, width * 0.26, height * 0.4, dice)
    window(stage, width * 0.2, -height * 0.84, width * 0.22, height * 0.2, dice)
    window(stage, width * 0.58, -height * 0.84, width * 0.22, height * 0.2, dice)
    roof = roof_colour(stage, dice)
    for y, out in ((-height, 6), (-height * 0.5, 4)):
        stage.canvas.path(f"M{-out} {y + 4}L2 {y - 9}H{width - 2}L{width + out} {y + 4}Z", roof)
        stage.canvas.rect(-out, y + 3, width + out * 2, 2, stage.palette.shade(roof, 0.35))


def _lattice(stage: Stage, x: float, y: float, width: float, height: float, timber: Colour) -> None:
    lit = stage.palette.lamps_lit
    stage.canvas.rect(x, y, width, height, mix(stage.palette.lamplight, timber, 0.35) if lit else darker(timber, 0.45))
    for bar in range(int(width / 3) + 1):
        stage.canvas.rect(x + bar * 3, y, 1.4, height, timber)


def shop(stage: Stage, width: float, height: float, topic: str, *, words: str = "", awning: str = "") -> None:
    """A shop with a striped awning, a big pane and a board for its name."""
    dice = stage.dice(f"shop/{topic}")
    walls = wall_colour(stage, dice)
    cloth = stage.tone(awning or dice.choice(("#3C7F93", "#5E8F6B", "#B4707A", "#C7A15A", "#6E5B86")))
    stage.canvas.rect(0, -height, width, height, walls)
    window(stage, width * 0.16, -height * 0.9, width * 0.26, height * 0.16, dice)
    window(stage, width * 0.58, -height * 0.9, width * 0.26, height * 0.16, dice)
    stage.canvas.rect(-2, -height - 4, width + 4, 5, roof_colour(stage, dice))
    pane = stage.palette.lamplight if stage.palette.lamps_lit else stage.palette.glass
    stage.canvas.rect(width * 0.08, -height * 0.42, width * 0.84, height * 0.42, pane)
    stage.canvas.rect(width * 0.48, -height * 0.42, 2, height * 0.42, lighter(walls, 0.3))
    stage.canvas.rect(width * 0.04, -height * 0.68, width * 0.92, height * 0.16, cloth, corner=1.5)
    name = words or dice.choice(NAMES)
    stage.canvas.text(name, width / 2, -height * 0.6, height * 0.11, stage.palette.paper, width=width * 0.82)
    striped_awning(stage, 0, -height * 0.5, width, height * 0.13, cloth)


def striped_awning(stage: Stage, x: float, y: float, width: float, height: float, cloth: Colour) -> None:
    """A slanted awning in stripes with a scalloped hem."""
    count = max(4, round(width / 9))
    wide = width / count
    for stripe in range(count):
        colour = cloth if stripe % 2 == 0 else stage.palette.paper
        left = x + stripe * wide
        stage.canvas.rect(left, y, wide + 0.2, height * 0.7, colour)
        stage.canvas.ellipse(left + wide / 2, y + height * 0.7, wide / 2, height * 0.34, colour)


DISTRICTS = (
    ("house", "house", "townhouse", "flats", "house"),
    ("house", "house", "house", "townhouse"),
    ("townhouse", "townhouse", "house", "shop"),
    ("shop", "shop", "house", "flats"),
    ("flats", "flats", "house"),
)
NAMES = ("パン", "花", "米", "薬", "茶", "本", "時計", "理容", "喫茶", "豆腐", "酒", "靴")


def district(stage: Stage) -> Sequence[str]:
    """What is built in this part of town: homes, old rows, shops or flats."""
    return stage.dice("district").choice(DISTRICTS)


def row(
    stage: Stage,
    base: float,
    spans: Sequence[tuple[float, float]],
    *,
    tall: float = 74,
    topic: str = "row",
    kinds: Sequence[str] = DISTRICTS[0],
) -> None:
    """Houses side by side over the given spans of the street."""
    dice = stage.dice(f"{topic}/kinds")
    for left, right in spans:
        x = left
        while x < right - 20:
            width = min(dice.uniform(56, 92), right - x)
            width = right - x if right - x - width < 34 else width
            kind = dice.choice(kinds)
            high = tall * dice.uniform(0.82, 1.12) * (1.35 if kind == "flats" else 1.0)
            BUILDINGS[kind](stage.at(x, base), width - dice.choice((3, 6)), high, f"{topic}{x:.0f}")
            x += width


BUILDINGS = {"house": house, "flats": flats, "townhouse": townhouse, "shop": shop}
