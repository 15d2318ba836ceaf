"""Draws heads: skin, hair of many kinds, hats; never a face."""

from __future__ import annotations

from ..palettes import Colour
from ..paths import Point
from ..stage import Stage
from .clothes import dye
from .looks import Look
from .poses import Pose

CAPS = {
    "side": "M.8 -.5Q.86 -.2 .5 -.34Q.2 -.42 .12 -.08Q.16 .2 -.06 .34Q-.14 .74 -.62 .72"
    "Q-1.14 .3 -1.04 -.4Q-.76 -1.22 .06 -1.2Q.68 -1.14 .8 -.5Z",
    "front": "M-.98 .18Q-1.16 -.5 -.78 -.92Q0 -1.5 .8 -.92Q1.16 -.5 .98 .18Q.9 -.16 .74 -.36"
    "Q.1 -.3 -.28 -.66Q-.5 -.3 -.8 -.2Q-.9 -.06 -.98 .18Z",
    "back": "M-1 .1Q-1.14 -.6 -.76 -.94Q0 -1.46 .76 -.94Q1.14 -.6 1 .1Q.9 .74 .5 .86H-.5Q-.9 .74 -1 .1Z",
}
LOCKS = {
    "bob": {
        "side": "M.1 -1.1Q-1.3 -1.1 -1.2 .2L-1.1 1.06Q-.3 1.3 .06 1.02L.2 -.3Z",
        "front": "M-1.12 -.3Q-1.2 .9 -1.02 1.1H1.02Q1.2 .9 1.12 -.3Z",
        "back": "M-1.12 -.3Q-1.2 .9 -1.04 1.14H1.04Q1.2 .9 1.12 -.3Z",
    },
    "long": {
        "side": "M.1 -1.1Q-1.3 -1.1 -1.22 .2L-1.4 2.3Q-.5 2.6 -.1 2L.2 -.3Z",
        "front": "M-1.12 -.3Q-1.26 1.4 -1.2 2.2H1.2Q1.26 1.4 1.12 -.3Z",
        "back": "M-1.12 -.3Q-1.26 1.4 -1.2 2.3H1.2Q1.26 1.4 1.12 -.3Z",
    },
    "ponytail": {
        "side": "M-.7 -.7Q-1.9 -.9 -1.8 .5Q-1.7 1.4 -1.3 1.6Q-1.4 .4 -.7 .1Z",
        "front": "",
        "back": "",
    },
    "bun": {"side": "M-1 -1.2C-1.7 -1.2 -1.7 -.3 -1 -.3C-.4 -.4 -.4 -1.1 -1 -1.2Z", "front": "", "back": ""},
}
AFTER = {
    "ponytail": {"back": "M-.24 -.5H.24Q.5 1 .16 1.7H-.16Q-.5 1 -.24 -.5Z"},
    "bun": {
        "front": "M0 -1.76C.5 -1.76 .56 -1.04 0 -1.04C-.56 -1.04 -.5 -1.76 0 -1.76Z",
        "back": "M0 -1.1C.56 -1.1 .6 -.3 0 -.3C-.6 -.3 -.56 -1.1 0 -1.1Z",
    },
}


def draw_head(stage: Stage, look: Look, neck: Point, pose: Pose, facing: str) -> None:
    """Neck, head, hair and hat."""
    body = look.body
    tilted = stage.at(*neck, turn=pose.lean * 0.55 + pose.nod)
    top = tilted.at(0.6 if facing == "side" else 0, -(body.head * 1.06 + body.height * 0.012), scale=body.head)
    skin, hair = stage.tone(look.skin), dye(stage, look.hair)
    _locks(top, LOCKS, look, facing, hair)
    tilted.canvas.line([(0, 1.5), (0, -body.head * 0.8)], body.head * 0.72, stage.palette.shade(skin, 0.22), blunt=True)
    top.canvas.ellipse(0, 0, 0.92, 1.04, skin)
    if facing == "side":
        top.canvas.circle(0.9, 0.16, 0.13, skin)
    _hair(top, look, facing, hair, skin)
    if look.hat:
        HATS[look.hat](top, dye(stage, look.hat_colour), facing)


def _locks(top: Stage, table: dict[str, dict[str, str]], look: Look, facing: str, hair: Colour) -> None:
    notation = table.get(look.hair_style, {}).get(facing, "")
    if notation:
        top.canvas.path(notation, hair)


def _hair(top: Stage, look: Look, facing: str, hair: Colour, skin: Colour) -> None:
    if look.hair_style == "bald":
        _bald(top, facing, hair)
    elif look.hair_style == "curly":
        _curly(top, facing, hair)
    elif look.hair_style == "scarf":
        _scarf(top, facing, hair)
        return
    else:
        top.canvas.path(CAPS[facing], hair)
    _locks(top, AFTER, look, facing, hair)
    if facing == "side":
        top.canvas.circle(-0.04, 0.16, 0.19, top.palette.shade(skin, 0.14))


def _bald(top: Stage, facing: str, hair: Colour) -> None:
    if facing == "side":
        top.canvas.path("M-.1 .1Q-.3 -.34 -.9 -.46Q-1.12 .3 -.6 .7Q-.1 .7 -.1 .1Z", hair)
    else:
        top.canvas.path(
            "M-.98 -.1Q-.8 -.3 -.76 .1L-.8 .5Q-1.02 .3 -.98 -.1Z M.98 -.1Q.8 -.3 .76 .1L.8 .5Q1.02 .3 .98 -.1Z", hair
        )


