"""How people stand and move: the turn of each limb in degrees, 0 hanging down, positive forward."""

from __future__ import annotations

from dataclasses import dataclass

Limb = tuple[float, float]


@dataclass(frozen=True)
class Pose:
    """Lean of the back, nod of the head, and for each limb the turn at its root and at its joint."""

    near_arm: Limb = (4, 8)
    far_arm: Limb = (6, 8)
    near_leg: Limb = (-2, 0)
    far_leg: Limb = (3, 0)
    lean: float = 0
    nod: float = 0

    @property
    def is_low(self) -> bool:
        """Whether the person sits or crouches."""
        return self.near_leg[0] > 55


POSES = {
    "stand": Pose(),
    "stop": Pose(near_arm=(8, 12), far_arm=(18, 20), near_leg=(-3, 0), far_leg=(6, -4), lean=2, nod=6),
    "walk": Pose(near_arm=(-26, 22), far_arm=(26, 24), near_leg=(24, -8), far_leg=(-20, -22), lean=4),
    "stroll": Pose(near_arm=(16, 16), far_arm=(-14, 14), near_leg=(-14, -12), far_leg=(15, -5), lean=2),
    "point": Pose(near_arm=(88, 6), far_arm=(4, 10), near_leg=(-4, 0), far_leg=(6, 0), lean=2),
    "point-up": Pose(near_arm=(138, 8), far_arm=(4, 10), near_leg=(-4, 0), far_leg=(6, 0), lean=-3, nod=-12),
    "point-down": Pose(near_arm=(54, 8), far_arm=(10, 24), near_leg=(-3, 0), far_leg=(6, 0), lean=8, nod=14),
    "look-up": Pose(near_arm=(6, 10), far_arm=(10, 14), lean=-4, nod=-18),
    "wave": Pose(near_arm=(142, 26), far_arm=(4, 10), lean=-1),
    "hold": Pose(near_arm=(24, 66), far_arm=(32, 62), lean=1),
    "carry": Pose(near_arm=(38, 40), far_arm=(46, 34), near_leg=(14, -6), far_leg=(-12, -14), lean=-3),
    "offer": Pose(near_arm=(62, 22), far_arm=(70, 16), lean=5, nod=4),
    "phone": Pose(near_arm=(30, 92), far_arm=(4, 8), lean=1, nod=16),
    "photo": Pose(near_arm=(66, 38), far_arm=(62, 44), lean=0),
    "cane": Pose(near_arm=(30, 16), far_arm=(-4, 10), near_leg=(-8, -8), far_leg=(12, -4), lean=11, nod=4),
    "push": Pose(near_arm=(46, 26), far_arm=(52, 22), near_leg=(18, -8), far_leg=(-18, -16), lean=10),
    "pull": Pose(near_arm=(-36, 2), far_arm=(20, 22), near_leg=(20, -8), far_leg=(-18, -18), lean=6),
    "sweep": Pose(near_arm=(48, 26), far_arm=(66, 20), near_leg=(-8, -4), far_leg=(14, -6), lean=14, nod=10),
    "crouch": Pose(near_arm=(46, 16), far_arm=(56, 12), near_leg=(96, -128), far_leg=(104, -118), lean=20, nod=8),
    "sit": Pose(near_arm=(26, 34), far_arm=(32, 34), near_leg=(86, -86), far_leg=(90, -84), lean=2, nod=5),
    "sit-back": Pose(near_arm=(14, 50), far_arm=(20, 50), near_leg=(84, -84), far_leg=(90, -78), lean=-5),
    "wheel": Pose(near_arm=(-8, 62), far_arm=(4, 58), near_leg=(80, -72), far_leg=(84, -72), lean=3),
    "ride": Pose(near_arm=(54, 12), far_arm=(58, 10), near_leg=(60, -78), far_leg=(26, -34), lean=14, nod=-6),
    "ears": Pose(near_arm=(112, 118), far_arm=(112, 118)),
    "show": Pose(near_arm=(116, 4), far_arm=(4, 10), near_leg=(-4, 0), far_leg=(6, 0)),
    "rest": Pose(near_arm=(22, -84), far_arm=(22, -84)),
}
