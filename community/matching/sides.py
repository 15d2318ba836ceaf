"""The two sides of a match as the ranker sees them: plain facts, no rows. What is not known is empty or None."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from types import MappingProxyType

import numpy as np

AVAILABLE, PAUSED, EXHAUSTED, EXPIRED = "available", "paused", "exhausted", "expired"
NONE: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True)
class Hours:
    """When it can be had in a usual week; Monday is 0."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, eq=False)
class Wanted:
    """What an issue, or one need of it, asks for.

    `words`: words of its text → how telling each is (`telling`); `essence`: concepts of its title. `codes`: need code →
    how sure, 1 for one that somebody chose; `sensitive`: those of them that only verified owners may serve.
    `refused`: offers whose owners said that they cannot help this time. `vector`: what it is after (`meaning.aim`).
    `on`: the day it is asked. Places in degrees.
    """

    id: str
    title: str = ""
    body: str = ""
    lang: str = ""
    kinds: frozenset[str] = frozenset()
    codes: Mapping[str, float] = field(default_factory=lambda: NONE)
    sensitive: frozenset[str] = frozenset()
    ward: str = ""
    lat: float | None = None
    lng: float | None = None
    quantity: int | None = None
    from_on: date | None = None
    until_on: date | None = None
    hours: tuple[Hours, ...] = ()
    owner: str = ""
    blocked: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    words: Mapping[str, float] = field(default_factory=lambda: NONE)
    essence: frozenset[str] = frozenset()
    vector: np.ndarray | None = None
    on: date | None = None

    @cached_property
    def plain(self) -> dict[str, float]:
        """Its words without concepts."""
        return {word: idf for word, idf in self.words.items() if word[0] not in "@~^"}

    @cached_property
    def concepts(self) -> dict[str, float]:
        """The concepts among its words, named or described."""
        return {word[1:]: idf for word, idf in self.words.items() if word[0] in "@~"}

    @cached_property
    def wider(self) -> dict[str, float]:
        """Concepts wider than those."""
        return {word[1:]: idf for word, idf in self.words.items() if word[0] == "^" and word[1:] not in self.concepts}


@dataclass(frozen=True, eq=False)
class Offer:
    """What somebody has.

    `wards` it serves; `whole_city` or `anywhere` (it needs no place) instead. `excludes`: words and concepts that its
    conditions rule out; `limits`: marks of those it is for alone (`conditions.LIMITS`). `exposure`: how often its owner
    was shown lately. `stopped`: codes its owner does not want to hear of. `vector`: of its text as a passage. `radius`
    in metres.
    """

    id: str
    title: str = ""
    body: str = ""
    lang: str = ""
    kind: str = ""
    codes: Mapping[str, float] = field(default_factory=lambda: NONE)
    wards: frozenset[str] = frozenset()
    whole_city: bool = False
    anywhere: bool = False
    lat: float | None = None
    lng: float | None = None
    radius: int | None = None
    left: int | None = None
    from_on: date | None = None
    until_on: date | None = None
    hours: tuple[Hours, ...] = ()
    conditions: str = ""
    excludes: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    is_asking: bool = False
    status: str = AVAILABLE
    consent: bool = True
    owner: str = ""
    stopped: frozenset[str] = frozenset()
    verified: bool = False
    confirmed_on: date | None = None
    delivered: int = 0
    failed: int = 0
    exposure: int = 0
    languages: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    vector: np.ndarray | None = None

    @cached_property
    def concepts(self) -> frozenset[str]:
        """The concepts among its words, named or described."""
        return frozenset(word[1:] for word in self.words if word[0] in "@~")

    @cached_property
    def wider(self) -> frozenset[str]:
        """Concepts wider than those."""
        return frozenset(word[1:] for word in self.words if word[0] == "^")
