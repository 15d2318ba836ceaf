"""Covering parts of a picture for good. Runs in the decoding process; knows nothing of Django.

What a cover looks like depends on the pixels around it alone: a mosaic of what is under it would still tell a plate's
figures to whoever tries them all. So nothing of a face can be had back, from no size.
"""

import math
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageStat

GROWN = 0.2  # a box grows by a fifth: finders cut hair, ears and edges
CELLS = 4  # a cover is a chequer of as many a side, so that people see it was meant
SHADE = 12  # between its cells
AROUND = 4  # pixels outside that give it its colour
GREY = (128, 128, 128)

Share = Sequence[float]  # left, top, width, height
Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels


def cover(image: Image.Image, areas: Sequence[Share]) -> None:
    """Fill these parts of an RGB picture in its own pixels."""
    boxes = [grown(area, image.size) for area in areas]
    outside = Image.new("L", image.size, 255)
    for box in boxes:
        outside.paste(0, box)
    colours = [_colour_around(image, outside, box) for box in boxes]
    for box, colour in zip(boxes, colours, strict=True):
        _fill(image, box, colour)


def grown(area: Share, size: tuple[int, int]) -> Box:
    """In whole pixels, rounded outwards, within the picture and at least one pixel."""
    left, top, width, height = area
    sides = []
    for start, length, side in ((left, width, size[0]), (top, height, size[1])):
        low = math.floor(round((start - length * GROWN / 2) * side, 6))
        high = math.ceil(round((start + length * (1 + GROWN / 2)) * side, 6))
        low = min(max(low, 0), side - 1)
        sides.append((low, max(min(high, side), low + 1)))
    (x0, x1), (y0, y1) = sides
    return x0, y0, x1, y1


def _colour_around(image: Image.Image, outside: Image.Image, box: Box) -> tuple[int, int, int]:
    """The mean of what stands around a box and under none; grey where nothing does."""
    left, top, right, bottom = box
    wider = max(left - AROUND, 0), max(top - AROUND, 0), right + AROUND, bottom + AROUND
    wider = *wider[:2], min(wider[2], image.width), min(wider[3], image.height)
    mask = outside.crop(wider)
    if not mask.getbbox():
        return GREY
    mean = ImageStat.Stat(image.crop(wider), mask).mean
    return round(mean[0]), round(mean[1]), round(mean[2])


def _fill(image: Image.Image, box: Box, colour: tuple[int, int, int]) -> None:
    left, top, right, bottom = box
    part = Image.new("RGB", (right - left, bottom - top), colour)
    chequer = Image.new("L", (CELLS, CELLS))
    draw = ImageDraw.Draw(chequer)
    draw.point([(x, y) for x in range(CELLS) for y in range(CELLS) if (x + y) % 2], SHADE)
    shade = Image.merge("RGB", [chequer.resize(part.size, Image.Resampling.NEAREST)] * 3)
    image.paste(ImageChops.subtract(part, shade) if sum(colour) > 3 * SHADE else ImageChops.add(part, shade), box)
