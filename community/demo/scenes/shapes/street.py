"""Street furniture: lamps, poles and wires, cones, barriers, benches, machines."""

from __future__ import annotations

from ..palettes import SPOT_RED, SPOT_YELLOW, Colour, lighter, mix, rgb
from ..stage import RIGHT, Stage


def lamp(stage: Stage, *, lit: bool, height: float = 190, reach: float = 30) -> tuple[float, float]:
    """A street lamp with a curved arm to the right; gives back where its light is."""
    colour = mix(stage.palette.metal, stage.palette.sky, 0.25)
    shade = stage.palette.shade(colour, 0.4)
    stage.canvas.stroke(f"M0 0V{-height + 22}Q0 {-height} {reach * 0.5} {-height}H{reach}", 4, colour)
    stage.canvas.path("M-5 0L-3.4 -30H3.4L5 0Z", shade)
    head = (reach + 9, -height + 2)
    stage.canvas.path(
        f"M{reach - 6} {-height - 3}H{reach + 16}Q{reach + 23} {-height} {reach + 24} {-height + 5}H{reach - 4}Z", shade
    )
    bulb = stage.palette.lamplight if lit else mix(stage.palette.glass, shade, 0.4)
    stage.canvas.path(f"M{reach - 2} {-height + 5}H{reach + 21}L{reach + 17} {-height + 10}H{reach + 2}Z", bulb)
    return head


def light_cone(stage: Stage, x: float, y: float, base: float, half: float, *, share: float = 0.3) -> None:
    """The light that falls from a lamp to the ground."""
    glow = stage.palette.lamplight
    stage.canvas.circle(x, y + 3, 24, glow, alpha=share * 0.55)
    stage.canvas.circle(x, y + 3, 14, glow, alpha=share * 0.7)
    stage.canvas.polygon([(x - 7, y + 5), (x + 7, y + 5), (x + half, base), (x - half, base)], glow, alpha=share)
    stage.canvas.ellipse(x, base, half, half * 0.2, glow, alpha=share)


def utility_pole(stage: Stage, height: float = 230, *, transformer: bool = True) -> None:
    """A concrete pole with cross arms and a transformer."""
    colour = mix(stage.palette.metal, stage.palette.ground, 0.3)
    dark = stage.palette.shade(colour, 0.45)
    stage.canvas.path(f"M-5 0L-3.6 {-height}H3.6L5 0Z", colour)
    stage.canvas.path(f"M1.6 0V{-height}H3.6L5 0Z", stage.palette.shade(colour, 0.2))
    for y, half in ((-height + 10, 24), (-height + 26, 17)):
        stage.canvas.rect(-half, y, half * 2, 2.6, dark)
        for x in (-half + 2, -half * 0.4, half * 0.4, half - 4):
            stage.canvas.rect(x, y - 4, 2.4, 4, lighter(colour, 0.3))
    if transformer:
        stage.canvas.rect(2.6, -height + 34, 13, 20, dark, corner=3)


def wires(
    stage: Stage, start: tuple[float, float], end: tuple[float, float], *, count: int = 3, sag: float = 10
) -> None:
    """Slack wires between two poles."""
    colour = mix(stage.palette.ink, stage.palette.sky, 0.35)
    for wire in range(count):
        dy = wire * 6
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + sag + wire * 2)
        stage.canvas.stroke(
            f"M{start[0]} {start[1] + dy}Q{middle[0]} {middle[1] + dy} {end[0]} {end[1] + dy}", 0.8, colour, blunt=True
        )


def cone(stage: Stage) -> None:
    """A traffic cone, 41 units tall."""
    stage.shadow(2, 0, 17, 3)
    stage.canvas.path("M-15 0Q-15 -4 -12 -4.6H12Q15 -4 15 0Z", stage.palette.shade(SPOT_RED, 0.22))
    stage.canvas.path("M-10.5 -4L-2.6 -41Q0 -43 2.6 -41L10.5 -4Z", SPOT_RED)
    stage.canvas.path("M-7.4 -18.5L-5.2 -29H5.2L7.4 -18.5Z", stage.palette.paper)


def barrier(stage: Stage, width: float = 76) -> None:
    """A road works barrier in yellow and black."""
    dark = stage.palette.ink
    for x in (8, width - 8):
        stage.canvas.line([(x, 0), (x, -40)], 3.4, stage.palette.metal)
        stage.canvas.line([(x - 8, 0), (x + 8, 0)], 3.4, stage.palette.metal)
    for y in (-44, -24):
        board = [(0, y), (width, y), (width, y + 11), (0, y + 11)]
        stage.canvas.polygon(board, SPOT_YELLOW)
        x = 4.0
        while x < width - 10:
            stage.canvas.polygon([(x + 6, y), (x + 13, y), (x + 7, y + 11), (x, y + 11)], dark)
            x += 16


