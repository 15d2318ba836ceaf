"""Draws bodies and what they wear: limbs, tops, coats, skirts, aprons, vests and bags."""

from __future__ import annotations

from ..palettes import SPOT_RED, SPOT_YELLOW, Colour, rgb
from ..paths import Point
from ..stage import Stage
from .looks import Look
from .poses import Pose

Bones = tuple[Point, Point, Point]

SPOTS = {"spot-red": SPOT_RED, "spot-yellow": SPOT_YELLOW}


def dye(stage: Stage, colour: str) -> Colour:
    """A cloth's colour at this hour; the two spot colours never fade."""
    return SPOTS.get(colour) or stage.tone(rgb(colour))


def draw_leg(stage: Stage, look: Look, bones: Bones, pose: Pose, *, far: bool, facing: str) -> None:
    """One leg with its shoe."""
    hip, knee, ankle = bones
    height, canvas = look.body.height, stage.canvas
    cloth, skin = dye(stage, look.bottom), stage.tone(look.skin)
    if far:
        cloth, skin = stage.palette.shade(cloth, 0.24), stage.palette.shade(skin, 0.2)
    bare = look.legwear in ("skirt", "shorts")
    thick = look.body.girth * 0.42 + height * 0.044
    _shoe(stage, look, ankle, far=far, facing=facing)
    canvas.line([knee, ankle], thick * (0.66 if bare else 0.8), skin if bare else cloth)
    if look.legwear == "shorts":
        middle = (hip[0] + (knee[0] - hip[0]) * 0.8, hip[1] + (knee[1] - hip[1]) * 0.8)
        canvas.line([hip, knee], thick * 0.7, skin)
        canvas.line([hip, middle], thick * 1.05, cloth)
    else:
        covered = not bare or pose.is_low
        canvas.line([hip, knee], thick * (1.25 if bare and covered else 1), cloth if covered else skin)


def _shoe(stage: Stage, look: Look, ankle: Point, *, far: bool, facing: str) -> None:
    colour = dye(stage, look.shoes)
    colour = stage.palette.shade(colour, 0.3) if far else colour
    foot = stage.at(ankle[0], ankle[1] + look.body.height * 0.03, scale=look.body.height / 100)
    if facing == "side":
        foot.canvas.path("M-4 0V-5Q0 -7 3.4 -5Q9 -3.6 9.4 0Z", colour)
    else:
        foot.canvas.path("M-4 0Q-4.6 -6 0 -6Q4.6 -6 4 0Z", colour)


def draw_arm(stage: Stage, look: Look, bones: Bones, *, far: bool) -> None:
    """One arm, its sleeve and its hand."""
    shoulder, elbow, hand = bones
    palette, canvas, height = stage.palette, stage.canvas, look.body.height
    sleeve, skin = dye(stage, look.top), stage.tone(look.skin)
    sleeve = palette.shade(sleeve, 0.3 if far else 0.13)
    skin = palette.shade(skin, 0.2) if far else skin
    thick = height * 0.054 + look.body.girth * 0.13
    short = look.sleeves == "short"
    canvas.circle(*hand, height * 0.034, skin)
    canvas.line(
        [elbow, hand] if short else [elbow, _towards(elbow, hand, 0.86)],
        thick * (0.74 if short else 0.92),
        skin if short else sleeve,
    )
    canvas.line([shoulder, elbow], thick, sleeve)


