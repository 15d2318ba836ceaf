"""The covered shopping street: shutter after shutter, or full of people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, lighter, mix
from ..paths import Point
from ..people import aids
from ..shapes import roads, signs
from ..stage import BOTTOM, TOP, Stage
from .subject import Subject

VIEW = roads.Perspective(200, 142)
DEPTHS = (0.0, 0.42, 0.95, 1.7, 2.8, 4.6)
PAVING = ("#E9E3D4", "#D9B79A", "#C4CFCF", "#E0CFA8")
WALLS = ("#D9B98A", "#C9D3CE", "#C99F86", "#E3DCC8")


def arcade(stage: Stage, *, open_shops: bool) -> None:
    """A covered shopping street in one-point perspective."""
    palette = stage.palette
    stage.band(TOP, BOTTOM, lighter(palette.sky, 0.3 if not palette.is_night else 0.05))
    paving = mix(palette.ground, stage.tone(stage.dice("paving").choice(PAVING)), 0.5)
    stage.canvas.polygon([(-90, 372), (490, 372), VIEW.point(490, 372, 8), VIEW.point(-90, 372, 8)], paving)
    _floor_tiles(stage)
    _glass_roof(stage)
    for index in reversed(range(len(DEPTHS) - 1)):
        for side in (-1, 1):
            _front(stage, index, side, open_shops=open_shops)
    far = [VIEW.point(x, y, DEPTHS[-1]) for x, y in ((-60, -30), (460, -30), (460, 372), (-60, 372))]
    stage.canvas.polygon(
        far, mix(palette.paper, palette.lamplight, 0.35) if palette.is_night else lighter(palette.sky, 0.5)
    )


def _floor_tiles(stage: Stage) -> None:
    palette = stage.palette
    light = mix(palette.ground, palette.paper, 0.42)
    stage.canvas.polygon(VIEW.quad(120, 280, 372, 0, 8), light)
    for step in range(18):
        depth = 0.02 + step * 0.2
        stage.canvas.polygon(
            VIEW.quad(-60, 460, 372, depth, depth + 0.018 * (1 + depth)), palette.shade(palette.ground, 0.08)
        )


def _glass_roof(stage: Stage) -> None:
    palette = stage.palette
    rib = mix(palette.mid, palette.paper, 0.35)
    crown = -96
    for depth in (*DEPTHS, 0.2, 0.65, 1.3, 2.2, 3.6):
        left, middle, right = (
            VIEW.point(-60, -30, depth),
            VIEW.point(200, crown * 2, depth),
            VIEW.point(460, -30, depth),
        )
        stage.canvas.stroke(
            f"M{left[0]} {left[1]}Q{middle[0]} {middle[1]} {right[0]} {right[1]}", 3.4 * VIEW.size(depth) + 0.6, rib
        )
    for x, y in ((30, -80), (115, -106), (200, -113), (285, -106), (370, -80)):
        stage.canvas.line([VIEW.point(x, y, 0), VIEW.point(x, y, DEPTHS[-1])], 1.2, rib)


@dataclass(frozen=True)
class Front:
    """The front of one shop between two depths, on the left or the right side."""

    x: float
    near: float
    far: float

    def strip(self, top: float, bottom: float, start: float = 0.0, end: float = 1.0) -> list[Point]:
        """A level piece of the front, from a share of its length to another."""
        first, last = (self.near + (self.far - self.near) * share for share in (start, end))
        return [
            VIEW.point(self.x, top, first),
            VIEW.point(self.x, top, last),
            VIEW.point(self.x, bottom, last),
            VIEW.point(self.x, bottom, first),
        ]


def _front(stage: Stage, index: int, side: int, *, open_shops: bool) -> None:
    """One shop front on one side."""
    dice = stage.dice(f"arcade/{index}/{side}")
    palette = stage.palette
    front = Front(200 + side * 260, DEPTHS[index], DEPTHS[index + 1])
    wall = mix(palette.wall, palette.tone(stage.dice("arcade/walls").choice(WALLS)), 0.4)
    wall = palette.shade(wall, 0.1) if side > 0 else wall
    stage.canvas.polygon(front.strip(-40, 372), wall)
    board = stage.tone(dice.choice(("#3C7F93", "#A8503C", "#5E8F6B", "#C7A15A", "#6E5B86", "#41515E")))
    stage.canvas.polygon(front.strip(30, 92, 0.06, 0.94), board)
    stage.canvas.polygon(front.strip(52, 70, 0.22, 0.7), mix(board, palette.paper, 0.75))
    if open_shops or (index == 2 and side > 0):
        _open_shop(stage, front, dice)
    else:
        _shutter(stage, front, dice)


def _shutter(stage: Stage, front: Front, dice: Random) -> None:
    palette = stage.palette
    steel = mix(palette.metal, palette.paper, dice.uniform(0.3, 0.55))
    stage.canvas.polygon(front.strip(106, 372, 0.06, 0.94), steel)
    for y in range(118, 368, 14):
        stage.canvas.polygon(front.strip(y, y + 4, 0.06, 0.94), palette.shade(steel, 0.2))
    if dice.random() < 0.55:
        stage.canvas.polygon(front.strip(196, 262, 0.36, 0.62), palette.paper)
        stage.canvas.polygon(front.strip(196, 214, 0.36, 0.62), SPOT_RED)
        stage.canvas.polygon(front.strip(226, 232, 0.41, 0.57), palette.ink)
        stage.canvas.polygon(front.strip(242, 247, 0.41, 0.54), palette.ink)


def _open_shop(stage: Stage, front: Front, dice: Random) -> None:
    palette = stage.palette
    stage.canvas.polygon(front.strip(106, 372, 0.06, 0.94), mix(palette.lamplight, palette.paper, 0.3))
    stage.canvas.polygon(front.strip(250, 340, 0.1, 0.9), palette.wood)
    hues = (SPOT_RED, SPOT_YELLOW, palette.leaf, stage.tone("#8C7BA6"), stage.tone("#E9D9B4"))
    for cell in range(5):
        colour = dice.choice(hues)
        for item in range(4):
            start = 0.12 + cell * 0.155 + item * 0.034
            corner, far_corner, _, low = front.strip(232, 254, start, start + 0.04)
            radius = max(abs(far_corner[0] - corner[0]), (low[1] - corner[1]) * 0.3)
            stage.canvas.circle(corner[0], (corner[1] + low[1]) / 2 + radius * 0.6, radius, colour)
    stage.canvas.polygon(front.strip(254, 266, 0.1, 0.9), lighter(palette.wood, 0.2))
    cloth = stage.tone(dice.choice(("#3C7F93", "#B4504A", "#5E8F6B", "#C7933A")))
    for cell in range(6):
        start = 0.04 + cell * 0.155
        stage.canvas.polygon(front.strip(96, 140, start, start + 0.155), cloth if cell % 2 else palette.paper)


def arcade_shutters(stage: Stage) -> None:
    """Shutter after shutter is closed in the arcade."""
    arcade(stage, open_shops=False)
    _hangings(stage)
    people.person(stage.at(172, 218, scale=0.6), people.adult(stage, "arcade/far"), "stroll")
    walker = stage.at(222, 262, scale=1.02)
    figure = people.person(
        walker, replace(people.elder(stage, "arcade"), bag="tote", bag_colour="spot-red", hat=""), "cane"
    )
    aids.cane(walker, figure.near_hand)


def _hangings(stage: Stage) -> None:
    """Lanterns or cloth flags over the street."""
    flags = stage.dice("hangings").random() < 0.4
    for depth in (3.0, 1.8, 0.9):
        for x in (60, 200, 340):
            spot = VIEW.point(x, 2 if x != 200 else -20, depth)
            hung = stage.at(*spot, scale=1.5 * VIEW.size(depth))
            if flags:
                hung.canvas.path("M-11 0H11V34L0 27L-11 34Z", SPOT_RED if x == 200 else stage.tone("#3C7F93"))
                hung.canvas.circle(0, 13, 5, stage.palette.paper)
            else:
                signs.lantern(hung, colour=SPOT_RED)


def lively_market(stage: Stage) -> None:
    """Shoppers crowd a lively shopping street."""
    arcade(stage, open_shops=True)
    _banner(stage)
    dice = stage.dice("crowd")
    for depth, count in ((3.2, 5), (1.7, 4)):
        for index in range(count):
            x = 200 + (index - (count - 1) / 2) * 112 + dice.uniform(-26, 26)
            spot = VIEW.point(x, 362, depth)
            look = people.adult(stage, f"crowd/{depth}/{index}")
            people.person(
                stage.at(*spot, scale=1.86 * VIEW.size(depth), flip=dice.random() < 0.5),
                look,
                dice.choice(("stroll", "walk", "stand", "hold")),
                facing=dice.choice(("side", "side", "back", "front")),
            )
    _greengrocer(stage)
    shopper = stage.at(232, 264, scale=1.1)
    people.person(
        shopper, replace(people.adult(stage, "shopper"), bag="tote", bag_colour="spot-yellow", hat=""), "point"
    )
    people.person(stage.at(198, 266, scale=1.06), people.child(stage, "shopper"), "point-up")
    people.person(stage.at(132, 270, scale=1.12), people.elder(stage, "shopper"), "stroll")


def _banner(stage: Stage) -> None:
    """The arch with the street's name."""
    palette = stage.palette
    board = stage.at(200, 78)
    board.canvas.path("M-98 -16Q0 -34 98 -16V14Q0 -2 -98 14Z", SPOT_RED)
    board.canvas.path("M-94 -12Q0 -29 94 -12V-9.6Q0 -26.6 -94 -9.6Z", SPOT_YELLOW)
    board.canvas.text(stage.sign or "天神橋筋", 0, -9, 19, palette.paper, width=150)
    for x in (-80, 80):
        board.canvas.line([(x, -20), (x, -70)], 1.6, palette.ink)