def bench(stage: Stage, width: float = 100, *, colour: Colour | None = None) -> None:
    """A park bench with a back, seen from the front."""
    wood = colour or stage.palette.wood
    iron = stage.palette.ink
    stage.shadow(width / 2, 1, width * 0.56, 4)
    for x in (8, width - 12):
        stage.canvas.path(f"M{x} 0L{x + 1} -52H{x + 4}L{x + 5} -28V0Z M{x - 4} -29H{x + 8}V-25H{x - 4}Z", iron)
    for y in (-54, -44):
        stage.canvas.rect(0, y, width, 7.5, wood, corner=1.5)
    stage.canvas.rect(-3, -31, width + 6, 5, lighter(wood, 0.12), corner=1.5)
    stage.canvas.rect(-3, -26, width + 6, 4, stage.palette.shade(wood, 0.25), corner=1)


def vending_machine(stage: Stage) -> None:
    """A drinks machine, 108 units tall."""
    dice = stage.dice("vending")
    body = stage.tone(dice.choice(("#E9ECEA", "#3F7F9A", "#F1EDE1", "#4F7F6B")))
    lit = stage.palette.lamps_lit
    stage.shadow(30, 0, 34, 3)
    stage.canvas.rect(0, -108, 60, 108, body, corner=2)
    stage.canvas.rect(5, -102, 50, 46, lighter(stage.palette.lamplight, 0.5) if lit else stage.palette.paper)
    for shelf in range(3):
        for can in range(7):
            colour = stage.tone(dice.choice(("#3C7F93", "#B4707A", "#5E8F6B", "#C7A15A", "#41515E", "#8C7BA6")))
            stage.canvas.rect(7.5 + can * 6.6, -100 + shelf * 15, 4.4, 11, colour, corner=1)
    stage.canvas.rect(8, -26, 44, 14, stage.palette.ink, corner=2)
    stage.canvas.rect(44, -50, 7, 12, stage.palette.metal)


def guard_pipe(stage: Stage, width: float, colour: Colour) -> None:
    """A low pipe railing between footpath and road."""
    count = max(1, round(width / 80))
    span = width / count
    for part in range(count):
        left, right = part * span + 5, (part + 1) * span - 5
        stage.canvas.stroke(
            f"M{left} 0V-34Q{left} -44 {left + 10} -44H{right - 10}Q{right} -44 {right} -34V0",
            4.4,
            colour,
        )
        stage.canvas.line([(left, -22), (right, -22)], 4.4, colour)


def railing(
    stage: Stage, base: float, height: float, colour: Colour, *, left: float, gap: float = 9, post: float = 1.8
) -> None:
    """An upright railing from left to the right edge of the picture."""
    x = left
    while x < RIGHT:
        stage.canvas.rect(x, base - height, post, height, colour)
        x += gap
    stage.canvas.rect(left, base - height - 2, RIGHT - left, 3.4, colour)
    stage.canvas.rect(left, base - 5, RIGHT - left, 2.4, colour)


def planter(stage: Stage, topic: str) -> None:
    """A pot with a green plant, as before every old house."""
    dice = stage.dice(f"planter/{topic}")
    pot = stage.tone(dice.choice(("#A9694A", "#E3DCCB", "#6F7F86", "#8A5B4A")))
    leaf = stage.palette.leaf
    for _ in range(7):
        x, y = dice.uniform(-9, 9), dice.uniform(-30, -15)
        stage.canvas.circle(
            x, y, dice.uniform(3.4, 5.4), leaf if dice.random() < 0.6 else mix(leaf, rgb("#123C38"), 0.3)
        )
    stage.canvas.path("M-8 -14H8L6 0H-6Z", pot)
    stage.canvas.rect(-9, -15.5, 18, 4, lighter(pot, 0.12))


def signal(stage: Stage, *, red: bool = True) -> None:
    """A horizontal traffic light around the origin; the red is on the right, as on Japanese roads."""
    plain = stage.readable()
    plain.canvas.rect(-32, -12, 64, 24, plain.palette.shade(plain.palette.metal, 0.55), corner=11)
    dark = plain.palette.ink
    for x, colour in ((-20, None if red else plain.tone("#2FA38A")), (0, None), (20, SPOT_RED if red else None)):
        plain.canvas.path(f"M{x - 9.5} -3Q{x} -17 {x + 9.5} -3Z", mix(dark, plain.palette.metal, 0.2))
        plain.canvas.circle(x, 1, 8, colour or dark)


def shop_cart(stage: Stage) -> None:
    """An old person's walking cart to push and to sit on."""
    cloth = stage.tone("#6E5B86")
    stage.canvas.line([(0, -52), (9, -46), (15, -8)], 2, stage.palette.metal)
    stage.canvas.rect(8, -34, 24, 24, cloth, corner=3)
    stage.canvas.rect(8, -38, 24, 5, stage.palette.shade(cloth, 0.3), corner=2)
    stage.canvas.line([(10, -9), (32, -9)], 2, stage.palette.metal)
    for x in (11, 31):
        stage.canvas.circle(x, -4, 4.4, stage.palette.ink)
        stage.canvas.circle(x, -4, 1.6, stage.palette.metal)
