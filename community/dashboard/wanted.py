"""What is asked of the desk's list, as the query string says it. What cannot be meant is dropped, never an error."""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

import search
from community.core.clock import begin_of
from community.core.text import asked, asked_day, asked_number
from community.issues.models import Note
from community.issues.querysets import IssueQuerySet
from community.issues.workflow import OPEN, SOLVED, Kind, Status

FIRST = "answer"
MOST_FOUND = 2_000  # by words, the newest ones
PROMISED = ("answer", "overdue")  # views in which everything has a promised day
NOBODY = "none"  # of an office or officer: none yet
GROUPS = {"open": OPEN, "solved": SOLVED}
NAMES = {"words": "q", "shown_as": "as"}  # in the address, where it is another


@dataclass(frozen=True)
class Wanted:
    """One view, what narrows it, and where its page begins. `shown_as` is the map, or nothing for the list."""

    view: str = FIRST
    ward: str = ""
    category: str = ""
    status: str = ""
    kind: str = ""
    department: str = ""
    officer: str = ""
    since: str = ""
    until: str = ""
    words: str = ""
    shown_as: str = ""
    after: str = ""

    @classmethod
    def of(cls, given: Any, *, first: str = FIRST) -> "Wanted":
        """From a request's GET or POST, or a saved query."""
        view = given.get("view", "")
        status, kind = given.get("status", ""), given.get("kind", "")
        return cls(
            view=view if view in _views() else first,
            ward=asked(given.get("ward"), limit=5),
            category=asked(given.get("category"), limit=20),
            status=status if status in {*Status.values, *GROUPS} else "",
            kind=kind if kind in Kind.values else "",
            department=asked(given.get("department"), limit=20),
            officer=asked(given.get("officer"), limit=12),
            since=asked_day(given.get("since")),
            until=asked_day(given.get("until")),
            words=asked(given.get("q"), limit=60),
            shown_as="map" if given.get("as") == "map" else "",
            after=asked(given.get("after"), limit=40),
        )

    @property
    def narrowing(self) -> dict[str, str]:
        """What narrows the view, by the names of the address."""
        silent = ("view", "shown_as", "after")
        return {name: value for name, value in self._said.items() if name not in (*silent, "as")}

    @property
    def is_narrowed(self) -> bool:
        return bool(self.narrowing)

    @property
    def is_map(self) -> bool:
        return self.shown_as == "map"

    @property
    def more(self) -> dict[str, str]:
        """What narrows the view beside ward and words, which have fields of their own over the list."""
        return {name: value for name, value in self.narrowing.items() if name not in ("ward", "q")}

    @property
    def _said(self) -> dict[str, str]:
        pairs = ((NAMES.get(field.name, field.name), getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in pairs if value}

    def query(self, **changed: str) -> str:
        """This list's query string, with some parts changed; pages are left out unless given."""
        parts = self._said | {"after": ""} | {NAMES.get(name, name): value for name, value in changed.items()}
        return "?" + urlencode({name: value for name, value in parts.items() if value})

    @property
    def as_map(self) -> str:
        return self.query(shown_as="map")

    @property
    def as_list(self) -> str:
        return self.query(shown_as="")

    @property
    def plain(self) -> str:
        """The same view with nothing that narrows it."""
        return Wanted(view=self.view, shown_as=self.shown_as).query()

    @property
    def everywhere(self) -> str:
        """The same narrowing in all that there is."""
        return self.query(view="all")

    def narrow(self, issues: IssueQuerySet, user: Any) -> IssueQuerySet:
        """The issues that fit; a number alone is that issue, every word must occur in it, its place or a note on it."""
        for column, value in (("ward_id", self.ward), ("category_id", self.category), ("kind", self.kind)):
            if value:
                issues = issues.filter(**{column: value})
        if self.status:
            issues = issues.filter(status__in=GROUPS.get(self.status, (self.status,)))
        if self.department:
            issues = issues.filter(department=None if self.department == NOBODY else self.department)
        if self.officer:
            issues = issues.filter(Q(officer=None) if self.officer == NOBODY else Q(officer__public_id=self.officer))
        if self.since:
            issues = issues.filter(posted_at__gte=begin_of(date.fromisoformat(self.since)))
            if self.view in PROMISED:  # no day is promised before the post was made; an index knows those days
                issues = issues.filter(promised_on__gte=self.since)
        if self.until:
            issues = issues.filter(posted_at__lt=begin_of(date.fromisoformat(self.until) + timedelta(days=1)))
        return self._with_words(issues, user)

    def _with_words(self, issues: IssueQuerySet, user: Any) -> IssueQuerySet:
        if (number := asked_number(self.words.lstrip("#＃"))) is not None:
            return issues.filter(number=number)
        if not self.words:
            return issues
        query = search.Query(
            words=self.words, user=user, kinds=("issue", "note", "case"), ward=self.ward, every=True, limit=MOST_FOUND
        )
        keys: dict[str, list[int]] = {kind: [] for kind in query.kinds}
        for hit in search.search(query):
            keys[hit.kind].append(int(hit.key))
        noted = Note.objects.filter(pk__in=keys["note"]).values("issue")
        return issues.filter(Q(number__in=keys["issue"] + keys["case"]) | Q(pk__in=noted))


def _views() -> dict[str, Any]:
    from .queue import BY_NAME  # the views know what was wanted

    return BY_NAME
