"""What the address of a search says, cleaned: unknown words are ignored, never an error."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext as _

import search
from community.core.clock import begin_of, now
from community.core.text import asked, asked_day, asked_number
from community.issues.maps.regions import circle_in
from search.documents import BEST, NEAR, NEW

LONGEST_WORDS, LONGEST_DAY = 100, 20
SORTS = (BEST, NEW, NEAR)
STATES = ("open", "solved")
AGES = {"month": timedelta(days=31), "year": timedelta(days=366)}
LANGUAGES = ("ja", "en", "zh", "ko", "vi")
MOST = 400
IN_ADDRESS = {"begin": "from", "end": "to"}  # the others are called there as here


@dataclass(frozen=True)
class Asked:
    """Empty strings mean "any"; `of` is one kind of thing; `written`: only what is written so, no other names.

    `begin` and `end` are days as they were typed, so that who mistyped one can mend it; `trouble` says what is wrong.
    """

    q: str = ""
    of: str = ""
    ward: str = ""
    category: str = ""
    state: str = ""
    age: str = ""
    begin: str = ""
    end: str = ""
    lang: str = ""
    near: str = ""
    sort: str = BEST
    written: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: Any, *, kinds: Container[str], wards: Container[str], categories: Container[str]) -> Self:
        near = str(circle_in(asked(query.get("near"), limit=60)) or "")
        sort = _known(query.get("sort"), SORTS) or BEST
        return cls(
            q=asked(query.get("q"), limit=LONGEST_WORDS),
            of=_known(query.get("of"), kinds),
            ward=_known(query.get("ward"), wards),
            category=_known(query.get("category"), categories),
            state=_known(query.get("state"), STATES),
            age=_known(query.get("age"), AGES),
            begin=_day(query.get("from")),
            end=_day(query.get("to")),
            lang=_known(query.get("lang"), LANGUAGES),
            near=near,
            sort=BEST if sort == NEAR and not near else sort,
            written="1" if query.get("written") == "1" else "",
            page=min(asked_number(query.get("page")) or 1, MOST),
        )

    def query(self, user: Any, *, kinds: tuple[str, ...]) -> search.Query:
        return search.Query(
            words=self.q,
            user=user,
            kinds=kinds,
            ward=self.ward,
            category=self.category,
            lang=self.lang,
            since=self.since,
            until=self.until,
            box=self._box,
            sort=NEW if self.sort == NEW else BEST,
            as_written=bool(self.written),
        )

    @property
    def since(self) -> datetime | None:
        begin, _end = self.days
        dated = [now() - AGES[self.age]] if self.age else []
        return max([*dated, *([begin_of(begin)] if begin else [])], default=None)

    @property
    def until(self) -> datetime | None:
        """The end of the last day."""
        _begin, end = self.days
        return begin_of(end + timedelta(days=1)) if end else None

    @property
    def days(self) -> tuple[date | None, date | None]:
        """From which day to which; a day that cannot be meant narrows nothing."""
        begin, end = (date.fromisoformat(day) if (day := asked_day(said)) else None for said in (self.begin, self.end))
        return (None, None) if begin and end and begin > end else (begin, end)

    @property
    def trouble(self) -> str:
        """Why the days do not narrow, in words."""
        for said in (self.begin, self.end):
            if said and not asked_day(said):
                return _("「%(day)s」は日付として読めません。2026-11-03 のように書いてください。") % {"day": said}
        if self.begin and self.end and self.days == (None, None):
            return _("はじめの日が、終わりの日よりあとです。日を入れかえてください。")
        return ""

    @property
    def circle(self) -> Any:
        return circle_in(self.near)

    @property
    def _box(self) -> tuple[float, float, float, float] | None:
        if not self.near:
            return None
        west, south, east, north = self.circle.bounds
        return south, west, north, east

    def address(self, **changes: Any) -> str:
        """The query string with some of it changed; the page always starts anew."""
        said = vars(replace(self, **({"page": 1} | changes)))
        silent = {"sort": BEST, "page": 1}
        kept = {name: value for name, value in said.items() if value and silent.get(name) != value}
        return "?" + urlencode({IN_ADDRESS.get(name, name): value for name, value in kept.items()})

    @property
    def watched(self) -> Self:
        """The search as it is followed: what tells apart no new posts is left out."""
        near = ""
        if self.near:  # to about 100 m: nobody needs to know better where somebody stands
            near = str(replace(self.circle, lat=round(self.circle.lat, 3), lng=round(self.circle.lng, 3)))
        state = "open" if self.state == "open" else ""
        return replace(self, of="", age="", begin="", end="", near=near, sort=BEST, page=1, state=state)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a new question keeps of this one."""
        return [(name, getattr(self, name)) for name in ("of", "ward", "near") if getattr(self, name)]

    @property
    def but_days(self) -> list[tuple[str, str]]:
        """All but the days, for a form that asks for other days."""
        return parse_qsl(self.address(age="", begin="", end="").removeprefix("?"))

    @property
    def is_narrowed(self) -> bool:
        return any((self.ward, self.category, self.state, self.age, *self.days, self.lang, self.near))

    @property
    def widest(self) -> Self:
        """The same words without anything that narrows."""
        return type(self)(q=self.q)


def _day(value: str | None) -> str:
    return asked_day(value) or asked(value, limit=LONGEST_DAY)


def _known(value: str | None, known: Container[str]) -> str:
    return value if value and value in known else ""
