"""On the road: a hole, a worn crossing and fallen leaves."""

from __future__ import annotations

from dataclasses import replace

from .. import people
from ..palettes import SPOT_YELLOW, Colour, darker, lighter, mix
from ..paths import Point
from ..people import aids
from ..shapes import houses, litter, roads, sky, street, trees, vehicles
from ..stage import BOTTOM, LEFT, RIGHT, Stage
from . import places
from .subject import Subject


def pothole(stage: Stage) -> None:
    """A deep hole in the road, a cone beside it."""
    palette = stage.palette
    places.street_front(stage, 146, tall=84, topic="hole")
    paint = mix(palette.road, palette.paper, 0.72)
    for x in (-46, 66, 290, 402):
        stage.canvas.path(f"M{x} 186H{x + 58}L{x + 54} 193H{x - 6}Z", paint)
    dark = darker(palette.road, 0.3)
    broken = stage.at(-18, 0)
    _hole(broken, dark)
    for crack in CRACKS:
        broken.canvas.stroke(crack, 2.2, dark)
    _rubble(broken, dark)
    street.cone(stage.at(274, 264, scale=1.3))
    _passing(stage.at(108, 184, scale=0.72))


HOLE: tuple[Point, ...] = (
    (106, 236), (126, 214), (168, 204), (214, 206), (258, 214),
    (280, 234), (262, 256), (214, 266), (160, 264), (122, 256),
)  # fmt: skip
CRACKS = (
    "M112 226L92 216L82 222L60 212",
    "M276 228L300 222L312 228",
    "M226 264L236 276L230 284L242 296",
    "M160 206L150 196L154 190",
)


def _passing(stage: Stage) -> None:
    """Who comes along the far lane: a cyclist, a car, or nobody."""
    dice = stage.dice("passing")
    kind = dice.choice(("cyclist", "cyclist", "car", "nobody"))
    if kind == "cyclist":
        aids.cyclist(stage, people.adult(stage, "hole"), stage.tone(dice.choice(vehicles.BIKES)))
    elif kind == "car":
        vehicles.small_car(stage.at(-120, 0, scale=0.94), stage.tone(dice.choice(("#5B9BAA", "#D9D2C2", "#8FA3AE"))))


def _rubble(stage: Stage, dark: Colour) -> None:
    """Broken pieces of the road round the hole."""
    dice = stage.dice("rubble")
    for _ in range(16):
        piece = stage.at(dice.uniform(86, 306), dice.uniform(248, 280), scale=dice.uniform(2, 5))
        piece.canvas.path("M-1 0L-.3 -1L1 -.4L.6 .5Z", dice.choice((dark, lighter(stage.palette.road, 0.2))))


def _hole(stage: Stage, dark: Colour) -> None:
    dice = stage.dice("hole")
    rough = [(x + dice.uniform(-5, 5), y + dice.uniform(-3, 3)) for x, y in HOLE]
    centre = (194, 236)

    def inner(share: float, drop: float = 0.0) -> list[Point]:
        return [(centre[0] + (x - centre[0]) * share, centre[1] + (y - centre[1]) * share + drop) for x, y in rough]

    stage.canvas.polygon(inner(1.06), lighter(stage.palette.road, 0.16))
    stage.canvas.polygon(rough, dark)
    stage.canvas.polygon(inner(0.88, 3), darker(dark, 0.4))
    stage.canvas.blob(inner(0.7, 6), mix(stage.palette.shallows, dark, 0.2))
    stage.canvas.blob(inner(0.4, 3), lighter(stage.palette.shallows, 0.22))


def faded_crossing(stage: Stage) -> None:
    """Schoolchildren cross where the stripes have all but gone."""
    palette = stage.palette
    view = roads.Perspective(200, 92)
    sky.sky(stage)
    sky.skyline(stage, 146, tall=62)
    stage.band(142, BOTTOM, palette.ground)
    houses.row(stage, 168, ((LEFT, RIGHT),), tall=88, topic="crossing", kinds=houses.district(stage))
    stage.band(166, 176, lighter(palette.ground, 0.3))
    stage.band(176, BOTTOM, palette.road)
    for index, x in enumerate(range(-220, 640, 62)):
        _stripe(stage, view, x, index)
    caretaker = stage.at(282, 244, scale=0.9, flip=True)
    figure = people.person(caretaker, people.guard(stage, "crossing"), "point")
    aids.flag(caretaker, figure.near_hand)
    for index, x in enumerate((150, 190, 226)):
        people.person(
            stage.at(x, 250 + index % 2 * 4, scale=0.9),
            people.pupil(stage, f"crossing/{index}"),
            ("walk", "stroll", "walk")[index],
        )


