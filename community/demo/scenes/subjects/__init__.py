"""Every subject of the demo pictures, by slug."""

from __future__ import annotations

from . import (
    arcade,
    boards,
    corners,
    diner,
    doors,
    gardens,
    lamps,
    neglect,
    nights,
    playgrounds,
    rainwater,
    refuse,
    river,
    roadway,
    stations,
    truck,
    workrooms,
)
from .subject import Subject

SUBJECTS: dict[str, Subject] = {
    subject.slug: subject
    for places in (
        arcade,
        boards,
        corners,
        diner,
        doors,
        gardens,
        lamps,
        neglect,
        nights,
        playgrounds,
        rainwater,
        refuse,
        river,
        roadway,
        stations,
        truck,
        workrooms,
    )
    for subject in places.SUBJECTS
}

__all__ = ["SUBJECTS", "Subject"]
