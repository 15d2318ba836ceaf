"""Playgrounds: a bench, a swing, a sandbox and a tap."""

from __future__ import annotations

from .. import people
from ..palettes import SPOT_RED, SPOT_YELLOW, Colour, lighter, mix
from ..people import aids
from ..shapes import signs
from ..stage import Stage
from .parks import open_ground, park
from .subject import Subject


def broken_bench(stage: Stage) -> None:
    """A park bench whose seat has snapped, with tape across it."""
    park(stage, 158, topic="bench")
    open_ground(stage, 202)
    bench = stage.at(138, 264, scale=1.24)
    boards = stage.dice("boards").choice(("#A9754A", "#A9754A", "#8A6248", "#5E8F6B", "#6E93A0"))
    wood, iron = stage.tone(boards), stage.palette.ink
    bench.shadow(52, 2, 66, 6)
    for x in (8, 90):
        bench.canvas.path(f"M{x} 0L{x + 1} -54H{x + 5}L{x + 6} -28V0Z M{x - 5} -29H{x + 10}V-25H{x - 5}Z", iron)
    bench.canvas.rect(0, -56, 102, 9, wood, corner=1.5)
    bench.canvas.path("M0 -44H46L50 -40L44 -36H0Z", wood)
    bench.canvas.path("M102 -44H64L60 -41L66 -35H102Z", wood)
    bench.canvas.path("M46 -44L50 -40L44 -36L52 -38L55 -42Z M64 -44L60 -41L66 -35L58 -38Z", lighter(wood, 0.5))
    light = lighter(wood, 0.14)
    bench.canvas.path("M-4 -32H42L45 -28L40 -24H-4Z", light)
    bench.canvas.at(70, -27, turn=32).path("M-24 -3H36V5H-22L-26 1Z", light)
    bench.canvas.at(70, -27, turn=32).path("M-24 -3L-31 -1L-26 1L-30 4L-22 5Z", lighter(wood, 0.55))
    bench.canvas.at(28, 5, turn=-9).path("M-20 -3H16L20 0L15 4H-20Z", stage.palette.shade(wood, 0.12))
    _splinters(bench, lighter(wood, 0.3))
    signs.caution_tape(bench, (2, -48), (99, -30), 7)


def _splinters(bench: Stage, wood: Colour) -> None:
    dice = bench.dice("splinters")
    for _ in range(6):
        place = bench.at(dice.uniform(30, 84), dice.uniform(0, 10), turn=dice.uniform(0, 180))
        place.canvas.path("M-4 -.8L4 0L-3 1Z", wood)


def broken_swing(stage: Stage) -> None:
    """A swing with one chain torn off, its seat hanging down."""
    park(stage, 168, topic="swing", play=False)
    open_ground(stage, 212)
    steel = stage.tone(stage.dice("swing/paint").choice(("#2F7D91", "#2F7D91", "#4E7A5E", "#5A6F94", "#8A5A8C")))
    chain = stage.palette.shade(stage.palette.metal, 0.45)
    stage.shadow(200, 262, 96, 10, share=0.12)
    for foot, top in (
        ((112, 264), (142, 104)),
        ((148, 252), (142, 104)),
        ((252, 252), (258, 104)),
        ((290, 264), (258, 104)),
    ):
        stage.canvas.line([foot, top], 5.4, stage.palette.shade(steel, 0.25) if foot[1] < 260 else steel)
    stage.canvas.line([(138, 103), (262, 103)], 6.4, steel)
    for x in (160, 186):
        stage.canvas.line([(x, 104), (x, 224)], 1.8, chain)
    stage.canvas.rect(154, 222, 38, 6, stage.tone("#3E4C58"), corner=2)
    stage.canvas.line([(216, 104), (216, 212)], 1.8, chain)
    stage.canvas.stroke("M242 104V140Q243 148 238 156", 1.8, chain)
    seat = stage.at(216, 212, turn=58)
    seat.canvas.rect(-2, -3.4, 40, 7, SPOT_RED, corner=2)
    _swing_fence(stage)
    if stage.dice("swing").random() < 0.65:
        people.person(stage.at(306, 262, scale=0.86, flip=True), people.child(stage, "swing"), "stop")


def _swing_fence(stage: Stage) -> None:
    for x in (128, 200, 272):
        stage.canvas.line([(x, 284), (x, 256)], 3.4, SPOT_YELLOW)
    stage.canvas.line([(104, 262), (128, 259), (272, 259), (298, 262)], 3.4, SPOT_YELLOW)


