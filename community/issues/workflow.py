"""An issue's life, as data: which state follows which, and who may say so. A test walks every cell.

`RULES[kind][from][to]` is the set of roles that may make the step.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    PROBLEM = "problem", _("課題")
    IDEA = "idea", _("アイデア")
    GOOD = "good", _("これはいいね！")


class Status(TextChoices):
    RECEIVED = "received", _("受付")
    IN_REVIEW = "in_review", _("確認中")
    ASSIGNED = "assigned", _("担当決定")
    SCHEDULED = "scheduled", _("対応予定")
    IN_PROGRESS = "in_progress", _("対応中")
    RESOLVED = "resolved", _("対応済み")
    RESOLVED_BY_COMMUNITY = "resolved_by_community", _("みんなで解決")
    NOT_ACTIONABLE = "not_actionable", _("対応しない")
    NOT_OURS = "not_ours", _("管轄外")
    DUPLICATE = "duplicate", _("重複")
    WITHDRAWN = "withdrawn", _("取下げ")
    INFO_REQUESTED = "info_requested", _("確認をお願い中")
    REOPEN_REQUESTED = "reopen_requested", _("再確認の依頼")
    TAKEN_UP = "taken_up", _("取り入れます")


S = Status
DESK, AUTHOR, RESIDENT = "desk", "author", "resident"
ENDS = (S.RESOLVED, S.RESOLVED_BY_COMMUNITY, S.NOT_ACTIONABLE, S.NOT_OURS, S.DUPLICATE, S.WITHDRAWN, S.TAKEN_UP)
SOLVED = (S.RESOLVED, S.RESOLVED_BY_COMMUNITY, S.TAKEN_UP)
OPEN = tuple(status for status in Status if status not in ENDS)
WORK = (S.IN_REVIEW, S.ASSIGNED, S.SCHEDULED, S.IN_PROGRESS, S.INFO_REQUESTED)
DECISIONS = (S.RESOLVED, S.NOT_ACTIONABLE, S.NOT_OURS, S.DUPLICATE)

Steps = dict[Status, dict[Status, frozenset[str]]]


def _open_step(status: Status) -> dict[Status, frozenset[str]]:
    """What may follow while work goes on: any other work, a decision, the author's withdrawal."""
    steps = {to: frozenset({DESK}) for to in (*WORK, *DECISIONS) if to != status}
    steps[S.RESOLVED_BY_COMMUNITY] = frozenset({DESK, AUTHOR})
    steps[S.WITHDRAWN] = frozenset({AUTHOR})
    return steps


def _reopened(*by_desk: Status) -> dict[Status, frozenset[str]]:
    return {to: frozenset({DESK}) for to in by_desk}


PROBLEM: Steps = {
    **{status: _open_step(status) for status in (S.RECEIVED, *WORK)},
    S.REOPEN_REQUESTED: _open_step(S.REOPEN_REQUESTED),
    S.RESOLVED: {S.REOPEN_REQUESTED: frozenset({AUTHOR, RESIDENT}), **_reopened(S.IN_REVIEW, S.IN_PROGRESS)},
    S.RESOLVED_BY_COMMUNITY: {S.REOPEN_REQUESTED: frozenset({AUTHOR, RESIDENT}), **_reopened(S.IN_REVIEW)},
    S.NOT_ACTIONABLE: _reopened(S.IN_REVIEW),
    S.NOT_OURS: _reopened(S.IN_REVIEW),
    S.DUPLICATE: _reopened(S.IN_REVIEW),
    S.WITHDRAWN: {},
}
IDEA: Steps = {
    S.RECEIVED: {
        **_reopened(S.IN_REVIEW, S.TAKEN_UP, S.NOT_ACTIONABLE, S.DUPLICATE),
        S.WITHDRAWN: frozenset({AUTHOR}),
    },
    S.IN_REVIEW: {**_reopened(S.TAKEN_UP, S.NOT_ACTIONABLE, S.DUPLICATE), S.WITHDRAWN: frozenset({AUTHOR})},
    S.TAKEN_UP: _reopened(S.IN_REVIEW),
    S.NOT_ACTIONABLE: _reopened(S.IN_REVIEW),
    S.DUPLICATE: _reopened(S.IN_REVIEW),
    S.WITHDRAWN: {},
}
RULES: dict[Kind, Steps] = {Kind.PROBLEM: PROBLEM, Kind.IDEA: IDEA, Kind.GOOD: {}}
FIRST: dict[Kind, str] = {Kind.PROBLEM: S.RECEIVED, Kind.IDEA: S.RECEIVED, Kind.GOOD: ""}


def next_steps(kind: str, status: str, role: str) -> list[Status]:
    """The states that a person of this role may set now, in the order of `Status`."""
    steps = RULES[Kind(kind)].get(Status(status), {}) if status else {}
    return [to for to in Status if role in steps.get(to, frozenset())]


def may_step(kind: str, status: str, to: str, role: str) -> bool:
    return to in next_steps(kind, status, role)
