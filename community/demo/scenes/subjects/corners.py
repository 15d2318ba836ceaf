"""At the corner: a hidden signal, a tilted sign, a broken mirror, a car on the way to school."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, darker, lighter, mix
from ..people import aids
from ..shapes import houses, roads, signs, sky, street, trees, vehicles, walls
from ..stage import BOTTOM, LEFT, RIGHT, Stage
from . import places
from .subject import Subject


def branch_signal(stage: Stage) -> None:
    """Branches hang before the traffic light."""
    palette = stage.palette
    view = roads.Perspective(220, 196)
    places.alley(stage, view, left=-20, right=460, topic="branch")
    roads.dashes(stage, view, 220, 13)
    steel = mix(palette.metal, palette.sky, 0.15)
    stage.canvas.rect(300, 60, 9, 212, steel)
    stage.canvas.rect(305, 60, 4, 212, palette.shade(steel, 0.3))
    stage.canvas.line([(304, 112), (160, 120)], 6, steel)
    street.signal(stage.at(206, 146, scale=1.62))
    _overgrown(stage)
    vehicles.front_of_car(stage.at(252, 246, scale=0.42), stage.tone("#D9D2C2"))
    people.person(stage.at(138, 272, scale=0.94), replace(people.adult(stage, "branch"), bag=""), "point-up")


def _overgrown(stage: Stage) -> None:
    """The tree whose leaves cover half the light."""
    dice = stage.dice("overgrown")
    light, dark = trees.leaf_colours(stage)
    bark = stage.palette.shade(stage.tone("#8A6142"), 0.25)
    stage.canvas.path("M52 276Q70 262 70 200Q70 150 64 96H84Q86 150 88 200Q90 262 106 276Z", bark)
    stage.canvas.line([(72, 142), (118, 104), (176, 116)], 7, bark)
    stage.canvas.line([(74, 120), (40, 80)], 7, bark)
    for x, y, radius in ((40, 60, 50), (96, 44, 48), (20, 110, 36), (128, 82, 38), (74, 88, 40), (156, 108, 27)):
        stage.canvas.circle(x + dice.uniform(-4, 4), y + dice.uniform(-4, 4), radius, light)
    for x, y, radius in ((122, 96, 27), (58, 118, 30), (36, 130, 22), (160, 120, 17)):
        stage.canvas.circle(x, y, radius, dark)
    for x, y, radius in ((98, 70, 34), (34, 86, 36), (150, 98, 16)):
        stage.canvas.circle(x, y, radius, light)
    for x, y, radius in ((178, 112, 15), (190, 124, 11), (168, 126, 13)):
        stage.canvas.circle(x, y, radius, dark)
    for _ in range(130):
        x = dice.triangular(150, 226, 176)
        y = 112 + dice.uniform(-14, 60) - abs(x - 184) * 0.5
        leaf = stage.at(x, y, turn=dice.uniform(-40, 40), scale=dice.uniform(0.55, 0.95))
        leaf.canvas.path("M0 -9Q6 -2 0 10Q-6 -2 0 -9Z", dice.choice((light, dark, light, mix(light, dark, 0.5))))


def tilted_sign(stage: Stage) -> None:
    """A stop sign leans over the corner of the street."""
    palette = stage.palette
    places.street_front(stage, 158, tall=92, topic="tilted")
    stage.band(156, 206, palette.ground)
    stage.canvas.path(f"M{LEFT} 206H{RIGHT}V216H{LEFT}Z", lighter(palette.ground, 0.3))
    stage.band(216, BOTTOM, palette.road)
    stage.canvas.path("M104 232H330V244H90Z", mix(palette.road, palette.paper, 0.7))
    stage.canvas.path("M168 206L186 198L206 204L228 198L238 208L222 214H182Z", darker(palette.ground, 0.3))
    tilt = stage.dice("tilt").uniform(19, 27)
    leaning = stage.at(206, 208, turn=-tilt)
    signs.post(leaning, 124, width=5.4)
    leaning.canvas.rect(-3.4, -40, 6.8, 20, SPOT_YELLOW)
    signs.stop_sign(leaning.at(0, -118, scale=1.5))
    for x, y, size in ((190, 206, 5), (222, 207, 6), (176, 212, 4), (236, 214, 4)):
        stage.canvas.polygon(
            [(x - size, y), (x - 1, y - size), (x + size, y - 2), (x + size * 0.5, y + 3)], lighter(palette.ground, 0.1)
        )
    people.person(stage.at(284, 262, scale=0.92, flip=True), replace(people.adult(stage, "tilted"), bag=""), "look-up")
    if stage.dice("tilted").random() < 0.5:
        aids.cyclist(stage.at(96, 266, scale=0.9), people.adult(stage, "tilted/2"), stage.tone("#3C7F93"))


def curve_mirror(stage: Stage) -> None:
    """The round mirror at a blind corner is broken."""
    palette = stage.palette
    sky.sky(stage)
    sky.skyline(stage, 196, tall=72)
    stage.band(190, BOTTOM, palette.ground)
    houses.row(stage, 236, ((LEFT, 108),), tall=150, topic="mirror", kinds=houses.district(stage))
    walls.block_wall(stage, LEFT, 128, 244, 70)
    houses.row(stage, 228, ((286, RIGHT),), tall=128, topic="mirror/2", kinds=houses.district(stage))
    walls.block_wall(stage, 268, RIGHT, 236, 58)
    stage.band(240, BOTTOM, palette.road)
    stage.canvas.path(f"M128 244L150 212H252L268 240H{RIGHT}V{BOTTOM}H{LEFT}V244Z", palette.road)
    stage.canvas.path("M70 290H330V300H70Z", mix(palette.road, palette.paper, 0.6))
    _mirror(stage)
    aids.cyclist(stage.at(302, 274, scale=0.82, flip=True), people.adult(stage, "mirror"), stage.tone("#41608A"))


def _mirror(stage: Stage) -> None:
    palette = stage.palette
    stage.shadow(202, 262, 26, 4)
    stage.canvas.rect(196, 60, 9, 202, SPOT_RED)
    stage.canvas.rect(201, 60, 4, 202, palette.shade(SPOT_RED, 0.22))
    stage.canvas.path(
        "M136 112Q140 46 200 44Q260 46 264 112L256 104Q246 58 200 56Q154 58 144 104Z", palette.shade(SPOT_RED, 0.16)
    )
    stage.canvas.circle(200, 122, 63, SPOT_RED)
    stage.canvas.circle(200, 122, 55, palette.ink)
    _reflection(stage.at(200, 122))
    _cracks(stage.at(200, 122))
    signs.board(stage.at(200, 200), 44, 16, "注意", back=SPOT_YELLOW, ink=palette.ink, share=0.7)


def _reflection(stage: Stage) -> None:
    """The street round the corner, bent in the glass."""
    palette = stage.palette
    circle = [
        (52 * x, 52 * y)
        for x, y in (
            (1, 0),
            (0.92, 0.38),
            (0.71, 0.71),
            (0.38, 0.92),
            (0, 1),
            (-0.38, 0.92),
            (-0.71, 0.71),
            (-0.92, 0.38),
            (-1, 0),
            (-0.92, -0.38),
            (-0.71, -0.71),
            (-0.38, -0.92),
            (0, -1),
            (0.38, -0.92),
            (0.71, -0.71),
            (0.92, -0.38),
        )
    ]
    pale = 0.06 if palette.is_night else 0.24
    with stage.canvas.inside(circle):
        stage.canvas.circle(0, 0, 60, lighter(palette.sky, pale))
        stage.canvas.path("M-60 60V0Q0 -14 60 0V60Z", lighter(palette.road, pale))
        houses.house(stage.at(-58, 8), 34, 36, "reflected/1")
        houses.house(stage.at(22, 8), 36, 40, "reflected/2")
        stage.canvas.path("M-6 2H8L34 60H-40Z", lighter(palette.road, pale + 0.1))
        people.person(stage.at(2, 34, scale=0.36), people.pupil(stage, "reflected"), "walk")


def _cracks(stage: Stage) -> None:
    dice = stage.dice("cracks")
    ink = stage.palette.ink
    hit = (14, -12)
    ends = ((50, -18), (38, 36), (4, 52), (-44, 28), (-51, -10), (-24, -46), (20, -49))
    for x, y in ends:
        middle = (hit[0] + (x - hit[0]) * 0.5 + dice.uniform(-5, 5), hit[1] + (y - hit[1]) * 0.5 + dice.uniform(-5, 5))
        stage.canvas.line([hit, middle, (x, y)], 1.5, ink)
    stage.canvas.path("M14 -12L37 10L26 28L38 36L4 52L8 20Z", ink)
    stage.canvas.path("M14 -12L32 -14L38 -2L37 10Z", mix(ink, stage.palette.metal, 0.3))
    stage.canvas.line([(-14, -30), (-20, -2), (-4, 20), (8, 20)], 1.1, ink)


def school_route(stage: Stage) -> None:
    """Children walk at the very edge of a narrow road as a car comes."""
    palette = stage.palette
    view = roads.Perspective(228, 158)
    places.alley(stage, view, left=-30, right=436, topic="school")
    green = mix(palette.road, palette.tone("#4E9B74"), 0.62)
    stage.canvas.polygon(view.quad(-30, 96, BOTTOM, 0, 40), green)
    stage.canvas.polygon(view.quad(92, 102, BOTTOM, 0, 40), mix(palette.road, palette.paper, 0.72))
    street.utility_pole(stage.at(74, 250, scale=0.92))
    street.wires(stage, (74, 48), (-70, -20), count=3)
    street.wires(stage, (74, 48), (200, 112), count=3, sag=8)
    vehicles.front_of_car(
        stage.at(284, 254, scale=0.94), stage.tone(stage.dice("car").choice(("#D9DEDF", "#5B9BAA", "#8FA3AE")))
    )
    for index, (x, y, size) in enumerate(((192, 214, 0.62), (174, 238, 0.82), (148, 266, 1.04))):
        people.person(stage.at(x, y, scale=size), people.pupil(stage, f"school/{index}"), "stand", facing="back")


SUBJECTS = (
    Subject(
        "branch-signal",
        "交差点。伸びた枝が信号機にかかり、人が指さしている",
        "A junction where overgrown branches hang before the traffic light and someone points at it.",
        branch_signal,
        mirrors=False,
    ),
    Subject(
        "tilted-sign",
        "道ばた。止まれの標識が根もとから傾き、人が見上げている",
        "A roadside stop sign leaning from its base, with someone looking up at it.",
        tilted_sign,
    ),
    Subject(
        "curve-mirror",
        "曲がり角。カーブミラーの鏡が割れ、自転車が近づいている",
        "A blind corner with a shattered mirror, and a bicycle coming.",
        curve_mirror,
    ),
    Subject(
        "school-route",
        "通学路。細い道の端を子どもたちが歩き、向こうから車が来る",
        "A narrow road where schoolchildren walk at the edge as a car comes.",
        school_route,
        mirrors=False,
    ),
)
