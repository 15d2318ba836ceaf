"""What goes into search and what comes out."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

BEST, NEW, NEAR = "best", "new", "near"


@dataclass(frozen=True)
class Document:
    """One thing as it is searched. `key` is its name within its kind; `lat`, `lng` in degrees, already blurred.

    `public`: anybody may see it. It only spares strangers what they may not see anyway: every hit is checked again.
    """

    kind: str
    key: str
    title: str
    body: str
    at: datetime
    ward: str = ""
    category: str = ""
    status: str = ""
    lang: str = ""
    lat: float | None = None
    lng: float | None = None
    public: bool = True

    @property
    def text(self) -> str:
        return f"{self.title}\n{self.body}"

    @cached_property
    def digest(self) -> str:
        """The same for the same text."""
        return hashlib.blake2b(self.text.encode("utf-8", "replace"), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Query:
    """What a person asks. Empty means any: kinds, ward, category, status, lang, days, `box` (south, west, north, east).

    `every`: only things that hold every word, as written or by another name, newest first; else the best fitting first.
    """

    words: str
    user: Any = None
    kinds: tuple[str, ...] = ()
    ward: str = ""
    category: str = ""
    status: str = ""
    lang: str = ""
    since: datetime | None = None
    until: datetime | None = None
    box: tuple[float, float, float, float] | None = None
    sort: str = BEST
    every: bool = False
    as_written: bool = False
    limit: int = 400

    @property
    def public_only(self) -> bool:
        """Somebody who is not logged in sees nothing but what everybody sees."""
        return not getattr(self.user, "is_authenticated", False)


@dataclass(frozen=True)
class Reason:
    """Why a thing was found: what was asked for, and by what it answers: `how` is word, synonym, concept or meaning."""

    how: str
    asked: str = ""
    found: str = ""


@dataclass(frozen=True)
class Hit:
    """A thing that fits; two of the same thing are equal. `score` is comparable within one answer only."""

    kind: str
    key: str
    score: float = field(default=0.0, compare=False)
    at: datetime | None = field(default=None, compare=False)
    title: str = field(default="", compare=False)
    facts: dict[str, str] = field(default_factory=dict, compare=False)
    meaning: float = field(default=0.0, compare=False)
    place: tuple[float, float] | None = field(default=None, compare=False)
    by_words: bool = field(default=True, compare=False)  # not by its meaning alone


@dataclass(frozen=True)
class Answer:
    """All that was found. `names`: what else was looked for; `is_simple`: server or meaning could not be asked."""

    hits: list[Hit]
    names: list[str] = field(default_factory=list)
    is_simple: bool = False
