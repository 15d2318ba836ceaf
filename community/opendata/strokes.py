"""The site's icons as lines for Pillow: the sprite's shapes become lists of points, once a process."""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from django.contrib.staticfiles import finders
from PIL import ImageDraw

Point = tuple[float, float]
SVG = "{http://www.w3.org/2000/svg}"
GRID, STROKE = 24, 1.9
STEPS = 10  # lines a curve
WORDS = re.compile(r"[A-Za-z]|-?(?:\d*\.\d+|\d+\.?)")
TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}


def draw_icon(draw: ImageDraw.ImageDraw, name: str, at: Point, size: float, colour: str) -> None:
    """An icon with its upper left corner at a point, in pixels."""
    scale = size / GRID
    width = max(1, round(STROKE * scale))
    for line in icon(name):
        points = [(at[0] + x * scale, at[1] + y * scale) for x, y in line]
        draw.line(points, fill=colour, width=width, joint="curve")
        for x, y in (points[0], points[-1]):
            draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=colour)


@lru_cache(maxsize=128)
def icon(name: str) -> list[list[Point]]:
    """The lines of an icon of the sprite; none for one that is not there."""
    return _sprite().get(name, [])


@lru_cache(maxsize=1)
def _sprite() -> dict[str, list[list[Point]]]:
    """The sprite is a file of this site, never one of somebody else's."""
    root = ElementTree.fromstring(Path(finders.find("img/icons.svg")).read_text("utf-8"))  # noqa: S314
    return {
        symbol.get("id", ""): [line for shape in symbol for line in _lines(shape)]
        for symbol in root.iter(f"{SVG}symbol")
    }


def _lines(shape: ElementTree.Element) -> Iterator[list[Point]]:
    given = {name: float(shape.get(name, 0)) for name in ("cx", "cy", "r", "rx", "ry", "x", "y", "width", "height")}
    match shape.tag.removeprefix(SVG):
        case "path":
            yield from path_lines(shape.get("d", ""))
        case "circle":
            yield _ellipse(given["cx"], given["cy"], given["r"], given["r"])
        case "ellipse":
            yield _ellipse(given["cx"], given["cy"], given["rx"], given["ry"])
        case "rect":
            left, top = given["x"], given["y"]
            right, bottom = left + given["width"], top + given["height"]
            yield [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]


def _ellipse(x: float, y: float, wide: float, high: float) -> list[Point]:
    turns = [2 * math.pi * nth / 36 for nth in range(37)]
    return [(x + wide * math.cos(turn), y + high * math.sin(turn)) for turn in turns]


def path_lines(text: str) -> Iterator[list[Point]]:
    """The lines of a path: all commands but quadratic curves, which the sprite does not use."""
    line: list[Point] = []
    control: Point | None = None
    here = start = (0.0, 0.0)
    for command, values in _commands(text):
        x, y = here if command.islower() else (0.0, 0.0)
        kind = command.upper()
        if kind == "M":
            if len(line) > 1:
                yield line
            here = start = (x + values[0], y + values[1])
            line = [here]
        elif kind == "Z":
            line.append(start)
            here = start
        elif kind in "CS":
            points = [(x + values[nth], y + values[nth + 1]) for nth in range(0, len(values), 2)]
            if kind == "S":
                mirrored = here if control is None else (2 * here[0] - control[0], 2 * here[1] - control[1])
                points = [mirrored, *points]
            line += _curve(here, *points)
            control, here = points[1], points[2]
            continue
        elif kind == "A":
            end = (x + values[5], y + values[6])
            line += _arc(here, values, end)
            here = end
        else:
            across = values[0] if kind in "LH" else None
            down = values[-1] if kind in "LV" else None
            here = (here[0] if across is None else x + across, here[1] if down is None else y + down)
            line.append(here)
        control = None
    if len(line) > 1:
        yield line


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; numbers that go on without a letter repeat it."""
    words, command = WORDS.findall(text), ""
    while words:
        if words[0].isalpha():
            command = words.pop(0)
        count = TAKES[command.upper()]
        yield command, [float(word) for word in words[:count]]
        del words[:count]
        command = {"M": "L", "m": "l"}.get(command, command)


def _curve(begin: Point, one: Point, two: Point, end: Point) -> list[Point]:
    points = []
    for nth in range(1, STEPS + 1):
        t = nth / STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append(
            (a * begin[0] + b * one[0] + c * two[0] + d * end[0], a * begin[1] + b * one[1] + c * two[1] + d * end[1])
        )
    return points


def _arc(begin: Point, values: list[float], end: Point) -> list[Point]:
    """Part of a circle (the sprite has no turned ellipses), by SVG's rule for its middle."""
    radius, large, sweep = values[0], bool(values[3]), bool(values[4])
    dx, dy = end[0] - begin[0], end[1] - begin[1]
    distance = math.hypot(dx, dy)
    if not distance:
        return []
    radius = max(radius, distance / 2)
    away = math.sqrt(max(0.0, radius**2 - distance**2 / 4)) * (1 if large != sweep else -1)
    middle = ((begin[0] + end[0]) / 2 - dy / distance * away, (begin[1] + end[1]) / 2 + dx / distance * away)
    first = math.atan2(begin[1] - middle[1], begin[0] - middle[0])
    turn = math.atan2(end[1] - middle[1], end[0] - middle[0]) - first
    turn += 2 * math.pi if sweep and turn < 0 else -2 * math.pi if not sweep and turn > 0 else 0
    steps = [first + turn * nth / STEPS for nth in range(1, STEPS + 1)]
    return [(middle[0] + radius * math.cos(at), middle[1] + radius * math.sin(at)) for at in steps]
