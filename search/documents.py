"""What goes into search and what comes out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Document:
    """One thing as it is searched. `key` is its name within its kind; `lat`, `lng` in degrees, already blurred."""

    kind: str
    key: str
    title: str
    body: str
    at: datetime
    ward: str = ""
    category: str = ""
    lat: float | None = None
    lng: float | None = None


@dataclass(frozen=True)
class Query:
    """What a person asks. Empty `kinds` means all of them; at most `limit` hits, the newest first."""

    words: str
    user: Any = None
    kinds: tuple[str, ...] = ()
    ward: str = ""
    category: str = ""
    limit: int = 400


@dataclass(frozen=True)
class Hit:
    """A thing that fits. `score` is larger for a better fit and comparable within one answer only."""

    kind: str
    key: str
    score: float = 0.0
    reasons: tuple[str, ...] = field(default=())
