"""Draws the demo picture of a subject: one seed, one hour, one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image

from .canvas import Canvas, Matrix
from .frames import frame
from .palettes import PALETTES, Palette
from .shapes.sky import rain
from .sketches import TOO_CLOSE, Sketch, distance, sketch_of
from .stage import HEIGHT, WIDTH, Stage
from .subjects import SUBJECTS, Subject

TRIES = 8
THUMBNAIL = (120, 90)
PIVOT = (200.0, 205.0)


@dataclass(frozen=True)
class Scene:
    """A finished picture, what a person would see in it, and the seed that drew it (for its before or after)."""

    image: Image.Image
    alt_ja: str
    alt_en: str
    sketch: Sketch
    seed: int


def draw_scene(
    subject: str,
    *,
    seed: int,
    palette: str,
    sign: str = "",
    month: int = 11,
    avoid: Sequence[Sketch] = (),
    size: tuple[int, int] = (1600, 1200),
) -> Scene:
    """Draw a subject at an hour or in a weather; the same arguments give the same picture.

    `sign` is the name of a station, shop, school or town to write where the place has such a sign. A picture whose
    sketch is close to one of `avoid` gives way to the next variation, after eight tries to the most distant of them.
    """
    picked, light = SUBJECTS[subject], PALETTES[palette]

    def painted(seed: int, size: tuple[int, int]) -> Image.Image:
        return _paint(picked, light, seed=seed, sign=sign, month=month, size=size)

    chosen = _most_distant(seed, avoid, lambda seed: sketch_of(painted(seed, THUMBNAIL))) if avoid else seed
    image = painted(chosen, size)
    return Scene(image, _alt_ja(picked, light), _alt_en(picked, light), sketch_of(image), chosen)


def variation(seed: int, attempt: int) -> int:
    """The seed of the next try; the first is the seed itself."""
    return seed if attempt == 0 else Random(f"{seed}/variation/{attempt}").getrandbits(31)


def _most_distant(seed: int, avoid: Sequence[Sketch], sketch: Callable[[int], Sketch]) -> int:
    """The first variation far enough from all to avoid, or the farthest of those tried."""
    best, reach = seed, -1.0
    for attempt in range(TRIES):
        candidate = variation(seed, attempt)
        drawn = sketch(candidate)
        gap = min(distance(drawn, other) for other in avoid)
        if gap > reach:
            best, reach = candidate, gap
        if reach >= TOO_CLOSE:
            break
    return best


def _paint(
    subject: Subject, palette: Palette, *, seed: int, sign: str, month: int, size: tuple[int, int]
) -> Image.Image:
    finer = _supersampling(size)
    image = Image.new("RGB", (size[0] * finer, size[1] * finer), palette.sky)
    light = palette if subject.outdoors else palette.indoors()
    stage = Stage(Canvas(image, _camera(image.size, seed, mirrors=subject.mirrors)), light, seed, sign, month)
    subject.draw(stage)
    if subject.outdoors:
        front = Stage(Canvas(image, _still(image.size)), palette, seed, sign, month)
        frame(front)
        if palette.is_rain:
            rain(front)
    return image.reduce(finer)


def _supersampling(size: tuple[int, int]) -> int:
    return 3 if max(size) > 400 else 4


def _still(size: tuple[int, int]) -> Matrix:
    """The grid laid over the whole picture, centred, without camera."""
    scale = max(size[0] / WIDTH, size[1] / HEIGHT)
    return (scale, 0, 0, scale, (size[0] - WIDTH * scale) / 2, (size[1] - HEIGHT * scale) / 2)


def _camera(size: tuple[int, int], seed: int, *, mirrors: bool) -> Matrix:
    """Mirror, zoom and crop of one seed, around the place where the problem sits."""
    dice = Random(f"{seed}/camera")
    scale, _, _, _, left, top = _still(size)
    side, zoom = dice.choice((1, -1)) if mirrors else 1, dice.uniform(0.9, 1.12)
    x, y = PIVOT[0] + dice.uniform(-9, 9), PIVOT[1] + dice.uniform(-5, 4)
    across, down = side * scale * zoom, scale * zoom
    return (across, 0, 0, down, left + x * scale - PIVOT[0] * across, top + y * scale - PIVOT[1] * down)


def _alt_ja(subject: Subject, palette: Palette) -> str:
    return palette.time_ja + subject.alt_ja


def _alt_en(subject: Subject, palette: Palette) -> str:
    return f"{palette.time_en}, {subject.alt_en[0].lower()}{subject.alt_en[1:]}"
