"""Picks people: every roll gives another age, body, hair and dress; `dataclasses.replace` sets what a scene needs."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from ..stage import Stage
from .looks import Look

SKINS = ("#F0C7A2", "#E8B88F", "#E3AE86", "#D79F76", "#C68A62", "#A36B47", "#7B4D33")
SKIN_WEIGHTS = (4, 6, 6, 4, 2, 1, 1)
HAIRS = ("#23242C", "#2A2B33", "#332A2A", "#47342B", "#6B4A33", "#8A6A45")
HAIR_WEIGHTS = (5, 6, 4, 3, 2, 1)
GREYS = ("#C9CCCD", "#AEB4B7", "#E4E3DE", "#8B9196")
TOPS = (
    "#3C7F93", "#5B9BAA", "#35566B", "#5E8F6B", "#7FA66A", "#6E5B86", "#8C7BA6", "#C98A6B",
    "#B4707A", "#D8B98A", "#E8E0CE", "#8FA3AE", "#41515E", "#C7A15A", "#A8C3BE",
)  # fmt: skip
BOTTOMS = ("#34424F", "#2C3A48", "#4A5563", "#5D6470", "#6A5B4E", "#3A4E66", "#8A8577", "#27313B")
BAGS = ("#7A5C48", "#35566B", "#5E8F6B", "#6E5B86", "#8C8F92")


def _dressed(dice: Random, builds: tuple[str, ...], styles: tuple[str, ...]) -> Look:
    return Look(
        build=dice.choice(builds),
        skin=dice.choices(SKINS, SKIN_WEIGHTS)[0],
        hair=dice.choices(HAIRS, HAIR_WEIGHTS)[0],
        hair_style=dice.choice(styles),
        top=dice.choice(TOPS),
        bottom=dice.choice(BOTTOMS),
        garment=dice.choice(("shirt", "shirt", "coat", "stripes", "collar")),
        legwear=dice.choice(("trousers", "trousers", "trousers", "skirt")),
        over=dice.choice(("#F4EFE4", "#E3E8E6", "#D8C9A8")),
        bag_colour=dice.choice(BAGS),
    )


def _for_the_weather(stage: Stage, dice: Random, look: Look) -> Look:
    if stage.palette.is_rain and not look.hat and dice.random() < 0.7:
        return replace(look, hat="hood", hat_colour=look.top, garment="coat")
    return look


def adult(stage: Stage, topic: str) -> Look:
    """A grown-up of any body, hair and dress."""
    dice = stage.dice(f"adult/{topic}")
    styles = ("short", "short", "bob", "long", "ponytail", "bun", "curly", "short", "scarf", "bald")
    look = _dressed(dice, ("adult", "slim", "broad", "round", "teen", "adult"), styles)
    if look.hair_style == "scarf":
        look = replace(look, hair=dice.choice(("#8C7BA6", "#5B9BAA", "#D8B98A")))
    if look.hair_style == "bald":
        look = replace(look, legwear="trousers")
    return _for_the_weather(stage, dice, replace(look, bag=dice.choice(("", "", "backpack", "tote"))))


def elder(stage: Stage, topic: str) -> Look:
    """An old person with grey or white hair."""
    dice = stage.dice(f"elder/{topic}")
    look = _dressed(dice, ("elder", "elder", "round"), ("short", "bob", "bun", "bald", "short", "curly"))
    hat = dice.choice(("", "", "straw", "beanie"))
    grey = replace(look, hair=dice.choice(GREYS), hat=hat, hat_colour=dice.choice(("#D8C9A8", "#8FA3AE", "#6E5B86")))
    return _for_the_weather(stage, dice, grey)


def child(stage: Stage, topic: str) -> Look:
    """A child out to play."""
    dice = stage.dice(f"child/{topic}")
    look = _dressed(dice, ("child", "child", "small"), ("short", "bob", "ponytail", "curly", "short", "bun"))
    look = replace(
        look, garment=dice.choice(("shirt", "stripes", "shirt")), legwear=dice.choice(("shorts", "trousers", "skirt"))
    )
    return _for_the_weather(stage, dice, replace(look, sleeves=dice.choice(("long", "short"))))


def pupil(stage: Stage, topic: str) -> Look:
    """A schoolchild with a yellow cap and a school bag."""
    dice = stage.dice(f"pupil/{topic}")
    bag = dice.choice(("#A8483C", "#35424E", "#7C5A8C", "#4E7FA0", "#8A5B3F"))
    return replace(child(stage, topic), hat="cap", hat_colour="spot-yellow", bag="randoseru", bag_colour=bag)


def guard(stage: Stage, topic: str) -> Look:
    """A neighbour who watches over the way to school, in a green vest."""
    return replace(elder(stage, topic), garment="vest", over="#6FA05B", hat="", legwear="trousers")


def worker(stage: Stage, topic: str) -> Look:
    """Someone at work outdoors with helmet and vest."""
    look = adult(stage, topic)
    return replace(
        look, garment="vest", over="#E9DFC4", hat="helmet", hat_colour="spot-yellow", bag="", legwear="trousers",
        top="#4F6B7C", bottom="#3F5060", hair_style="short", hair="#2A2B33",
    )  # fmt: skip


def traveller(stage: Stage, topic: str) -> Look:
    """A visitor with a pack on the back."""
    return replace(
        adult(stage, topic),
        bag="backpack",
        hat=stage.dice(topic).choice(("", "straw", "", "cap")),
        hat_colour="#D8C9A8",
    )
