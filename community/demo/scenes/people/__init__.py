"""The people of the pictures: many ages, bodies, hair and clothes, no faces; feet at the origin, looking right."""

from .cast import adult, child, elder, guard, pupil, traveller, worker
from .figure import Figure, person
from .looks import Look

__all__ = ["Figure", "Look", "adult", "child", "elder", "guard", "person", "pupil", "traveller", "worker"]
