"""The hand-written posts as objects. What each field means: `seeding`, which turns them into acts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.utils import timezone

from .shorts import FOLDER, short_rows


@dataclass(frozen=True)
class Post:
    key: str
    kind: str
    category: str
    ward: str
    town: str
    address: str
    precision: str
    author: str
    anonymous: bool
    title: str
    body: str
    days_ago: float
    hour: int
    palette: str
    scenes: list[dict[str, str]]
    visibility: str
    life: list[dict[str, Any]]
    merged_into: str | None
    reply: dict[str, Any] | None
    notes: list[dict[str, Any]]
    comments: list[dict[str, Any]]
    supports: int
    hidden_reason: str = ""
    flags: list[dict[str, Any]] = field(default_factory=list)
    board: str = "main"

    def posted_at(self, now: datetime) -> datetime:
        """The moment of posting: so many days ago, at its hour where the day is not today or yesterday."""
        moment = now - timedelta(days=self.days_ago)
        if self.days_ago < 2:
            return moment
        return timezone.localtime(moment).replace(hour=self.hour, minute=int(self.days_ago * 977) % 60)


@lru_cache(maxsize=1)
def long_posts() -> tuple[Post, ...]:
    """Every post that is written out with its talk and its answers, oldest first."""
    rows = [row for path in sorted(FOLDER.glob("?.json")) for row in json.loads(path.read_text(encoding="utf-8"))]
    return _oldest_first(rows)


@lru_cache(maxsize=1)
def all_posts() -> tuple[Post, ...]:
    """Every hand-written post, oldest first."""
    return tuple(sorted((*long_posts(), *_oldest_first(short_rows())), key=lambda post: -post.days_ago))


def _oldest_first(rows: Iterable[dict[str, Any]]) -> tuple[Post, ...]:
    return tuple(sorted((Post(**row) for row in rows), key=lambda post: -post.days_ago))
