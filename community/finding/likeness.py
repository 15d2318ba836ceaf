"""Posts like one that is being written, or like the one that is read."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import search
from community.areas.reference import wards
from community.core.clock import now
from community.core.text import asked
from community.issues.models import Issue, Support
from community.issues.workflow import OPEN
from community.taxonomy.reference import categories

from .rows import KINDS, Row

LONGEST_TITLE, LONGEST_BODY = 60, 2000
MOST = 3
LEAST_TO_SHOW = 0.2  # of likeness, 0–1: of three shown nearly two are the same trouble (tests/search/alike)


@dataclass(frozen=True)
class Alike:
    """A post that is like another: what it shows of itself, and how like (0–1)."""

    row: Row
    number: int
    likeness: float
    is_open: bool
    supports: int = 0
    is_supported: bool = False  # by whoever writes

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "url": self.row.url,
            "title": self.row.title,
            "place": self.row.place,
            "open": self.is_open,
            "likeness": round(self.likeness, 2),
        }


def like_this(query: Any, user: Any, person: str = "") -> list[Alike]:
    """By `title, body, category, ward, lat, lng` of a form that is being filled in; up to three, the likest first.

    `person` is the secret of the cookie of someone without an account.
    """
    title, body = asked(query.get("title"), limit=LONGEST_TITLE), asked(query.get("body"), limit=LONGEST_BODY)
    if not title and not body:
        return []
    category = categories().get(query.get("category") or "")
    ward = query.get("ward") if query.get("ward") in wards() else ""
    lat, lng = _degrees(query.get("lat"), 90), _degrees(query.get("lng"), 180)
    if lat is None or lng is None:
        lat = lng = None
    found = _alike(_document("", title, body, category, ward or "", lat, lng), user)
    return _with_supports(found, user, person)


def like_issue(issue: Issue, user: Any) -> list[Alike]:
    """Other posts about the same, for the page of one."""
    category = categories().get(issue.category_id)
    key = str(issue.number)
    return _alike(
        _document(key, issue.title, issue.body, category, issue.ward_id, issue.shown_lat, issue.shown_lng), user
    )


def _alike(document: search.Document, user: Any) -> list[Alike]:
    hits = search.similar(document, user=user, kinds=("issue",), limit=MOST, least=LEAST_TO_SHOW)
    rows = KINDS["issue"].rows([hit.key for hit in hits], user)
    return [
        Alike(rows[hit.key], int(hit.key), hit.score, hit.facts.get("status") in OPEN)
        for hit in hits
        if hit.key in rows
    ]


def _with_supports(found: list[Alike], user: Any, person: str) -> list[Alike]:
    """How many say わたしも, and whether this person does: instead of posting it again they may."""
    posts = Issue.objects.visible_to(user).filter(number__in=[alike.number for alike in found])
    counts = dict(posts.values_list("number", "support_count"))
    supported: set[int] = set()
    if user.is_authenticated or person:
        mine = Support.objects.filter(issue__number__in=counts).by(user, person)
        supported = set(mine.values_list("issue__number", flat=True))
    return [
        replace(alike, supports=counts[alike.number], is_supported=alike.number in supported)
        for alike in found
        if alike.number in counts
    ]


def _document(
    key: str, title: str, body: str, category: Any, ward: str, lat: float | None, lng: float | None
) -> search.Document:
    words = f"{body}\n{category.name}" if category else body
    at: datetime = now()
    return search.Document("issue", key, title, words, at, ward=ward, lat=lat, lng=lng)


def _degrees(value: str | None, most: float) -> float | None:
    try:
        degrees = float(value or "")
    except ValueError:
        return None
    return degrees if -most <= degrees <= most else None
