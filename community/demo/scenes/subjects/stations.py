"""Before the station and the shops: bicycles, suitcases and boards in the way."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, Colour, lighter, mix
from ..people import aids
from ..shapes import houses, roads, signs, vehicles
from ..stage import BOTTOM, LEFT, RIGHT, TOP, Stage
from .subject import Subject

FASCIAS = ("#3F6B76", "#C2603F", "#4E7A5E", "#5A5F6E", "#8A5A46")


def station_front(stage: Stage, base: float, *, words: str) -> None:
    """The front of a small station: sign board, posters, glass doors."""
    palette = stage.palette
    stage.band(TOP, BOTTOM, palette.ground)
    dice = stage.dice("station")
    wall = mix(palette.wall, stage.tone(dice.choice(("#FBFAF5", "#FBFAF5", "#D8B596", "#CBD8D4", "#C9BFAE"))), 0.45)
    fascia = mix(palette.roof, stage.tone(dice.choice(FASCIAS)), 0.6)
    stage.band(TOP, base, wall)
    _courses(stage, base, wall, dice.choice((0, 13, 24)))
    stage.band(TOP, 56, fascia)
    stage.band(56, 61, palette.shade(fascia, 0.35))
    signs.board(stage.at(152, 34), 170, 29, words, back=palette.paper, ink=palette.ink, share=0.66)
    stage.canvas.rect(34, 22, 24, 24, stage.tone("#5B9BAA"), corner=4)
    stage.canvas.circle(46, 34, 6, palette.paper)
    _doors(stage, 228, base)
    stage.canvas.rect(66, 84, 124, 62, lighter(wall, 0.4))
    for index, x in enumerate((71, 112, 153)):
        signs.poster(stage.at(x, 89), 33, 52, f"station/{index}")
    stage.band(base - 16, base, palette.shade(wall, 0.14))


def _courses(stage: Stage, base: float, wall: Colour, gap: int) -> None:
    """Tile joints on the wall, if it has any."""
    joint = stage.palette.shade(wall, 0.07)
    for step in range(int(base / gap) if gap else 0):
        stage.band(base - step * gap, base - step * gap + 1, joint)


def _doors(stage: Stage, x: float, base: float) -> None:
    palette = stage.palette
    glow = mix(palette.lamplight, palette.wall, 0.35) if palette.lamps_lit else palette.glass
    stage.canvas.rect(x - 5, 72, 138, base - 72, palette.shade(palette.wall, 0.22))
    for pane in range(4):
        stage.canvas.rect(x + pane * 32.5, 78, 29, base - 78, glow)
        stage.canvas.polygon(
            [(x + pane * 32.5, 130), (x + pane * 32.5 + 16, 78), (x + pane * 32.5 + 24, 78), (x + pane * 32.5, 158)],
            lighter(glow, 0.14),
        )


def station_bikes(stage: Stage) -> None:
    """Bicycles fill the footpath before the station; a wheelchair cannot pass."""
    palette = stage.palette
    station_front(stage, 196, words=stage.sign or "天満駅 東口")
    roads.slabs(stage, roads.Perspective(200, 110), 198, gap=62)
    stage.canvas.rect(LEFT, 236, 540, 9, mix(SPOT_YELLOW, palette.ground, 0.25))
    dice = stage.dice("bikes")
    for row, (y, size, start) in enumerate(((212, 0.56, 130), (236, 0.66, 146))):
        x = start + dice.uniform(-6, 6)
        while x < RIGHT:
            place = stage.at(
                x, y + dice.uniform(-1.5, 1.5), scale=size, turn=dice.uniform(-3, 3), flip=dice.random() < 0.3
            )
            vehicles.bicycle(place, stage.tone(dice.choice(vehicles.BIKES)), child_seat=dice.random() < 0.25)
            x += dice.uniform(23, 33) + row * 4
    _no_parking(stage.at(262, 240))
    vehicles.bicycle(stage.at(206, 262, scale=0.8), SPOT_RED)
    vehicles.bicycle(stage.at(290, 264, scale=0.76, turn=4), stage.tone("#41608A"))
    aids.wheelchair_user(stage.at(102, 264, scale=0.92), replace(people.adult(stage, "bikes"), bag="", hat=""))


def _no_parking(stage: Stage) -> None:
    signs.post(stage, 104, width=4)
    signs.no_parking_bikes(stage.at(0, -106), 17)


def tactile_blocked(stage: Stage) -> None:
    """A shop board stands on the guiding blocks before a person with a white cane."""
    palette = stage.palette
    places_front(stage, 158)
    view = roads.Perspective(226, 70)
    stage.band(158, BOTTOM, palette.ground)
    stage.band(158, 164, palette.shade(palette.ground, 0.2))
    roads.slabs(stage, view, 166, gap=66)
    _guiding_line(stage, view)
    vehicles.bicycle(stage.at(286, 232, scale=0.86, turn=2), stage.tone("#41608A"))
    signs.a_board(stage.at(222, 244, scale=1.36), stage.sign or "本日特売", back=SPOT_RED)
    walker = stage.at(128, 266, scale=1.02)
    figure = people.person(walker, replace(people.adult(stage, "tactile"), bag="", hat=""), "cane")
    aids.cane(walker, figure.near_hand, colour=lighter(palette.paper, 0.6), reach=30)
    walker.canvas.line([(figure.near_hand[0] + 24, -10), (figure.near_hand[0] + 30, -1)], 2.4, SPOT_RED)


def places_front(stage: Stage, base: float) -> None:
    """Shops right along the footpath."""
    palette = stage.palette
    stage.band(TOP, BOTTOM, palette.sky)
    dice = stage.dice("fronts")
    x = float(LEFT)
    words = ["薬局", "パン", "喫茶", "時計店", "花屋", "文具"]
    dice.shuffle(words)
    index = 0
    while x < RIGHT:
        width = dice.uniform(104, 136)
        houses.shop(stage.at(x, base), width - 3, 190, f"front/{index}", words=words[index % len(words)])
        x += width
        index += 1


def _guiding_line(stage: Stage, view: roads.Perspective) -> None:
    yellow = (
        mix(SPOT_YELLOW, stage.palette.ground, 0.12)
        if not stage.palette.is_night
        else mix(SPOT_YELLOW, stage.palette.ground, 0.4)
    )
    ridge = stage.palette.shade(yellow, 0.3)
    left, right = 172, 254
    stage.canvas.polygon(view.quad(left, right, BOTTOM, 0, 2.02), yellow)
    for bar in range(4):
        x = left + 10 + bar * 19
        stage.canvas.polygon(view.quad(x, x + 6, BOTTOM, 0, 2.02), ridge)
    for row in range(9):
        depth = row * 0.24
        stage.canvas.polygon([*view.quad(left, right, BOTTOM, depth, depth + 0.018)], stage.palette.ground)


def suitcases(stage: Stage) -> None:
    """Travellers with large suitcases fill the footpath."""
    station_front(stage, 190, words=stage.sign or "なんば駅")
    roads.slabs(stage, roads.Perspective(200, 100), 192, gap=64)
    dice = stage.dice("cases")
    hues = ["#3C7F93", "#6E5B86", "#41515E", "#8FA3AE", "#5E8F6B"]
    dice.shuffle(hues)
    people.person(stage.at(300, 226, scale=0.8, flip=True), people.adult(stage, "local"), "stop")
    for index, (x, y, size, flip) in enumerate(
        ((104, 248, 0.9, False), (262, 252, 0.92, True), (176, 262, 1.0, False))
    ):
        place = stage.at(x, y, scale=size, flip=flip)
        look = people.traveller(stage, f"case/{index}")
        figure = people.person(place, look, ("pull", "point", "pull")[index])
        case = SPOT_RED if index == 2 else stage.tone(hues[index])
        aids.suitcase(place.at(figure.near_hand[0] - 8 if index != 1 else -24, 0), case, tall=(46, 40, 54)[index])
    aids.suitcase(stage.at(218, 270, scale=1.0), SPOT_YELLOW, tall=42)


SUBJECTS = (
    Subject(
        "station-bikes",
        "駅前。歩道を自転車が埋め、車いすの人が通れずにいる",
        "A station front where bicycles fill the footpath and a person in a wheelchair cannot pass.",
        station_bikes,
    ),
    Subject(
        "tactile-blocked",
        "歩道。点字ブロックの上に店の看板が置かれ、白いつえの人が歩いてくる",
        "A footpath where a shop board stands on the guiding blocks as a person with a white cane comes.",
        tactile_blocked,
    ),
    Subject(
        "suitcases",
        "駅前。大きなスーツケースを引く旅行者で歩道がいっぱいになっている",
        "A station front where travellers with large suitcases fill the footpath.",
        suitcases,
    ),
)
