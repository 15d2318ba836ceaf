"""A drawing surface with its own place, size and turn: a shape draws in its own measure, its caller places it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw

from .lettering import write
from .palettes import Colour
from .paths import Point, flatten, smooth

Matrix = tuple[float, float, float, float, float, float]

ROUND = 44


class Canvas:
    """Draws flat shapes on an image through a matrix from the shape's measure to pixels."""

    def __init__(self, image: Image.Image, matrix: Matrix) -> None:
        self.image = image
        self.matrix = matrix
        self._solid = ImageDraw.Draw(image)
        self._veil = ImageDraw.Draw(image, "RGBA")

    # where things are

    def at(self, x: float, y: float, *, scale: float = 1.0, turn: float = 0.0, flip: bool = False) -> Canvas:
        """The same surface with another origin, grown by scale, turned clockwise by degrees, mirrored if asked."""
        a, b, c, d, _, _ = self.matrix
        cos, sin = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
        side = -1 if flip else 1
        e, f = self.place(x, y)
        moved = (
            (a * cos + c * sin) * side,
            (b * cos + d * sin) * side,
            c * cos - a * sin,
            d * cos - b * sin,
            e,
            f,
        )
        return Canvas(self.image, moved)

    def readable(self) -> Canvas:
        """The same place, never mirrored: for letters and for signs with a left and a right."""
        a, b, c, d, e, f = self.matrix
        return Canvas(self.image, (-a, -b, c, d, e, f)) if a * d - b * c < 0 else self

    def place(self, x: float, y: float) -> Point:
        """The pixel under a point of this surface."""
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e, b * x + d * y + f)

    @property
    def unit(self) -> float:
        """How many pixels one unit is."""
        a, b, c, d, _, _ = self.matrix
        return math.sqrt(abs(a * d - b * c))

    @property
    def _is_straight(self) -> bool:
        return abs(self.matrix[1]) < 1e-6 and abs(self.matrix[2]) < 1e-6

    # what can be drawn

    def polygon(self, points: Iterable[Point], colour: Colour, *, alpha: float = 1.0) -> None:
        """A filled outline; with alpha below 1 what is under it shows through."""
        self._fill([self.place(x, y) for x, y in points], colour, alpha)

    def path(self, notation: str, colour: Colour, *, alpha: float = 1.0) -> None:
        """A filled outline in path notation; each of its lines is filled on its own."""
        for line in flatten(notation):
            self.polygon(line, colour, alpha=alpha)

    def blob(self, points: Sequence[Point], colour: Colour, *, alpha: float = 1.0) -> None:
        """A filled soft outline through the points."""
        self.polygon(smooth(list(points)), colour, alpha=alpha)

    def rect(self, x: float, y: float, width: float, height: float, colour: Colour, *, corner: float = 0.0) -> None:
        """A rectangle from its upper left point, with round corners if asked."""
        if corner <= 0:
            self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour)
        else:
            self.polygon(_rounded(x, y, width, height, min(corner, width / 2, height / 2)), colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour, *, alpha: float = 1.0) -> None:
        """An ellipse around a centre."""
        if self._is_straight and alpha >= 1:
            cx, cy = self.place(x, y)
            wide, high = rx * self.unit, ry * self.unit
            self._solid.ellipse([cx - wide, cy - high, cx + wide, cy + high], fill=colour)
        else:
            self.polygon(_oval(x, y, rx, ry), colour, alpha=alpha)

    def circle(self, x: float, y: float, radius: float, colour: Colour, *, alpha: float = 1.0) -> None:
        """A disc around a centre."""
        self.ellipse(x, y, radius, radius, colour, alpha=alpha)

    def ring(self, x: float, y: float, radius: float, width: float, colour: Colour) -> None:
        """A circle line around a centre."""
        self.loop(x, y, radius, radius, width, colour)

    def loop(self, x: float, y: float, rx: float, ry: float, width: float, colour: Colour) -> None:
        """An ellipse line around a centre."""
        outline = _oval(x, y, rx, ry, steps=60)
        self.line([*outline, outline[0]], width, colour)

    def line(self, points: Sequence[Point], width: float, colour: Colour, *, blunt: bool = False) -> None:
        """A line of even width with round joints, and round ends unless blunt."""
        spots = [self.place(x, y) for x, y in points]
        half = width * self.unit / 2
        for start, end in pairwise(spots):
            self._segment(start, end, half, colour)
        for x, y in spots[1:-1] if blunt else spots:
            self._solid.ellipse([x - half, y - half, x + half, y + half], fill=colour)

    def stroke(self, notation: str, width: float, colour: Colour, *, blunt: bool = False) -> None:
        """A line of even width along a path."""
        for line in flatten(notation):
            self.line(line, width, colour, blunt=blunt)

    def text(
        self,
        words: str,
        x: float,
        y: float,
        height: float,
        colour: Colour,
        *,
        width: float = 1e6,
        upright: bool = False,
    ) -> None:
        """Words centred on a point, shrunk to a width; upright writes from top to bottom."""
        write(self, words, (x, y), height, colour, width=width, upright=upright)

    @contextmanager
    def inside(self, outline: Sequence[Point]) -> Iterator[Canvas]:
        """Draw freely and keep only what falls inside an outline."""
        before = self.image.copy()
        yield self
        mask = Image.new("L", self.image.size, 255)
        ImageDraw.Draw(mask).polygon([self.place(x, y) for x, y in outline], fill=0)
        box = ImageChops.invert(mask).getbbox()
        self._keep(before, mask, box)

    def _keep(self, before: Image.Image, mask: Image.Image, box: tuple[int, int, int, int] | None) -> None:
        if box is None:
            self.image.paste(before)
            return
        drawn = self.image.crop(box)
        self.image.paste(before)
        self.image.paste(drawn, box, ImageChops.invert(mask.crop(box)))

    def _segment(self, start: Point, end: Point, half: float, colour: Colour) -> None:
        length = math.hypot(end[0] - start[0], end[1] - start[1])
        if length < 1e-6:
            return
        nx, ny = (end[1] - start[1]) / length * half, (start[0] - end[0]) / length * half
        corners = [
            (start[0] + nx, start[1] + ny),
            (end[0] + nx, end[1] + ny),
            (end[0] - nx, end[1] - ny),
            (start[0] - nx, start[1] - ny),
        ]
        self._solid.polygon(corners, fill=colour)

    def _fill(self, spots: list[Point], colour: Colour, alpha: float) -> None:
        if alpha >= 1:
            self._solid.polygon(spots, fill=colour)
        else:
            self._veil.polygon(spots, fill=(*colour, round(alpha * 255)))


def _oval(x: float, y: float, rx: float, ry: float, *, steps: int = ROUND) -> list[Point]:
    turn = math.tau / steps
    return [(x + rx * math.cos(turn * step), y + ry * math.sin(turn * step)) for step in range(steps)]


def _rounded(x: float, y: float, width: float, height: float, corner: float) -> list[Point]:
    centres = (
        (x + width - corner, y + corner, -90),
        (x + width - corner, y + height - corner, 0),
        (x + corner, y + height - corner, 90),
        (x + corner, y + corner, 180),
    )
    return [
        (cx + corner * math.cos(math.radians(start + step)), cy + corner * math.sin(math.radians(start + step)))
        for cx, cy, start in centres
        for step in range(0, 91, 10)
    ]
