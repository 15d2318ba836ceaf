"""Bicycles, cars, a light truck, a digger; facing right, wheels on the ground at the origin's height."""

from __future__ import annotations

import math

from ..palettes import Colour, lighter, mix
from ..stage import Stage

BIKES = ("#3C7F93", "#41608A", "#5E8F6B", "#7E8B93", "#B4707A", "#D9D2C2", "#4A5563", "#C7A15A", "#6E5B86")


def bicycle(stage: Stage, frame: Colour, *, child_seat: bool = False, kickstand: bool = True) -> None:
    """A shopping bicycle with basket and mudguards; 106 units long, centred on the origin."""
    ink, metal = stage.palette.ink, stage.palette.metal
    back, front, hub = (-33, -19.5), (34, -19.5), (-3, -22)
    if child_seat:
        _child_seat(stage)
    for x, y in (back, front):
        _wheel(stage, x, y, ink, metal)
    stage.canvas.line([back, hub], 2.6, frame)
    stage.canvas.line([back, (-16, -46)], 2.4, frame)
    stage.canvas.line([hub, (-16, -46), (-19, -55)], 3, frame)
    stage.canvas.stroke("M-3 -22Q4 -30 12 -40T25 -51", 3.6, frame)
    stage.canvas.line([(24, -60), (26, -50), front], 2.8, frame)
    stage.canvas.path("M-30 -56H-10Q-8 -59 -12 -60H-26Q-31 -60 -30 -56Z", ink)
    stage.canvas.stroke("M12 -66Q20 -70 24 -62L25 -56", 2.4, metal)
    stage.canvas.line([(11, -66), (16, -67.6)], 4, ink)
    _basket(stage, metal)
    stage.canvas.circle(*hub, 5, metal)
    stage.canvas.line([(-8, -14), (2, -30)], 1.8, ink)
    stage.canvas.line([(-10, -13), (-5, -13)], 2.4, ink)
    stage.canvas.line([(-1, -31), (4, -31)], 2.4, ink)
    if kickstand:
        stage.canvas.line([(-33, -18), (-42, 0)], 2, metal)


def _wheel(stage: Stage, x: float, y: float, ink: Colour, metal: Colour) -> None:
    for spoke in range(4):
        angle = math.pi * spoke / 4 + 0.3
        dx, dy = 18 * math.cos(angle), 18 * math.sin(angle)
        stage.canvas.line([(x - dx, y - dy), (x + dx, y + dy)], 0.7, metal)
    stage.canvas.ring(x, y, 18, 3.2, ink)
    stage.canvas.circle(x, y, 2.6, metal)
    arc = [(x + 22 * math.cos(math.radians(a)), y + 22 * math.sin(math.radians(a))) for a in range(195, 316, 12)]
    stage.canvas.line(arc, 1.8, metal)


def _basket(stage: Stage, metal: Colour) -> None:
    wire = stage.palette.shade(metal, 0.3)
    stage.canvas.path("M27 -62H49L45 -44H30Z", mix(wire, stage.palette.ground, 0.35))
    for step in range(4):
        stage.canvas.line([(29 + step * 5.4, -61), (31.4 + step * 4, -45)], 0.9, wire)
    for y, left, right in ((-62, 26.6, 49.4), (-53, 28.4, 47.2), (-44.4, 30, 45)):
        stage.canvas.line([(left, y), (right, y)], 1.4, wire)


def _child_seat(stage: Stage) -> None:
    seat = stage.tone("#4A5563")
    stage.canvas.path("M-46 -50H-28Q-26 -46 -30 -44H-40L-44 -66Q-48 -72 -50 -66Z", seat)
    stage.canvas.line([(-34, -44), (-33, -22)], 2, stage.palette.metal)


def wheel(stage: Stage, x: float, y: float, radius: float) -> None:
    """A car's wheel."""
    stage.canvas.circle(x, y, radius, stage.palette.ink)
    stage.canvas.circle(x, y, radius * 0.56, stage.palette.metal)
    stage.canvas.circle(x, y, radius * 0.22, stage.palette.shade(stage.palette.metal, 0.5))


def small_car(stage: Stage, colour: Colour) -> None:
    """A small box-shaped car, 200 units long, its left end at the origin."""
    shade = stage.palette.shade(colour, 0.2)
    stage.shadow(100, 1, 108, 6)
    stage.canvas.path(
        "M6 -14Q0 -40 8 -52L22 -92Q25 -99 34 -99H124Q133 -99 139 -92L164 -58L188 -52Q198 -48 198 -34V-14Z", colour
    )
    stage.canvas.path("M3 -22H198V-14Q198 -11 194 -11H10Q5 -11 3 -22Z", shade)
    glass = stage.palette.glass
    stage.canvas.path("M26 -58L36 -90H76V-58Z M82 -58V-90H122Q127 -90 131 -85L150 -58Z", glass)
    stage.canvas.path("M40 -58L54 -90H64L50 -58Z M98 -58L112 -90H120L106 -58Z", lighter(glass, 0.2))
    stage.canvas.line([(79, -56), (79, -16)], 1, shade)
    stage.canvas.rect(88, -50, 10, 2.6, shade, corner=1)
    stage.canvas.path("M186 -50Q197 -47 197 -38H184Z", lighter(stage.palette.lamplight, 0.3))
    stage.canvas.rect(3, -50, 6, 14, stage.palette.shade(stage.tone("#9A4A42"), 0.1), corner=2)
    for x in (42, 158):
        stage.canvas.path(f"M{x - 24} -11Q{x - 23} -38 {x} -38Q{x + 23} -38 {x + 24} -11Z", shade)
        wheel(stage, x, -17, 17)


