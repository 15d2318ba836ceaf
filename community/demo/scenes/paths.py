"""Reads the short path notation of SVG (M L H V C S Q T Z, both cases) and flattens its curves to points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

Point = tuple[float, float]
Line = tuple[Point, ...]

STEPS = 18
_TOKEN = re.compile(r"[MLHVCSQTZmlhvcsqtz]|-?\d*\.?\d+(?:e-?\d+)?")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "Z": 0}


def quadratic(start: Point, bend: Point, end: Point) -> Line:
    """Points along a curve with one handle, without its start."""
    return tuple(
        (
            (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * bend[0] + t * t * end[0],
            (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * bend[1] + t * t * end[1],
        )
        for t in (step / STEPS for step in range(1, STEPS + 1))
    )


def cubic(start: Point, first: Point, second: Point, end: Point) -> Line:
    """Points along a curve with two handles, without its start."""
    points = []
    for step in range(1, STEPS + 1):
        t = step / STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append(
            (
                a * start[0] + b * first[0] + c * second[0] + d * end[0],
                a * start[1] + b * first[1] + c * second[1] + d * end[1],
            )
        )
    return tuple(points)


def smooth(points: list[Point]) -> Line:
    """A closed soft outline through all the points."""
    count = len(points)
    outline: list[Point] = []
    for index in range(count):
        before, start, end, after = (points[(index + step) % count] for step in (-1, 0, 1, 2))
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        outline.extend(cubic(start, first, second, end))
    return tuple(outline)


class _Pen:
    """Follows the commands of one notation and keeps the lines it drew."""

    def __init__(self) -> None:
        self.lines: list[list[Point]] = []
        self.handle: Point | None = None

    @property
    def place(self) -> Point:
        """Where the pen is."""
        return self.lines[-1][-1] if self.lines else (0.0, 0.0)

    def follow(self, command: str, numbers: list[float]) -> None:
        """Carry out one command."""
        shape = command.upper()
        targets = self._targets(shape, numbers, relative=command.islower())
        if shape == "M":
            self.lines.append(list(targets))
        elif shape == "Z":
            self.lines[-1].append(self.lines[-1][0])
        else:
            self.lines[-1].extend(self._curve(shape, targets))
        self.handle = targets[-2] if shape in "CSQT" and len(targets) > 1 else None

    def _targets(self, shape: str, numbers: list[float], *, relative: bool) -> list[Point]:
        x, y = self.place
        dx, dy = (x, y) if relative else (0.0, 0.0)
        if shape == "H":
            return [(numbers[0] + dx, y)]
        if shape == "V":
            return [(x, numbers[0] + dy)]
        pairs = [(a + dx, b + dy) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
        return [self._mirrored_handle(), *pairs] if shape in "ST" else pairs

    def _mirrored_handle(self) -> Point:
        x, y = self.place
        hx, hy = self.handle or (x, y)
        return (2 * x - hx, 2 * y - hy)

    def _curve(self, shape: str, targets: list[Point]) -> Line:
        if shape in "CS":
            return cubic(self.place, targets[0], targets[1], targets[2])
        if shape in "QT":
            return quadratic(self.place, targets[0], targets[1])
        return tuple(targets)


def _commands(notation: str) -> Iterator[tuple[str, list[float]]]:
    tokens = _TOKEN.findall(notation)
    command, index = "M", 0
    while index < len(tokens):
        if tokens[index].isalpha():
            command, index = tokens[index], index + 1
        count = _ARGUMENTS[command.upper()]
        yield command, [float(token) for token in tokens[index : index + count]]
        index += count
        command = {"M": "L", "m": "l"}.get(command, command)


@lru_cache(maxsize=2048)
def flatten(notation: str) -> tuple[Line, ...]:
    """The lines a notation draws, each a tuple of points."""
    pen = _Pen()
    for command, numbers in _commands(notation):
        pen.follow(command, numbers)
    return tuple(tuple(line) for line in pen.lines)
