"""Draws one person from a look and a pose, and says where the hands are."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..paths import Point
from ..stage import Stage
from .clothes import Bones, draw_arm, draw_bag, draw_leg, draw_torso
from .heads import draw_head
from .looks import Look
from .poses import POSES, Limb, Pose


@dataclass(frozen=True)
class Figure:
    """Where the parts of a drawn person are, in the measure of the stage it was drawn on."""

    hip: Point
    neck: Point
    head: Point
    near_hand: Point
    far_hand: Point
    near_foot: Point
    far_foot: Point


@dataclass(frozen=True)
class Skeleton:
    """The joints of a person; each limb is root, joint and end."""

    hip: Point
    neck: Point
    head: Point
    near_arm: Bones
    far_arm: Bones
    near_leg: Bones
    far_leg: Bones


def person(stage: Stage, look: Look, pose: str | Pose = "stand", *, facing: str = "side") -> Figure:
    """Draw a person with the feet at the origin; facing is side (to the right), front or back."""
    posture = POSES[pose] if isinstance(pose, str) else pose
    bones = _skeleton(look, posture, facing)
    stage.shadow(0, 0.5, look.body.girth * 1.7, 2.4)
    if facing != "back":
        draw_bag(stage, look, bones.hip, bones.neck, posture, facing)
    draw_arm(stage, look, bones.far_arm, far=True)
    draw_leg(stage, look, bones.far_leg, posture, far=True, facing=facing)
    draw_leg(stage, look, bones.near_leg, posture, far=False, facing=facing)
    if facing == "back":
        draw_head(stage, look, bones.neck, posture, facing)
    draw_torso(stage, look, bones.hip, posture, facing)
    if facing == "back":
        draw_bag(stage, look, bones.hip, bones.neck, posture, facing)
    else:
        draw_head(stage, look, bones.neck, posture, facing)
    draw_arm(stage, look, bones.near_arm, far=False)
    return Figure(
        bones.hip,
        bones.neck,
        bones.head,
        bones.near_arm[2],
        bones.far_arm[2],
        bones.near_leg[2],
        bones.far_leg[2],
    )


def _skeleton(look: Look, pose: Pose, facing: str) -> Skeleton:
    body, leg = look.body, look.leg
    side = facing == "side"
    legs = [
        _limb((offset, 0), angles, leg * 0.5, leg * 0.5 - body.height * 0.03, way)
        for offset, angles, way in _roots(body.girth * (0.16 if side else 0.46), pose.near_leg, pose.far_leg, side)
    ]
    lift = -body.height * 0.03 - max(bones[2][1] for bones in legs)
    legs = [_moved(bones, lift) for bones in legs]
    hip = (0.0, lift)
    neck = _turned(hip, -look.torso, pose.lean)
    tilt = pose.lean * 0.55 + pose.nod
    head = _turned(neck, -(body.head * 1.06 + body.height * 0.012), tilt)
    arms = _arms(look, pose, neck, side)
    return Skeleton(hip, neck, head, arms[0], arms[1], legs[0], legs[1])


def _arms(look: Look, pose: Pose, neck: Point, side: bool) -> list[Bones]:
    body = look.body
    reach = body.shoulders * (0.2 if side else 0.86)
    drop = body.height * 0.038
    return [
        _limb((neck[0] + offset, neck[1] + drop), angles, body.height * 0.165, body.height * 0.15, way)
        for offset, angles, way in _roots(reach, pose.near_arm, pose.far_arm, side)
    ]


def _roots(offset: float, near: Limb, far: Limb, side: bool) -> tuple[tuple[float, Limb, int], ...]:
    return ((-offset, near, 1), (offset, far, 1)) if side else ((offset, near, 1), (-offset, far, -1))


def _limb(root: Point, angles: Limb, upper: float, lower: float, way: int) -> Bones:
    first, second = math.radians(angles[0]), math.radians(angles[0] + angles[1])
    joint = (root[0] + way * math.sin(first) * upper, root[1] + math.cos(first) * upper)
    end = (joint[0] + way * math.sin(second) * lower, joint[1] + math.cos(second) * lower)
    return (root, joint, end)


def _moved(bones: Bones, lift: float) -> Bones:
    (ax, ay), (bx, by), (cx, cy) = bones
    return ((ax, ay + lift), (bx, by + lift), (cx, cy + lift))


def _turned(start: Point, length: float, degrees: float) -> Point:
    angle = math.radians(degrees)
    return (start[0] - math.sin(angle) * length, start[1] + math.cos(angle) * length)
