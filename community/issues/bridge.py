"""The bridge: an issue's life as spans, for the large picture, the small arches and the list that both stand for.

A span is crossed (`done`), where the person stands (`now`), still to come (`next`), or of an ending that crosses no
further (`end`). Pictures show it, but the words and dates carry it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Issue, StatusChange
from .workflow import Kind, Status

S = Status
PROBLEM_SPANS = (S.RECEIVED, S.IN_REVIEW, S.ASSIGNED, S.IN_PROGRESS, S.RESOLVED)
IDEA_SPANS = (S.RECEIVED, S.IN_REVIEW, S.TAKEN_UP)
ASIDE = (S.NOT_ACTIONABLE, S.NOT_OURS, S.DUPLICATE, S.WITHDRAWN)
SAME_SPAN = {S.SCHEDULED: S.IN_PROGRESS, S.RESOLVED_BY_COMMUNITY: S.RESOLVED}


@dataclass(frozen=True)
class Span:
    state: str  # done, now, next, end, asked, again
    word: str
    day: date | None = None
    who: str = ""


@dataclass(frozen=True)
class Bridge:
    spans: list[Span]
    look: str  # plain, warm (people did it), grey, sign (not ours), fence (will not be done)
    label: str


def bridge_of(issue: Issue, changes: Sequence[StatusChange]) -> Bridge | None:
    """The bridge of a post; None for これはいいね！, which needs none."""
    if issue.kind == Kind.GOOD or not issue.status:
        return None
    path = IDEA_SPANS if issue.kind == Kind.IDEA else PROBLEM_SPANS
    lasts = {SAME_SPAN.get(change.status, change.status): change for change in changes}
    spans = _aside(issue, path, lasts) if issue.status in ASIDE else _onward(issue, path, lasts)
    position = sum(span.state in ("done", "now", "asked", "end") for span in spans)
    label = _("進み具合、%(steps)dつのうち%(position)dつめ、%(word)s") % {
        "steps": len(path), "position": position, "word": issue.get_status_display(),
    }  # fmt: skip
    return Bridge(spans, _look(issue), label)


def arches(kind: str, status: str) -> list[str]:
    """The small row beside the pill, from the present status alone: done, now, next, warm or grey."""
    path = IDEA_SPANS if kind == Kind.IDEA else PROBLEM_SPANS
    if status in ASIDE:
        return ["grey"] * len(path)
    if status == S.RESOLVED_BY_COMMUNITY:
        return ["warm"] * len(path)
    if status in (S.RESOLVED, S.TAKEN_UP):
        return ["done"] * len(path)
    at = path.index(_where(status, path))
    return ["done"] * at + ["now"] + ["next"] * (len(path) - at - 1)


def _where(status: str, path: tuple[Status, ...]) -> Status:
    """The span on which the person stands."""
    if status == S.REOPEN_REQUESTED:
        return path[-1]
    if status == S.INFO_REQUESTED:
        return path[1]
    return Status(SAME_SPAN.get(Status(status), Status(status)))


def _onward(issue: Issue, path: tuple[Status, ...], lasts: dict[str, StatusChange]) -> list[Span]:
    here = path.index(_where(issue.status, path))
    spans = []
    for nth, status in enumerate(path):
        state = "done" if nth < here or issue.status in (S.RESOLVED, S.RESOLVED_BY_COMMUNITY, S.TAKEN_UP) else "next"
        if nth == here and state != "done":
            state = {S.INFO_REQUESTED: "asked", S.REOPEN_REQUESTED: "again"}.get(Status(issue.status), "now")
        spans.append(_span(state, _word(issue, status, nth == here), lasts.get(status), issue, is_here=nth == here))
    return spans


def _aside(issue: Issue, path: tuple[Status, ...], lasts: dict[str, StatusChange]) -> list[Span]:
    """Spans that were crossed, then the ending; what will not come is drawn without words."""
    crossed = [status for status in path[:-1] if status in lasts]
    spans = [_span("done", status.label, lasts[status], issue) for status in crossed]
    return [*spans, _span("end", Status(issue.status).label, lasts.get(issue.status), issue)]


def _word(issue: Issue, status: Status, is_here: bool) -> str:
    if is_here or (status == S.RESOLVED and issue.status == S.RESOLVED_BY_COMMUNITY):
        return issue.get_status_display()
    return _("できた") if status == S.RESOLVED else status.label


def _span(state: str, word: str, change: StatusChange | None, issue: Issue, *, is_here: bool = False) -> Span:
    if change is None or state == "next":
        return Span(state, word)
    day = issue.scheduled_on if is_here and issue.status == S.SCHEDULED else timezone.localdate(change.at)
    return Span(state, word, day, change.department.label if change.department else "")


def _look(issue: Issue) -> str:
    looks: dict[Any, str] = {
        S.RESOLVED_BY_COMMUNITY: "warm",
        S.NOT_OURS: "sign",
        S.NOT_ACTIONABLE: "fence",
        S.DUPLICATE: "grey",
        S.WITHDRAWN: "grey",
    }
    return looks.get(issue.status, "plain")
