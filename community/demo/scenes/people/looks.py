"""What a person looks like: build, skin, hair and clothes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Build:
    """The measures of a body in units: how tall, how big the head, how broad."""

    height: float
    head: float
    shoulders: float
    girth: float


BUILDS = {
    "adult": Build(100, 10.4, 11.6, 9.4),
    "slim": Build(103, 10.2, 10.6, 8.0),
    "broad": Build(99, 10.6, 13.6, 13.0),
    "round": Build(94, 10.6, 12.2, 14.0),
    "teen": Build(94, 10.2, 10.0, 8.2),
    "elder": Build(90, 10.4, 11.0, 10.6),
    "child": Build(72, 10.2, 9.0, 8.2),
    "small": Build(57, 9.8, 8.0, 8.0),
}


@dataclass(frozen=True)
class Look:
    """One person's outside. Colours are hex codes as they are in clear daylight."""

    build: str = "adult"
    skin: str = "#E3AE86"
    hair: str = "#2A2B33"
    hair_style: str = "short"
    top: str = "#3C7F93"
    bottom: str = "#34424F"
    shoes: str = "#26323C"
    garment: str = "shirt"
    legwear: str = "trousers"
    sleeves: str = "long"
    hat: str = ""
    hat_colour: str = "#F2C14B"
    bag: str = ""
    bag_colour: str = "#7A5C48"
    over: str = "#F4EFE4"

    @property
    def body(self) -> Build:
        """The measures of this person."""
        return BUILDS[self.build]

    @property
    def leg(self) -> float:
        """From the sole to the hip."""
        return self.body.height * (0.45 if self.body.height > 80 else 0.41)

    @property
    def torso(self) -> float:
        """From the hip to the shoulders."""
        return self.body.height * 0.988 - self.body.head * 2.12 - self.leg
