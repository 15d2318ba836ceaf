"""Bridges across the picture, by kind."""

from __future__ import annotations

from ..palettes import lighter, mix
from ..stage import LEFT, RIGHT, Stage
from .street import railing


def bridge(stage: Stage, deck: float, *, water: float) -> None:
    """A long bridge on piers, its kind chosen by the seed."""
    palette = stage.palette
    dice = stage.dice("bridge")
    span, start = dice.uniform(104, 132), dice.uniform(-60, -20)
    above = dice.choice((_arch, _arch, _truss, _plain))
    x = start - span
    while x < RIGHT:
        above(stage, x, span, deck)
        stage.canvas.rect(x - 6, deck + 6, 12, water - deck, lighter(palette.wall, 0.05))
        stage.canvas.rect(x + 2, deck + 6, 4, water - deck, palette.shade(palette.wall, 0.2))
        x += span
    stage.band(deck, deck + 7, palette.mid)
    stage.band(deck + 7, deck + 9, palette.shade(palette.mid, 0.3))
    railing(stage, deck, 7, palette.mid, left=LEFT, gap=6, post=0.9)
    if palette.lamps_lit:
        _lights(stage, deck, water)


def _arch(stage: Stage, x: float, span: float, deck: float) -> None:
    steel = stage.palette.shade(stage.palette.mid, 0.3)
    end, middle = x + span, x + span / 2
    stage.canvas.path(f"M{x} {deck}Q{middle} {deck - 34} {end} {deck}Q{middle} {deck - 27} {x} {deck}Z", steel)
    for step in range(1, 8):
        share = step / 8
        rise = 64 * share * (1 - share)
        stage.canvas.rect(x + span * share, deck - rise, 1.1, rise, steel)


def _truss(stage: Stage, x: float, span: float, deck: float) -> None:
    steel = stage.palette.shade(stage.palette.mid, 0.3)
    stage.canvas.rect(x + 8, deck - 24, span - 16, 2.6, steel)
    stage.canvas.line([(x, deck), (x + 9, deck - 23)], 2.2, steel)
    stage.canvas.line([(x + span, deck), (x + span - 9, deck - 23)], 2.2, steel)
    part = (span - 18) / 6
    for step in range(6):
        left = x + 9 + step * part
        up, down = (left, deck - 23), (left + part, deck)
        if step % 2:
            up, down = (left, deck), (left + part, deck - 23)
        stage.canvas.line([up, down], 1.4, steel)


def _plain(stage: Stage, x: float, span: float, deck: float) -> None:
    """Lamp posts instead of steel above the deck, and a haunch under it."""
    tint = stage.palette.shade(stage.palette.mid, 0.3)
    stage.canvas.path(
        f"M{x - 26} {deck + 7}Q{x - 6} {deck + 9} {x - 6} {deck + 18}H{x + 6}Q{x + 6} {deck + 9} {x + 26} {deck + 7}Z",
        tint,
    )
    stage.canvas.rect(x + span / 2, deck - 26, 1.2, 26, tint)
    stage.canvas.circle(x + span / 2 + 0.6, deck - 27, 2.6, lighter(stage.palette.sky, 0.4))


def _lights(stage: Stage, deck: float, water: float) -> None:
    """Lamps along the deck and their light on the water."""
    glow = stage.palette.lamplight
    for x in range(LEFT, RIGHT, 30):
        stage.canvas.rect(x, deck - 19, 1, 14, stage.palette.mid)
        stage.canvas.circle(x + 0.5, deck - 20, 2.2, glow)
        for y, width in ((4, 3), (11, 5), (18, 3.4), (25, 2)):
            stage.canvas.rect(x - width / 2, water + y, width, 3, mix(stage.palette.water, glow, 0.32), corner=1.5)
