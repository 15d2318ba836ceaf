"""The five palettes of the demo pictures: a time of day or a weather, and how it colours every thing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

Colour = tuple[int, int, int]

NEAR_BLACK = "#1D2B36"


@cache
def rgb(code: str) -> Colour:
    """The colour behind a hex code such as `#E0633F`."""
    digits = code.lstrip("#")
    return (int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16))


def mix(base: Colour, other: Colour, share: float) -> Colour:
    """The base colour with a share (0 to 1) of another one stirred in."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(base, other, strict=True))
    return (red, green, blue)


def lighter(colour: Colour, share: float) -> Colour:
    """The colour moved towards white."""
    return mix(colour, (255, 255, 255), share)


def darker(colour: Colour, share: float) -> Colour:
    """The colour moved towards a blue black, as shadows are out of doors."""
    return mix(colour, rgb("#101C26"), share)


SPOT_RED = rgb("#E0633F")
SPOT_YELLOW = rgb("#F9B526")


@dataclass(frozen=True)
class Palette:
    """Nine colours of one hour, and the air that tints whatever is drawn in its own colour."""

    name: str
    time_ja: str
    time_en: str
    sky: Colour
    far: Colour
    mid: Colour
    ground: Colour
    road: Colour
    wall: Colour
    roof: Colour
    leaf: Colour
    water: Colour
    air: Colour
    haze: float
    lamps_lit: bool = False
    lit_share: float = 0.0

    def tone(self, colour: Colour | str) -> Colour:
        """A thing's own colour as it looks at this hour."""
        own = rgb(colour) if isinstance(colour, str) else colour
        return mix(own, self.air, self.haze)

    def indoors(self) -> Palette:
        """The same hour in a lit room or a covered street; only what is seen through the glass stays dark."""
        if not self.is_night:
            return self
        day = PALETTES["morning"]
        return replace(
            day,
            name=self.name,
            sky=self.sky,
            far=self.far,
            mid=self.mid,
            roof=PALETTES["day"].roof,
            haze=0.14,
            lamps_lit=True,
        )

    @property
    def is_night(self) -> bool:
        """Whether stars, moon and lamps are out."""
        return self.name == "night"

    @property
    def is_rain(self) -> bool:
        """Whether it rains."""
        return self.name == "rain"

    @property
    def ink(self) -> Colour:
        """The darkest colour a thing has at this hour."""
        return rgb("#0A141E") if self.is_night else self.tone(NEAR_BLACK)

    @property
    def paper(self) -> Colour:
        """White as it looks at this hour."""
        return self.tone("#FBFAF5")

    @property
    def metal(self) -> Colour:
        """Bare or galvanised steel."""
        return self.tone("#7F8E97")

    @property
    def wood(self) -> Colour:
        """Planks and boards."""
        return self.tone("#A9754A")

    @property
    def glass(self) -> Colour:
        """An unlit window."""
        return mix(self.sky, self.far, 0.5) if self.is_night else mix(self.water, self.sky, 0.35)

    @property
    def shallows(self) -> Colour:
        """Water that stands or runs on a street; at dusk it keeps some blue, unlike the river."""
        return mix(self.water, rgb("#7F93B0"), 0.65) if self.name == "dusk" else self.water

    @property
    def lamplight(self) -> Colour:
        """A lit window or lamp."""
        return rgb("#FFD778")

    def shade(self, colour: Colour, share: float = 0.16) -> Colour:
        """The side of a coloured thing that looks away from the light."""
        return mix(colour, darker(self.air, 0.55), share)


def _palette(name: str, times: tuple[str, str], codes: str, air: str, haze: float, **more: float | bool) -> Palette:
    return Palette(name, *times, *(rgb(code) for code in codes.split()), rgb(air), haze, **more)


PALETTES: dict[str, Palette] = {
    "morning": _palette(
        "morning",
        ("朝の", "In the morning"),
        "FDE9D2 C9DCD6 8FBDB4 E6DCC8 A29D98 FFF6E6 C2603F 7CAF6A 86C5CC",
        "E9C7A0",
        0.07,
    ),
    "day": _palette(
        "day", ("昼の", "By day"), "CFE8EE A9CCD3 7FB0B4 D9D4C5 8F979B F3EEE2 3F6B76 5E9A6B 6DB3C4", "A9CCD3", 0.03
    ),
    "dusk": _palette(
        "dusk",
        ("夕方の", "At dusk"),
        "FBD9A6 E9A978 B9766B C9A98E 6E6470 F2D2B0 5A4456 6E7F56 C98F86",
        "B9766B",
        0.2,
        lamps_lit=True,
        lit_share=0.3,
    ),
    "night": _palette(
        "night",
        ("夜の", "At night"),
        "10263A 183650 1F4661 22384A 1B2C3B 2A4A60 0C1C2B 214E4C 16435A",
        "274A66",
        0.4,
        lamps_lit=True,
        lit_share=0.26,
    ),
    "rain": _palette(
        "rain",
        ("雨の日の", "On a rainy day"),
        "B7C4CA 98A9B1 7D929B AEB1AC 6C777D D3D5D0 4B5C66 5E8372 6A97A6",
        "8FA0A8",
        0.22,
        lit_share=0.14,
    ),
}
