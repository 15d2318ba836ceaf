"""What the board's address may say, cleaned: unknown words are ignored, never an error."""

from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

import search
from community.core.text import asked

from .querysets import MOST_COUNTED, IssueQuerySet
from .workflow import Kind, Status

LONGEST_WORDS = 100
GROUPS = ("open", "solved")
SORTS = ("new", "supports")
FIRST_PAGE = {"after": "", "before": ""}


@dataclass(frozen=True)
class Filters:
    """Empty strings mean "any". `after` is where the page before this one ended, `before` where the next one begins.

    `on_page`: the board is the page's own, so it narrows nothing and stands in no address.
    """

    q: str = ""
    ward: str = ""
    category: str = ""
    status: str = ""
    kind: str = ""
    board: str = ""
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
            board=board or asked(query.get("board"), limit=40),
            sort=_known(query.get("sort"), set(SORTS)) or "new",
            after=asked(query.get("after"), limit=30),
            before=asked(query.get("before"), limit=30),
            on_page=bool(board),
        )

    def apply(self, issues: IssueQuerySet, *, user: Any) -> IssueQuerySet:
        """The posts that fit, unordered."""
        for field, value in (("ward_id", self.ward), ("category_id", self.category), ("kind", self.kind)):
            if value:
                issues = issues.filter(**{field: value})
        if self.status in GROUPS:
            issues = getattr(issues, self.status)()
        elif self.status:
            issues = issues.filter(status=self.status)
        if self.board:
            issues = issues.filter(board__slug=self.board)
        return issues.filter(number__in=self._found(user)) if self.q else issues

    def _found(self, user: Any) -> list[int]:
        """Numbers of posts with these words; a number alone, with or without #, finds that post too."""
        query = search.Query(
            words=self.q, user=user, kinds=("issue",), ward=self.ward, category=self.category, limit=MOST_COUNTED + 1
        )
        numbers = [int(hit.key) for hit in search.search(query)]
        alone = self.q.lstrip("#＃")
        return numbers + [int(alone[:18])] if alone.isdecimal() else numbers

    def address(self, **changes: str) -> str:
        """The query string of these filters with some of them changed; the page always starts anew."""
        return "?" + urlencode(replace(self, **(FIRST_PAGE | changes)).said)

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
        return "?" + urlencode(begun) if begun else ""

    @property
    def on(self) -> list[str]:
        """The names of what narrows the list, in the order of the page."""
        names = ("q", "ward", "category", "kind", "status", "board")
        return [name for name in names if getattr(self, name) and not (name == "board" and self.on_page)]

    @property
    def is_narrow(self) -> bool:
        return bool(self.on)


def _known(value: str | None, allowed: Container[str]) -> str:
    return value if value and value in allowed else ""