def _stripe(stage: Stage, view: roads.Perspective, x: float, index: int) -> None:
    dice = stage.dice(f"stripe/{index}")
    worn = dice.uniform(0.06, 0.24) if 4 < index < 10 else dice.uniform(0.34, 0.6)
    paint = mix(stage.palette.road, stage.palette.paper, worn)
    stage.canvas.polygon(view.quad(x, x + 30, BOTTOM, 0.2, 1.2), paint)
    for _ in range(9):
        cx, cy = view.point(x + dice.uniform(-4, 34), BOTTOM, dice.uniform(0.22, 1.18))
        size = dice.uniform(2, 8)
        ring = ((-1, 0.1), (-0.4, -0.5), (0.3, -0.3), (0.9, -0.4), (1.1, 0.2), (0.2, 0.5), (-0.5, 0.4))
        stage.canvas.blob(
            [(cx + px * size * dice.uniform(0.7, 1.3), cy + py * size) for px, py in ring], stage.palette.road
        )


def ginkgo_leaves(stage: Stage) -> None:
    """Ginkgo leaves lie thick on the avenue."""
    palette = stage.palette
    view = roads.Perspective(200, 150)
    sky.sky(stage)
    sky.skyline(stage, 154, tall=92, landmark=False)
    stage.band(150, BOTTOM, palette.ground)
    for depth in (2.8, 1.5, 0.7):
        for x, side in ((-150, "left"), (550, "right")):
            place = view.point(x, 330, depth)
            width, height = 210 * view.size(depth) * 1.2, 340 * view.size(depth)
            corner = place[0] - width if side == "left" else place[0]
            houses.flats(stage.at(corner, place[1]), width, height, f"avenue/{depth}/{side}")
    roads.road_ahead(stage, view, 60, 340)
    roads.dashes(stage, view, 200, 9)
    for depth in (3.4, 2.2, 1.35, 0.75, 0.36):
        for x in (-28, 428):
            spot = view.point(x, 326, depth)
            trees.tree(stage.at(*spot, scale=2.1 * view.size(depth)), f"avenue/{depth}/{x}", kind="ginkgo")
    _carpet(stage, view)
    walker = stage.at(126, 262, scale=0.84)
    figure = people.person(walker, replace(people.elder(stage, "avenue"), bag="", hat=""), "sweep")
    aids.broom(walker, figure)
    for x, y, size in ((228, 262, 1.06), (256, 268, 1.16)):
        _leaf_bag(stage.at(x, y, scale=size))


def _carpet(stage: Stage, view: roads.Perspective) -> None:
    dice = stage.dice("carpet")
    yellows = [SPOT_YELLOW, stage.tone("#E5A62B"), stage.tone("#F3CB62"), stage.tone("#D9962A")]
    for side in (-1, 1):
        for band, share in ((1.0, 0.0), (0.66, 0.5)):
            edge = 200 + side * 150 * 1.0
            inner = 200 + side * (96 + 26 * share)
            points = [
                view.point(edge + side * 50, BOTTOM, 0),
                view.point(inner, BOTTOM, 0),
                view.point(inner, BOTTOM, 7),
                view.point(edge + side * 50, BOTTOM, 7),
            ]
            stage.canvas.polygon(points, mix(stage.tone("#E5A62B"), stage.palette.ground, 0.3 + 0.2 * band))
    for _ in range(330):
        depth = dice.random() ** 2 * 2.4
        x = 200 + dice.choice((-1, 1)) * dice.triangular(20, 240, 130)
        spot = view.point(x, dice.uniform(320, 360), depth)
        leaf = stage.at(*spot, scale=1.5 * view.size(depth), turn=dice.uniform(0, 360))
        trees.fan_leaf(leaf, dice.choice(yellows))


def _leaf_bag(stage: Stage) -> None:
    litter.bin_bag(stage, stage.tone("#F3F1E6"))
    stage.canvas.path("M-18 -4Q-20 -14 -10 -16Q0 -12 10 -17Q20 -12 18 -4Q0 2 -18 -4Z", stage.tone("#EBC15A"))


SUBJECTS = (
    Subject(
        "pothole",
        "車道。路面に大きな穴があき、赤いコーンが置かれている",
        "A road with a large hole and a red cone beside it.",
        pothole,
    ),
    Subject(
        "faded-crossing",
        "通学路。白線の薄れた横断歩道を、黄色い帽子の子どもたちが渡っている",
        "A crossing with worn stripes where children in yellow caps walk across.",
        faded_crossing,
    ),
    Subject(
        "ginkgo-leaves",
        "並木道。いちょうの落ち葉が道の両側に積もり、人がほうきで掃いている",
        "An avenue deep in ginkgo leaves where someone sweeps with a broom.",
        ginkgo_leaves,
    ),
)
