"""Far outlines that say Osaka: tower, castle keep, big wheel, twin towers, hills. One tint each, no name."""

from __future__ import annotations

import math

from ..stage import Stage


def tower(stage: Stage) -> None:
    """A steel observation tower."""
    tint = stage.palette.far
    stage.canvas.path("M-16 1L-5 -62H5L16 1H9L4 -26H-4L-9 1Z", tint)
    stage.canvas.path("M-9 -62H9L7 -74H-7Z M-4 -74H4L2 -92H-2Z", tint)
    stage.canvas.rect(-0.8, -108, 1.6, 20, tint)


def castle(stage: Stage) -> None:
    """A castle keep with curved roofs on a stone base."""
    tint = stage.palette.far
    stage.canvas.path("M-38 1Q-31 -10 -29 -22H29Q31 -10 38 1Z", tint)
    for y, half in ((-22, 34), (-38, 28), (-53, 21)):
        stage.canvas.rect(-half * 0.72, y - 12, half * 1.44, 13, tint)
        stage.canvas.path(
            f"M{-half} {y - 10}Q{-half * 0.7} {y - 12} {-half * 0.55} {y - 20}H{half * 0.55}"
            f"Q{half * 0.7} {y - 12} {half} {y - 10}Z",
            tint,
        )
    stage.canvas.path("M-17 -68Q-8 -71 0 -82Q8 -71 17 -68Z", tint)


def big_wheel(stage: Stage) -> None:
    """A big wheel with gondolas."""
    tint = stage.palette.far
    stage.canvas.ring(0, -46, 38, 2.4, tint)
    stage.canvas.ring(0, -46, 31, 1.2, tint)
    for spoke in range(12):
        angle = math.tau * spoke / 12
        rim = (38 * math.cos(angle), -46 + 38 * math.sin(angle))
        stage.canvas.line([(0, -46), rim], 0.9, tint)
        stage.canvas.circle(*rim, 3.2, tint)
    stage.canvas.path("M-1 -46H1L16 1H11Z M1 -46H-1L-16 1H-11Z", tint)


def twin_towers(stage: Stage) -> None:
    """Two high towers joined at the top by a garden in the air."""
    tint = stage.palette.far
    stage.canvas.path("M-27 1V-88H-9V1Z M27 1V-88H9V1Z M-27 -88V-102H27V-88Z", tint)


def hills(stage: Stage) -> None:
    """The long low hills in the east."""
    stage.canvas.path("M-120 1Q-80 -20 -46 -26Q-14 -46 18 -30Q60 -28 120 1Z", stage.palette.far)


LANDMARKS = {"tower": tower, "castle": castle, "wheel": big_wheel, "twins": twin_towers, "hills": hills}
