"""The coarse colour sketch of a picture, to tell look-alikes apart."""

from __future__ import annotations

from PIL import Image

from .palettes import Colour

Sketch = tuple[Colour, ...]

SIDE = 4
TOO_CLOSE = 6.0


def sketch_of(image: Image.Image) -> Sketch:
    """The mean colours of a picture's sixteen cells, row by row."""
    small = image.resize((SIDE, SIDE), Image.Resampling.BOX)
    return tuple(small.getpixel((cell % SIDE, cell // SIDE)) for cell in range(SIDE * SIDE))


def distance(one: Sketch, other: Sketch) -> float:
    """The mean difference of two sketches per cell and channel, 0 to 255."""
    gaps = [abs(a - b) for here, there in zip(one, other, strict=True) for a, b in zip(here, there, strict=True)]
    return sum(gaps) / len(gaps)
