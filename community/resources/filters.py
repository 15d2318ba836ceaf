"""What the address of a list of resources may say, cleaned: unknown words are ignored, never an error."""

import math
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

import search
from community.areas.reference import wards
from community.core.text import asked, asked_day
from community.taxonomy.models import HelpKind
from community.taxonomy.reference import usable_codes

from .models import Cost
from .querysets import ResourceQuerySet

LONGEST_WORDS, MOST_FOUND = 100, 1000
SORTS = ("new", "near")
USUAL = ("sort", "new")
FIRST_PAGE = {"after": ""}


@dataclass(frozen=True)
class Filters:
    """Empty strings mean "any". `on`: a day on which it can be had; `near`: `lat,lng`; `bbox`: west,south,east,north.

    `after` is the number of the last one of the page before this; `month` is the calendar's.
    """

    q: str = ""
    kind: str = ""
    code: str = ""
    ward: str = ""
    cost: str = ""
    on: str = ""
    near: str = ""
    bbox: str = ""
    sort: str = "new"
    after: str = ""
    month: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        near = numbers_in(query.get("near"), 2)
        box = numbers_in(query.get("bbox"), 4)
        sort = _known(query.get("sort"), SORTS) or "new"
        ward = _known(query.get("ward"), wards())
        return cls(
            q=asked(query.get("q"), limit=LONGEST_WORDS),
            kind=_known(query.get("kind"), HelpKind.values),
            code=_known(query.get("code"), usable_codes() if query.get("code") else ()),
            ward=ward,
            cost=_known(query.get("cost"), Cost.values),
            on=asked_day(query.get("on")),
            near=",".join(f"{number:.3f}" for number in near),  # to about 100 m: nobody needs to know better
            bbox=",".join(f"{number:.5f}" for number in box) if box and box[0] < box[2] and box[1] < box[3] else "",
            sort="new" if sort == "near" and not (near or ward) else sort,
            after=_digits(query.get("after")),
            month=_month(query.get("month")),
        )

    def apply(self, resources: ResourceQuerySet, *, user: Any, but: str = "") -> ResourceQuerySet:
        """Those that fit, unordered; `but`: whatever this one says."""
        said = replace(self, **{but: ""}) if but else self
        if said.kind:
            resources = resources.filter(kind=said.kind)
        if said.cost:
            resources = resources.filter(cost=said.cost)
        if said.code:
            resources = resources.with_code(said.code)
        if said.ward:
            resources = resources.serving(said.ward)
        if said.on:
            resources = resources.open_on(date.fromisoformat(said.on))
        if said.bbox:
            west, south, east, north = numbers_in(said.bbox, 4)
            resources = resources.filter(lat__range=(south, north), lng__range=(west, east))
        return resources.filter(pk__in=said.found(user)) if said.q else resources

    def found(self, user: Any) -> list[int]:
        """Those with these words, or other names for them."""
        query = search.Query(words=self.q, user=user, kinds=("resource",), limit=MOST_FOUND)
        return [int(hit.key) for hit in search.search(query)]

    @property
    def point(self) -> tuple[float, float] | None:
        """From where near is meant: the given place, or the middle of the ward."""
        if self.near:
            lat, lng = numbers_in(self.near, 2)
            return lat, lng
        ward = wards().get(self.ward)
        return (ward.lat, ward.lng) if ward else None

    def address(self, **changes: str) -> str:
        """The query string of these filters with some of them changed; the page always starts anew."""
        said = vars(replace(self, **(FIRST_PAGE | changes)))
        return "?" + urlencode({name: value for name, value in said.items() if value and (name, value) != USUAL})

    @property
    def narrowing(self) -> list[str]:
        """The names of what narrows the list, in the order of the page."""
        return [name for name in ("q", "kind", "code", "ward", "cost", "on", "near", "bbox") if getattr(self, name)]


def numbers_in(words: str | None, count: int) -> list[float]:
    """So many degrees between commas; none at all when one is not."""
    try:
        numbers = [float(word) for word in asked(words, limit=80).split(",")]
    except ValueError:
        return []
    is_fine = len(numbers) == count and all(math.isfinite(number) and abs(number) <= 180 for number in numbers)
    return numbers if is_fine else []


def _digits(value: str | None) -> str:
    return value if value and value.isascii() and value.isdecimal() and len(value) < 16 else ""


def _month(value: str | None) -> str:
    return asked(value, limit=7) if asked_day(f"{asked(value, limit=7)}-01") else ""


def _known(value: str | None, allowed: Container[str]) -> str:
    return value if value and value in allowed else ""
