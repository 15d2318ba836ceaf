"""Writes words on signs; where the machine has no Japanese font it draws plain bars in their place."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from . import fonts
from .palettes import Colour
from .paths import Point

if TYPE_CHECKING:
    from .canvas import Canvas

BAR = 0.42


def write(
    canvas: Canvas, words: str, centre: Point, height: float, colour: Colour, *, width: float, upright: bool
) -> None:
    """Write words around a centre, at most so wide (or, upright, so tall), never mirrored."""
    upright = upright and len(words) > 1
    advance = _advance(words)
    size = min(height, width / (len(words) if upright else advance)) if words else height
    lines = _places(words, centre, size) if upright else [(words, centre)]
    for piece, (x, y) in lines:
        _write_piece(canvas, piece, (x, y), size, colour)


def _advance(words: str) -> float:
    return sum(0.6 if letter.isascii() else 1.0 for letter in words) or 1.0


def _places(words: str, centre: Point, size: float) -> list[tuple[str, Point]]:
    top = centre[1] - size * (len(words) - 1) / 2
    return [(letter, (centre[0], top + size * index)) for index, letter in enumerate(words)]


def _write_piece(canvas: Canvas, words: str, centre: Point, size: float, colour: Colour) -> None:
    font = fonts.sized_font(size * canvas.unit)
    if font is None:
        wide = _advance(words) * size * 0.86
        canvas.rect(centre[0] - wide / 2, centre[1] - size * BAR / 2, wide, size * BAR, colour, corner=size * BAR / 2)
        return
    plain = canvas.readable()
    turn = math.degrees(math.atan2(plain.matrix[1], plain.matrix[0]))
    spot = canvas.place(*centre)
    if abs(turn) < 0.5:
        ImageDraw.Draw(canvas.image).text(spot, words, font=font, fill=colour, anchor="mm")
        return
    side = math.ceil(font.getlength(words) + font.size * 2)
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).text((side / 2, side / 2), words, font=font, fill=255, anchor="mm")
    mask = mask.rotate(-turn, resample=Image.Resampling.BICUBIC)
    canvas.image.paste(colour, (round(spot[0] - side / 2), round(spot[1] - side / 2)), mask)