def _towards(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def draw_torso(stage: Stage, look: Look, hip: Point, pose: Pose, facing: str) -> None:
    """The trunk with its garment, leaning as the pose says."""
    body = look.body
    trunk = stage.at(*hip, turn=pose.lean)
    wide, waist = body.shoulders * (0.78 if facing == "side" else 1.0), body.girth * (0.92 if facing == "side" else 1.0)
    length = look.torso
    if look.legwear == "skirt" and not pose.is_low:
        _skirt(trunk, look, waist)
    _trunk(trunk, dye(stage, look.top), wide, waist, length, 2.0 if pose.is_low else _hem(look))
    if look.garment in OVERS:
        OVERS[look.garment](trunk, look, wide, waist, length)


def _hem(look: Look) -> float:
    return look.body.height * {"coat": 0.2, "dress": 0.22, "yukata": 0.36}.get(look.garment, 0.045)


def _trunk(trunk: Stage, colour: Colour, wide: float, waist: float, length: float, hem: float) -> None:
    flare = waist * (1.0 + hem / 62)
    trunk.canvas.path(
        f"M{-wide * 0.4} {-length}Q{-wide} {-length} {-wide} {-length + wide * 0.62}L{-waist} -3L{-flare} {hem}"
        f"H{flare}L{waist} -3L{wide} {-length + wide * 0.62}Q{wide} {-length} {wide * 0.4} {-length}Z",
        colour,
    )


def _skirt(trunk: Stage, look: Look, waist: float) -> None:
    length = look.body.height * 0.25
    trunk.canvas.path(f"M{-waist} -6H{waist}L{waist * 1.45} {length}H{-waist * 1.45}Z", dye(trunk, look.bottom))


def _coat(trunk: Stage, look: Look, wide: float, waist: float, length: float) -> None:
    colour = trunk.palette.shade(dye(trunk, look.top), 0.22)
    trunk.canvas.rect(waist * 0.16, -length + 3, 1.1, length + look.body.height * 0.2 - 3, colour)
    trunk.canvas.path(f"M{-wide * 0.42} {-length}H{wide * 0.5}L{waist * 0.2} {-length + 7}Z", colour)


def _apron(trunk: Stage, look: Look, wide: float, waist: float, length: float) -> None:
    colour = dye(trunk, look.over)
    hem = look.body.height * 0.17
    trunk.canvas.path(
        f"M{-wide * 0.2} {-length + 7}H{wide * 0.82}L{waist * 1.02} {hem}H{-waist * 0.5}"
        f"L{-waist * 0.6} {-length * 0.4}Z",
        colour,
    )
    trunk.canvas.line([(wide * 0.05, -length), (-wide * 0.1, -length + 8)], 1.2, colour)


def _vest(trunk: Stage, look: Look, wide: float, waist: float, length: float) -> None:
    colour = dye(trunk, look.over)
    trunk.canvas.path(
        f"M{-wide * 0.4} {-length}Q{-wide} {-length} {-wide} {-length + wide * 0.62}L{-waist} 4H{waist}"
        f"L{wide} {-length + wide * 0.62}Q{wide} {-length} {wide * 0.4} {-length}L0 {-length + 6}Z",
        colour,
    )
    trunk.canvas.rect(-waist * 0.97, -length * 0.34, waist * 1.94, 3.2, trunk.palette.paper)


def _yukata(trunk: Stage, look: Look, wide: float, waist: float, length: float) -> None:
    trunk.canvas.rect(-waist * 1.06, -length * 0.42, waist * 2.12, length * 0.26, dye(trunk, look.over))
    trunk.canvas.path(
        f"M{-wide * 0.4} {-length}H{wide * 0.4}L{wide * 0.05} {-length + 8}Z",
        trunk.palette.shade(dye(trunk, look.top), 0.2),
    )


def _stripes(trunk: Stage, look: Look, wide: float, waist: float, length: float) -> None:
    for share in (0.3, 0.52, 0.74):
        half = waist + (wide - waist) * share
        trunk.canvas.rect(-half * 0.985, -length * share, half * 1.97, length * 0.085, dye(trunk, look.over))


def _collar(trunk: Stage, look: Look, wide: float, waist: float, length: float) -> None:
    trunk.canvas.path(f"M{-wide * 0.4} {-length}H{wide * 0.45}L{wide * 0.1} {-length + 6}Z", dye(trunk, look.over))


OVERS = {
    "coat": _coat,
    "apron": _apron,
    "vest": _vest,
    "yukata": _yukata,
    "stripes": _stripes,
    "collar": _collar,
}


def draw_bag(stage: Stage, look: Look, hip: Point, neck: Point, pose: Pose, facing: str) -> None:
    """What is carried on the back or at the side."""
    if look.bag in ("backpack", "randoseru"):
        _on_the_back(stage, look, neck, pose, facing)
    elif look.bag == "tote":
        _at_the_side(stage, look, hip)


def _on_the_back(stage: Stage, look: Look, neck: Point, pose: Pose, facing: str) -> None:
    scale = 0.8 + look.body.height / 500
    pack = stage.at(*neck, turn=pose.lean, scale=scale)
    colour = dye(stage, look.bag_colour)
    if facing == "side":
        pack.canvas.rect(-19, 1, 15, 23, colour, corner=4)
        pack.canvas.rect(-19, 12, 6, 10, stage.palette.shade(colour, 0.25), corner=2)
    elif facing == "back":
        pack.canvas.rect(-8.5, 1, 17, 22, colour, corner=4)
        pack.canvas.rect(-8.5, 1, 17, 11, stage.palette.shade(colour, 0.2), corner=4)
    else:
        pack.canvas.rect(-10, 3, 20, 18, colour, corner=4)


def _at_the_side(stage: Stage, look: Look, hip: Point) -> None:
    bag = stage.at(hip[0] - look.body.girth, hip[1])
    colour = dye(stage, look.bag_colour)
    bag.canvas.line([(2, -26), (-4, -4)], 1.3, colour)
    bag.canvas.path("M-11 -5H3L5 13H-13Z", colour)