def _curly(top: Stage, facing: str, hair: Colour) -> None:
    spots = ((-0.72, -0.5), (-0.3, -0.92), (0.26, -0.96), (0.66, -0.62), (-0.86, 0.02), (-0.1, -0.6))
    for x, y in spots:
        top.canvas.circle(x, y, 0.42, hair)
    if facing == "side":
        top.canvas.circle(-0.72, 0.42, 0.36, hair)
    elif facing == "back":
        top.canvas.circle(0, 0, 0.96, hair)
    else:
        top.canvas.circle(0.86, 0.02, 0.36, hair)


def _scarf(top: Stage, facing: str, hair: Colour) -> None:
    """A head scarf that covers hair and neck."""
    if facing == "side":
        top.canvas.path(
            "M.7 -.76Q.3 -1.3 -.3 -1.16Q-1.2 -1 -1.1 .1L-1.2 1.7H.6L.5 1Q-.1 .7 .1 -.3Q.3 -.7 .7 -.76Z", hair
        )
    elif facing == "back":
        top.canvas.path("M-1.1 1.7Q-1.2 -1.24 0 -1.24Q1.2 -1.24 1.1 1.7Z", hair)
    else:
        top.canvas.path(
            "M-1.2 1.7Q-1.3 -1.24 0 -1.24Q1.3 -1.24 1.2 1.7H0Q.7 1 .72 .1Q.6 -.66 0 -.7Q-.6 -.66 -.72 .1Q-.7 1 0 1.7Z",
            hair,
        )


def _cap(top: Stage, colour: Colour, facing: str) -> None:
    """A school cap with a brim."""
    top.canvas.path("M-1.1 -.3Q-1.06 -1.36 0 -1.38Q1.06 -1.36 1.1 -.3Z", colour)
    brim = top.palette.shade(colour, 0.14)
    if facing == "side":
        top.canvas.path("M-1.14 -.42H1.06Q1.7 -.34 1.8 -.08H.9L-1.14 -.16Z", brim)
    elif facing == "front":
        top.canvas.path("M-1.2 -.24Q0 -.86 1.2 -.24Q0 -.02 -1.2 -.24Z", brim)
    else:
        top.canvas.rect(-1.12, -0.44, 2.24, 0.26, brim)


def _straw(top: Stage, colour: Colour, facing: str) -> None:
    """A wide hat against the sun."""
    top.canvas.path("M-.86 -.5Q-.8 -1.46 0 -1.46Q.8 -1.46 .86 -.5Z", colour)
    top.canvas.rect(-0.88, -0.78, 1.76, 0.26, top.palette.shade(colour, 0.42))
    top.canvas.ellipse(0, -0.46, 1.74, 0.28, colour)


def _helmet(top: Stage, colour: Colour, facing: str) -> None:
    """A builder's or cyclist's helmet."""
    top.canvas.path("M-1.14 -.28Q-1.1 -1.42 0 -1.44Q1.1 -1.42 1.14 -.28Z", colour)
    end = 1.62 if facing == "side" else 1.26
    top.canvas.rect(-1.26, -0.42, 1.26 + end, 0.24, top.palette.shade(colour, 0.16), corner=0.1)
    top.canvas.rect(-0.14, -1.44, 0.28, 1.0, top.palette.shade(colour, 0.12))


def _beanie(top: Stage, colour: Colour, facing: str) -> None:
    top.canvas.path("M-1.06 -.26Q-1.1 -1.36 0 -1.4Q1.1 -1.36 1.06 -.26Z", colour)
    top.canvas.rect(-1.12, -0.52, 2.24, 0.36, top.palette.shade(colour, 0.18), corner=0.16)
    top.canvas.circle(0, -1.46, 0.26, top.palette.shade(colour, 0.18))


def _hood(top: Stage, colour: Colour, facing: str) -> None:
    """The hood of a raincoat."""
    if facing == "side":
        top.canvas.path(
            "M.78 -.62Q.3 -1.44 -.4 -1.26Q-1.26 -1.06 -1.16 .2L-1 1.3H.3Q-.2 .4 .12 -.3Q.36 -.66 .78 -.62Z", colour
        )
    elif facing == "back":
        top.canvas.path("M-1.12 1.2Q-1.3 -1.34 0 -1.36Q1.3 -1.34 1.12 1.2Z", colour)
    else:
        top.canvas.path(
            "M-1.12 1.2Q-1.3 -1.34 0 -1.36Q1.3 -1.34 1.12 1.2L.72 .6Q.9 -.66 0 -.8Q-.9 -.66 -.72 .6Z", colour
        )


def _band(top: Stage, colour: Colour, facing: str) -> None:
    """A twisted towel round the head, as at a festival."""
    top.canvas.rect(-1.06, -0.62, 2.1, 0.3, colour, corner=0.14)
    if facing == "side":
        top.canvas.circle(-1.08, -0.44, 0.22, colour)


HATS = {"cap": _cap, "straw": _straw, "helmet": _helmet, "beanie": _beanie, "hood": _hood, "band": _band}
