"""What a subject is drawn on: the canvas, the hour, and the dice of one seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from .canvas import Canvas
from .palettes import Colour, Palette

WIDTH, HEIGHT = 400, 300
LEFT, RIGHT, TOP, BOTTOM = -70, 470, -60, 360


@dataclass(frozen=True)
class Stage:
    """One picture in the making; shapes draw themselves at its origin."""

    canvas: Canvas
    palette: Palette
    seed: int
    sign: str = ""
    month: int = 11

    def at(self, x: float, y: float, *, scale: float = 1.0, turn: float = 0.0, flip: bool = False) -> Stage:
        """The same picture with the origin moved, grown, turned or mirrored."""
        return replace(self, canvas=self.canvas.at(x, y, scale=scale, turn=turn, flip=flip))

    def readable(self) -> Stage:
        """The same place, never mirrored."""
        return replace(self, canvas=self.canvas.readable())

    def dice(self, topic: str) -> Random:
        """The chance of one topic: the same seed rolls the same, whatever else is drawn."""
        return Random(f"{self.seed}/{topic}")

    def tone(self, colour: Colour | str) -> Colour:
        """A thing's own colour as it looks at this hour."""
        return self.palette.tone(colour)

    def by_lamplight(self) -> Stage:
        """The same place where a lamp shines on things: they keep more of their own colour."""
        return replace(self, palette=replace(self.palette, haze=self.palette.haze * 0.4))

    def band(self, top: float, bottom: float, colour: Colour) -> None:
        """A strip across the whole picture."""
        self.canvas.rect(LEFT, top, RIGHT - LEFT, bottom - top, colour)

    def shadow(self, x: float, y: float, rx: float, ry: float, *, share: float = 0.22) -> None:
        """The soft-edged patch of dark a thing stands on."""
        self.canvas.ellipse(x, y, rx, ry, (16, 28, 38), alpha=share)
