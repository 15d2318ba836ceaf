"""The park: its far edge, its ground, its trees, and one thing to play on or sit under."""

from __future__ import annotations

from ..palettes import Colour, lighter, mix
from ..shapes import houses, sky, trees
from ..stage import BOTTOM, LEFT, RIGHT, Stage

TREES = ((46, 22, 1.18), (92, 12, 0.7), (318, 14, 0.78), (366, 26, 1.25))


def park(stage: Stage, horizon: float = 160, *, topic: str = "park", play: bool = True) -> None:
    """A park without its open ground: far edge, green rise, trees at both sides."""
    sky.sky(stage)
    _far_edge(stage, horizon)
    dice = stage.dice(topic)
    _lawn(stage, horizon, dice.uniform(8, 20))
    if play and dice.random() < 0.65:
        kind = dice.choice(sorted(PLAY))
        PLAY[kind](stage.at(dice.choice((112, 128, 276, 290)), horizon + 30, scale=0.62, flip=dice.random() < 0.5))
    for index, (x, y, scale) in enumerate(TREES):
        if index in (0, 3) or dice.random() < 0.7:
            place = stage.at(x + dice.uniform(-12, 12), horizon + y, scale=scale * dice.uniform(0.85, 1.15))
            trees.tree(place, f"{topic}/{index}")


def open_ground(stage: Stage, top: float, *, bend: float = 18) -> None:
    """The bare ground of the park, from a curved edge to the viewer."""
    stage.canvas.path(
        f"M{LEFT} {top + bend}Q90 {top - bend * 0.3} 210 {top}T{RIGHT} {top + bend * 0.7}V{BOTTOM}H{LEFT}Z",
        ground_colour(stage),
    )


def ground_colour(stage: Stage) -> Colour:
    """Sand, gravel or worn grass, the same all over one park."""
    palette = stage.palette
    tints = (
        palette.ground,
        palette.ground,
        mix(palette.ground, palette.tone("#C79E6E"), 0.4),
        mix(palette.ground, palette.leaf, 0.28),
        mix(palette.ground, palette.road, 0.22),
    )
    return stage.dice("park/ground").choice(tints)


def _far_edge(stage: Stage, horizon: float) -> None:
    kind = stage.dice("park/edge").choice(("town", "town", "flats", "homes", "hills"))
    if kind == "hills":
        tint = mix(stage.palette.far, stage.palette.sky, 0.2)
        stage.canvas.path(f"M{LEFT} {horizon}V110Q20 70 110 104Q200 60 290 100Q380 84 {RIGHT} 116V{horizon}Z", tint)
    sky.skyline(stage, horizon - 8, tall=30 if kind == "hills" else 58)
    if kind in ("flats", "homes"):
        kinds = ("flats",) if kind == "flats" else ("house", "house", "townhouse")
        houses.row(stage, horizon, ((LEFT, RIGHT),), tall=52, topic="park/edge", kinds=kinds)
        trees.hedge(stage, LEFT, RIGHT, horizon + 2, 14)


def _lawn(stage: Stage, horizon: float, crest: float) -> None:
    palette = stage.palette
    stage.canvas.path(
        f"M{LEFT} {horizon}Q60 {horizon - crest} 190 {horizon - 8}T{RIGHT} {horizon - crest}V{BOTTOM}H{LEFT}Z",
        mix(palette.leaf, palette.mid, 0.35),
    )
    stage.canvas.path(
        f"M{LEFT} {horizon + 14}Q120 {horizon + 4} 240 {horizon + 14}T{RIGHT} {horizon + 8}V{BOTTOM}H{LEFT}Z",
        palette.leaf,
    )


def _slide(stage: Stage) -> None:
    post, chute = stage.tone("#4E93A8"), stage.tone("#E8E0CE")
    stage.shadow(20, 0, 66, 4)
    for x in (-34, -20):
        stage.canvas.line([(x, 0), (x + 6, -86)], 4, post)
    for y in (-16, -32, -48, -64):
        stage.canvas.line([(-32, y), (-17, y)], 3, post)
    stage.canvas.line([(8, 0), (2, -66)], 4, post)
    stage.canvas.path("M-28 -68H4Q34 -60 56 -18Q66 -2 84 -2V-9Q70 -9 62 -24Q40 -66 6 -76H-28Z", chute)
    stage.canvas.line([(-27, -70), (-27, -92), (-6, -92), (2, -72)], 3, post)


def _shelter(stage: Stage) -> None:
    wood, roof = stage.palette.shade(stage.palette.wood, 0.2), stage.palette.roof
    stage.shadow(0, 0, 70, 4)
    for x in (-52, -18, 18, 52):
        stage.canvas.rect(x - 3, -62, 6, 62, wood)
    stage.canvas.rect(-40, -22, 80, 5, stage.palette.wood)
    for x in (-34, 30):
        stage.canvas.rect(x, -20, 5, 20, wood)
    stage.canvas.path("M-78 -58L-20 -96H20L78 -58Z", roof)
    stage.canvas.rect(-80, -60, 160, 5, stage.palette.shade(roof, 0.3))


def _climbing_dome(stage: Stage) -> None:
    steel = stage.tone("#C7A15A")
    stage.shadow(0, 0, 60, 4)
    for half in (54, 34, 12):
        stage.canvas.stroke(f"M{-half} 0Q{-half} -70 0 -70Q{half} -70 {half} 0", 3, steel)
    for y, half in ((-20, 52), (-42, 42)):
        stage.canvas.line([(-half, y), (half, y)], 3, steel)


def _park_clock(stage: Stage) -> None:
    ink = stage.palette.ink
    stage.canvas.rect(-3, -120, 6, 120, stage.palette.metal)
    stage.canvas.circle(0, -136, 22, stage.palette.shade(stage.palette.metal, 0.3))
    stage.canvas.circle(0, -136, 19, stage.palette.paper)
    stage.canvas.line([(0, -136), (0, -149)], 2.6, ink)
    stage.canvas.line([(0, -136), (9, -132)], 2.6, ink)


def _bar_set(stage: Stage) -> None:
    """Bars to swing on, three heights."""
    post = lighter(stage.tone("#5E8F6B"), 0.1)
    for x, high in ((-54, 50), (-18, 50), (-18, 70), (18, 70), (18, 92), (54, 92)):
        stage.canvas.line([(x, 0), (x, -high)], 4, post)
    for left, right, high in ((-54, -18, 50), (-18, 18, 70), (18, 54, 92)):
        stage.canvas.line([(left, -high), (right, -high)], 3, stage.palette.metal)


PLAY = {"slide": _slide, "shelter": _shelter, "dome": _climbing_dome, "clock": _park_clock, "bars": _bar_set}