def _greengrocer(stage: Stage) -> None:
    """Crates of fruit at the right, the grocer behind them."""
    palette = stage.palette
    grocer = replace(
        people.adult(stage, "grocer"), garment="apron", over="#3C6E58", hat="band", hat_colour="#F4EFE4", bag=""
    )
    people.person(stage.at(316, 254, scale=1.08, flip=True), grocer, "wave")
    hues = ((SPOT_RED, "tomato"), (SPOT_YELLOW, "lemon"), (palette.leaf, "leek"), (stage.tone("#8C5FA0"), "aubergine"))
    for index, (colour, _) in enumerate(hues):
        x, y = 268 + (index % 2) * 52, 242 + (index // 2) * 26
        stage.canvas.rect(x, y, 50, 24, palette.shade(palette.wood, 0.1 if index < 2 else 0.0))
        stage.canvas.rect(x, y, 50, 4, lighter(palette.wood, 0.2))
        for fruit in range(12):
            stage.canvas.circle(
                x + 5 + (fruit % 6) * 8,
                y - 1 - (fruit // 6) * 5,
                4.6,
                colour if fruit < 6 else palette.shade(colour, 0.1),
            )


SUBJECTS = (
    Subject(
        "arcade-shutters",
        "商店街。アーケードの両側にシャッターが並び、つえの人が歩いている",
        "A covered shopping street lined with closed shutters, where a person with a cane walks.",
        arcade_shutters,
        outdoors=False,
    ),
    Subject(
        "lively-market",
        "商店街。買い物の人でにぎわい、野菜や果物が並んでいる",
        "A shopping street busy with people, fruit and vegetables on show.",
        lively_market,
        outdoors=False,
    ),
)