def light_truck(stage: Stage, body: Colour) -> None:
    """A light truck with a flat bed, 200 units long, its left end at the origin, cab to the right."""
    shade = stage.palette.shade(body, 0.2)
    stage.shadow(100, 1, 108, 6)
    stage.canvas.rect(4, -34, 132, 12, stage.palette.shade(stage.palette.metal, 0.35))
    stage.canvas.path("M138 -24V-104Q138 -110 146 -110H170Q178 -110 181 -103L193 -62Q197 -58 197 -50V-18H138Z", body)
    stage.canvas.path("M150 -64V-101H168Q173 -101 175 -96L184 -64Z", stage.palette.glass)
    stage.canvas.path("M154 -64L166 -101H172L160 -64Z", lighter(stage.palette.glass, 0.22))
    stage.canvas.rect(0, -56, 136, 26, body, corner=1.5)
    stage.canvas.rect(0, -36, 136, 6, shade)
    for x in (33, 67, 101):
        stage.canvas.rect(x, -56, 1.2, 26, shade)
    for x in (4, 126):
        stage.canvas.rect(x, -50, 5, 9, stage.palette.metal, corner=1)
    stage.canvas.rect(138, -26, 60, 9, shade, corner=2)
    stage.canvas.rect(153, -56, 9, 2.6, shade, corner=1)
    stage.canvas.path("M189 -46H197V-36H191Z", lighter(stage.palette.lamplight, 0.2))
    stage.canvas.rect(199, -86, 4, 14, stage.palette.ink, corner=2)
    stage.canvas.line([(186, -76), (201, -80)], 1.4, stage.palette.ink)
    for x in (38, 166):
        stage.canvas.path(f"M{x - 22} -18Q{x - 21} -38 {x} -38Q{x + 21} -38 {x + 22} -18Z", stage.palette.ink)
        wheel(stage, x, -16, 16)


def front_of_car(stage: Stage, colour: Colour) -> None:
    """A small car coming towards us, 94 units wide, centred on the origin."""
    shade, ink = stage.palette.shade(colour, 0.22), stage.palette.ink
    stage.shadow(0, 1, 54, 5)
    for x in (-40, 26):
        stage.canvas.rect(x, -16, 14, 17, ink, corner=3)
    stage.canvas.path(
        "M-46 -12V-44Q-46 -54 -38 -58L-31 -88Q-29 -97 -20 -97H20Q29 -97 31 -88L38 -58Q46 -54 46 -44V-12Z", colour
    )
    stage.canvas.path("M-33 -58L-26 -86Q-25 -90 -20 -90H20Q25 -90 26 -86L33 -58Z", stage.palette.glass)
    stage.canvas.path("M-18 -58L-6 -90H4L-8 -58Z", lighter(stage.palette.glass, 0.2))
    lamp = stage.palette.lamplight if stage.palette.lamps_lit else lighter(stage.palette.lamplight, 0.45)
    for x in (-36, 36):
        stage.canvas.ellipse(x, -42, 8, 6.5, lamp)
    for x in (-52, 52):
        stage.canvas.ellipse(x, -58, 5.5, 4.5, shade)
    stage.canvas.rect(-24, -44, 48, 6, shade, corner=3)
    stage.canvas.rect(-46, -26, 92, 15, shade, corner=4)
    stage.canvas.rect(-13, -25, 26, 10, stage.palette.tone("#F2D45C"), corner=1)


def digger(stage: Stage, colour: Colour) -> None:
    """A small digger with its arm raised to the right."""
    ink, dark = stage.palette.ink, stage.palette.shade(colour, 0.3)
    stage.canvas.rect(-50, -22, 96, 22, ink, corner=11)
    for x in (-38, -14, 10, 34):
        stage.canvas.circle(x, -11, 7, stage.palette.metal)
    stage.canvas.rect(-30, -30, 60, 9, dark)
    stage.canvas.path("M-54 -30V-54Q-54 -60 -46 -60H-8V-100Q-8 -106 0 -106H28Q36 -106 37 -98L44 -30Z", colour)
    stage.canvas.path("M0 -62V-96H26Q29 -96 30 -92L34 -62Z", stage.palette.glass)
    stage.canvas.line([(40, -48), (84, -118), (128, -84)], 10, colour)
    stage.canvas.line([(52, -58), (86, -110)], 4, stage.palette.metal)
    stage.canvas.path("M120 -88L138 -84L136 -58Q124 -48 110 -56Q122 -66 120 -88Z", dark)
    stage.canvas.circle(84, -118, 5, dark)


def train(stage: Stage, length: float, height: float, stripe: Colour) -> None:
    """Carriages seen from the side, standing on the origin's height."""
    body = stage.tone("#D6DBDC")
    stage.canvas.rect(0, -height, length, height, body, corner=3)
    stage.canvas.rect(0, -height * 0.34, length, height * 0.16, stripe)
    pane = stage.palette.lamplight if stage.palette.lamps_lit else stage.palette.glass
    x = 8.0
    while x < length - 14:
        stage.canvas.rect(x, -height * 0.82, 12, height * 0.34, pane, corner=1)
        x += 18
