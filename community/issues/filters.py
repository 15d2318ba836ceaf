"""What the board's address may say, cleaned: unknown words are ignored, never an error."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

import search
from community.areas.reference import schools
from community.core.clock import begin_of
from community.core.text import asked, asked_day, asked_number
from community.taxonomy.reference import boards

from .maps import among  # noqa: F401 - brings the lookup
from .maps.regions import Region, box_in, circle_in, cover
from .querysets import MOST_COUNTED, IssueQuerySet
from .workflow import OPEN, SOLVED, Kind, Status

LONGEST_WORDS = 100
GROUPS = {"open": OPEN, "solved": SOLVED}
SORTS = ("new", "supports")
FIRST_PAGE = {"after": "", "before": ""}


@dataclass(frozen=True)
class Filters:
    """Empty strings mean "any"; `near`, `bbox`, `since`, `until` are as an address says them, in their plainest form.

    `after` is where the page before this one ended, `before` where the next one begins.
    `on_page`: the board is the page's own, so it narrows nothing and stands in no address.
    """

    q: str = ""
    ward: str = ""
    category: str = ""
    status: str = ""
    kind: str = ""
    board: str = ""
    school: str = ""
    near: str = ""
    bbox: str = ""
    since: str = ""
    until: str = ""
    sort: str = "new"
    after: str = ""
    before: str = ""
    on_page: bool = False

    @classmethod
    def read(cls, query: QueryDict, *, wards: Container[str], categories: Container[str], board: str = "") -> Self:
        return cls(
            q=asked(query.get("q"), limit=LONGEST_WORDS),
            ward=_known(query.get("ward"), wards),
            category=_known(query.get("category"), categories),
            status=_known(query.get("status"), {*Status.values, *GROUPS}),
            kind=_known(query.get("kind"), set(Kind.values)),
            board=board
            or _known(query.get("board"), {known.slug for known in boards().values()} if "board" in query else ()),
            school=_known(query.get("school"), schools() if query.get("school") else ()),
            near=str(circle_in(asked(query.get("near"), limit=60)) or ""),
            bbox=str(box_in(asked(query.get("bbox"), limit=80)) or ""),
            since=asked_day(query.get("since")),
            until=asked_day(query.get("until")),
            sort=_known(query.get("sort"), set(SORTS)) or "new",
            after=asked(query.get("after"), limit=30),
            before=asked(query.get("before"), limit=30),
            on_page=bool(board),
        )

    def apply(self, issues: IssueQuerySet, *, user: Any, walk: bool = False) -> IssueQuerySet:
        """The posts that fit, unordered. `walk`: they will be met along a list's own order, not by the map's cells."""
        covered = cover(self.regions) if self.regions and not walk else None
        if covered is not None and not covered.is_all:
            return self.in_cells(issues, covered.cells, user=user)
        return self._exactly(issues.filter(**self.facets), user)

    def in_cells(self, issues: IssueQuerySet, cells: Sequence[int], *, user: Any) -> IssueQuerySet:
        """The posts that fit and stand in these cells, found by them and by no other index."""
        issues = issues.filter(cell__among=cells)
        for name, value in self.facets.items():
            column, _lookup, kind = name.partition("__")
            alias = f"the_{column}"
            bare = Coalesce(F(column), Value(0 if column == "board" else ""))
            issues = issues.alias(**{alias: bare}).filter(**{f"{alias}__{kind or 'exact'}": value})
        return self._exactly(issues, user)

    def _exactly(self, issues: IssueQuerySet, user: Any) -> IssueQuerySet:
        """What no index of a sort or a cell can say: places, days, words."""
        for region in self.regions:
            issues = issues.filter(region.rows())
        issues = issues.filter(self._dates())
        return issues.filter(number__in=self._found(user)) if self.q else issues

    @property
    def facets(self) -> dict[str, Any]:
        """Conditions that posts and their tally have in common, as for `filter()`."""
        facets: dict[str, Any] = {
            name: getattr(self, name) for name in ("ward", "category", "kind", "school") if getattr(self, name)
        }
        if self.status in GROUPS:
            facets["status__in"] = GROUPS[self.status]
        elif self.status:
            facets["status"] = self.status
        if self.board:
            facets["board"] = next((key for key, known in boards().items() if known.slug == self.board), 0)
        return facets

    @property
    def regions(self) -> tuple[Region, ...]:
        """The parts of the map that all posts must lie in."""
        return tuple(region for region in (box_in(self.bbox), circle_in(self.near)) if region)

    def _dates(self) -> Q:
        """Posted on or after the one day, on or before the other, in Osaka."""
        fits = Q()
        if self.since:
            fits &= Q(posted_at__gte=begin_of(date.fromisoformat(self.since)))
        if self.until:
            fits &= Q(posted_at__lt=begin_of(date.fromisoformat(self.until) + timedelta(days=1)))
        return fits

    @property
    def has_dates(self) -> bool:
        return bool(self.since or self.until)

    @property
    def is_endless(self) -> bool:
        """One of so many addresses that nothing made for it alone is worth keeping."""
        return bool(self.q or self.regions or self.has_dates)

    def _found(self, user: Any) -> list[int]:
        """Numbers of posts with these words; a number alone, with or without #, finds that post too."""
        query = search.Query(
            words=self.q,
            user=user,
            kinds=("issue",),
            ward=self.ward,
            category=self.category,
            every=True,
            limit=MOST_COUNTED + 1,
        )
        numbers = [int(hit.key) for hit in search.search(query)]
        alone = asked_number(self.q.lstrip("#＃"))
        return numbers if alone is None else [*numbers, alone]

    def address(self, **changes: str) -> str:
        """The query string of these filters with some of them changed; the page always starts anew."""
        return "?" + urlencode(replace(self, **(FIRST_PAGE | changes)).said)

    def without(self, name: str) -> Self:
        """The same filters but for one, from their first page."""
        return replace(self, **(FIRST_PAGE | {name: ""}))

    @property
    def of_all_pages(self) -> Self:
        """The same filters, whichever page of the list is shown."""
        return replace(self, **FIRST_PAGE)

    @property
    def said(self) -> dict[str, str]:
        """What an address must say of them: nothing that is so anyway."""
        silent = {"on_page", "board"} if self.on_page else {"on_page"}
        silent |= {"sort"} if self.sort == "new" else set()
        return {name: value for name, value in vars(self).items() if value and name not in silent}

    @property
    def first_post(self) -> str:
        """The query string of a post begun from this list: what was looked for comes along."""
        begun = {name: getattr(self, name) for name in ("ward", "category", "kind", "board") if getattr(self, name)}
        circle = circle_in(self.near)
        begun |= {"lat": f"{circle.lat:.5f}", "lng": f"{circle.lng:.5f}"} if circle else {}
        return "?" + urlencode(begun) if begun else ""

    @property
    def on(self) -> list[str]:
        """The names of what narrows the list, in the order of the page."""
        names = (
            "q", "near", "bbox", "ward", "school", "category", "kind", "status", "board", "since", "until",
        )  # fmt: skip
        return [name for name in names if getattr(self, name) and not (name == "board" and self.on_page)]

    @property
    def is_narrow(self) -> bool:
        return bool(self.on)


def _known(value: str | None, allowed: Container[str]) -> str:
    return value if value and value in allowed else ""