def sandbox(stage: Stage) -> None:
    """Children dig in the sandbox of the park."""
    park(stage, 150, topic="sand")
    palette = stage.palette
    open_ground(stage, 184, bend=6)
    rim, sand = lighter(palette.ground, 0.34), mix(palette.tone("#E4CB94"), palette.ground, 0.25)
    stage.canvas.path("M76 212H324L372 284H28Z", palette.shade(rim, 0.26))
    stage.canvas.path("M78 208H322L366 276H34Z", rim)
    stage.canvas.path("M88 214H312L346 267H54Z", palette.shade(sand, 0.14))
    stage.canvas.path("M86 219H314L342 267H58Z", sand)
    _sand_castle(stage.at(204, 252), sand)
    people.person(stage.at(150, 258, scale=1.0), people.child(stage, "sand/1"), "crouch")
    people.person(stage.at(262, 256, scale=1.0, flip=True), people.child(stage, "sand/2"), "crouch")
    aids.bucket(stage.at(182, 264, scale=1.0), SPOT_RED)
    _spade(stage.at(236, 266, turn=-70))
    people.person(stage.at(306, 206, scale=0.84, flip=True), people.adult(stage, "sand"), "stand")


def _sand_castle(stage: Stage, sand: Colour) -> None:
    dark = stage.palette.shade(sand, 0.3)
    stage.canvas.path("M-34 4Q-22 -14 -10 -16H12Q24 -12 36 4Z", stage.palette.shade(sand, 0.2))
    for x, top in ((-12, -34), (4, -26)):
        stage.canvas.path(f"M{x - 7} -10L{x - 5} {top}H{x + 7}L{x + 9} -10Z", dark)
        for step in range(3):
            stage.canvas.rect(x - 5 + step * 4.6, top - 3, 2.8, 4, dark)
    stage.canvas.line([(-10, -36), (-10, -50)], 1, stage.palette.wood)
    stage.canvas.path("M-10 -50L0 -46.6L-10 -43Z", SPOT_YELLOW)


def _spade(stage: Stage) -> None:
    stage.canvas.line([(0, 0), (0, -18)], 2.2, stage.palette.wood)
    stage.canvas.path("M-5 0H5V7Q0 13 -5 7Z", SPOT_YELLOW)


def dry_tap(stage: Stage) -> None:
    """A drinking fountain in the park that gives no water."""
    park(stage, 158, topic="tap")
    open_ground(stage, 202)
    _fountain(stage.at(44, 60, scale=0.78))
    people.person(stage.at(272, 266, scale=1.12, flip=True), people.child(stage, "tap"), "offer")


def _fountain(stage: Stage) -> None:
    tint = stage.tone(stage.dice("fountain").choice(("#7F8E97", "#C99F80", "#7FA3A8", "#A9A48F")))
    stone = mix(stage.palette.wall, tint, 0.34)
    shade = stage.palette.shade(stone, 0.22)
    stage.shadow(200, 266, 60, 7)
    stage.canvas.path("M144 268H256L248 256H152Z", shade)
    stage.canvas.path("M176 258L170 178H230L224 258Z", stone)
    stage.canvas.path("M206 258V178H230L224 258Z", shade)
    stage.canvas.path(
        "M158 180V168Q158 164 162 164H238Q242 164 242 168V180Q242 184 238 184H162Q158 184 158 180Z", lighter(stone, 0.2)
    )
    stage.canvas.ellipse(200, 166, 34, 4.6, stage.palette.shade(stone, 0.4))
    _tap(stage)
    _out_of_order(stage)


def _tap(stage: Stage) -> None:
    metal = stage.palette.shade(stage.palette.metal, 0.12)
    stage.canvas.stroke("M200 165V150Q200 144 206 144H210", 4.6, metal)
    stage.canvas.line([(194, 150), (206, 150)], 3.4, metal)
    stage.canvas.stroke("M224 208H236V216", 5, metal)
    stage.canvas.line([(231, 202), (241, 202)], 3, metal)
    stage.canvas.path("M236 222Q240 229 236 231Q232 229 236 222Z", lighter(stage.palette.water, 0.4))


def _out_of_order(stage: Stage) -> None:
    """The tag that hangs on the tap."""
    stage.canvas.line([(188, 184), (197, 166), (206, 184)], 1.1, stage.palette.ink)
    tag = stage.at(197, 202, turn=-4)
    tag.canvas.rect(-25, -18, 50, 36, SPOT_RED, corner=3)
    tag.canvas.rect(-22, -15, 44, 30, stage.palette.paper, corner=2)
    tag.canvas.text("使用中止", 0, 0, 11, SPOT_RED, width=40)


SUBJECTS = (
    Subject(
        "broken-bench",
        "公園。ベンチの座面が折れ、黄色いテープが張られている",
        "A park bench with a snapped seat and yellow tape across it.",
        broken_bench,
    ),
    Subject(
        "broken-swing",
        "公園。ブランコの片方の鎖が外れ、座板がぶら下がっている",
        "A playground swing with one chain torn off and its seat hanging down.",
        broken_swing,
    ),
    Subject(
        "sandbox",
        "公園。砂場で子どもが二人、赤いバケツを使って遊んでいる",
        "A park sandbox where two children play with a red bucket.",
        sandbox,
    ),
    Subject(
        "dry-tap",
        "公園。水飲み場に使用中止の札がかかり、子どもが手をのばしている",
        "A park drinking fountain with an out-of-use tag, and a child reaching for it.",
        dry_tap,
    ),
)
