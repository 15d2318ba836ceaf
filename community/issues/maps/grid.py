"""The grid of the map. A cell of level 16 is about 500 m wide; each level below is split into four.

A cell's number interleaves the bits of its column and row (Morton), so a coarser cell is a right shift of it.
At zoom z of a web map a cell of level z + 2 is about 64 pixels wide.
"""

import math

WEST, SOUTH = 135.31, 34.53  # degrees; the corner of a square that holds all of Osaka
SIDE = 64  # cells of the base level along each side of that square
BASE, FINEST, COARSEST = 16, 20, 10
WIDTH = 360 / 2**BASE  # degrees of longitude
HEIGHT = WIDTH * 421 / 512  # degrees of latitude: as many metres as the width, at 34.7° north
EAST, NORTH = WEST + SIDE * WIDTH, SOUTH + SIDE * HEIGHT
BITS = SIDE.bit_length() - 1


def cell_of(lat: float | None, lng: float | None) -> int | None:
    """The base cell of a point; None without a point or outside the square."""
    if lat is None or lng is None or not (WEST <= lng < EAST and SOUTH <= lat < NORTH):
        return None
    return number_of(int((lng - WEST) / WIDTH), int((lat - SOUTH) / HEIGHT))


def number_of(column: int, row: int) -> int:
    return sum((column >> bit & 1) << 2 * bit | (row >> bit & 1) << 2 * bit + 1 for bit in range(BITS))


def edges_of(column: int, row: int) -> tuple[float, float, float, float]:
    """West, south, east, north of a base cell."""
    west, south = WEST + column * WIDTH, SOUTH + row * HEIGHT
    return west, south, west + WIDTH, south + HEIGHT


def level_for(zoom: int, *, width: float, height: float, most: int) -> int:
    """The level whose cells are about 64 pixels at this zoom, or the finest coarser one with at most `most` cells."""
    level = min(max(zoom + 2, COARSEST), FINEST)
    while level > COARSEST and _cells(width, WIDTH, level) * _cells(height, HEIGHT, level) > most:
        level -= 1
    return level


def _cells(length: float, side: float, level: int) -> int:
    """How many cells of a level a length of degrees can touch."""
    return math.ceil(length / side * 2.0 ** (level - BASE)) + 1
