"""Steps of an issue's life."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import journal
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed
from community.discussion import actions as talk

from ..models import Issue, StatusChange
from ..sentences import PREFILLED
from ..signals import status_changed
from ..workflow import DESK, ENDS, Status, may_step
from .locking import save, take


def change_status(
    *,
    number: int,
    to: str,
    by: Any,
    sentence: str = "",
    expected_on: date | None = None,
    version: int | None = None,
    key: str = "",
) -> Issue:
    """One step by the desk, with its public sentence. The public sees the department, never the officer.

    Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
    """
    with transaction.atomic():
        yours = {"status": Status(to).label if to in Status.values else to, "sentence": sentence}
        issue, is_done = take(number=number, by=by, act="issue.status", key=key, version=version, yours=yours)
        if is_done:
            return issue
        if not may_step(issue.kind, issue.status, to, DESK):
            raise NotAllowed(
                _("「%(now)s」から「%(to)s」へは進められません。")
                % {"now": issue.get_status_display() or _("様子なし"), "to": yours["status"]}
            )
        if to == Status.SCHEDULED and expected_on is None:
            raise InvalidInput(_("対応予定の日を入れてください。"))
        step(issue, to=to, by=by, sentence=sentence or PREFILLED[to], expected_on=expected_on, key=key)
    return issue


def step(
    issue: Issue,
    *,
    to: str,
    by: Any,
    sentence: str,
    expected_on: date | None = None,
    key: str = "",
    fields: tuple = (),
    answers: bool = True,
) -> StatusChange:
    """Take a step on a locked row whose right was checked; `fields` of it were changed and are written too.

    `answers` is False for a step that is not somebody of the city speaking: it is no first answer.
    """
    before, issue.status = issue.status, to
    issue.closed_at = now() if to in ENDS else None
    issue.scheduled_on = expected_on or (issue.scheduled_on if to == Status.IN_PROGRESS else None)
    issue.first_answer_at = issue.first_answer_at or (now() if answers else None)
    save(issue, "status", "closed_at", "scheduled_on", "first_answer_at", *fields)
    change = StatusChange.objects.create(
        issue=issue, status=to, sentence=sentence, department=issue.department, expected_on=expected_on, by=by, at=now()
    )
    talk.append_event(thread_id=issue.thread_id, type="status", by=None, data={"change": change.pk})
    journal.record(
        act="issue.status",
        by=by,
        kind="issue",
        number=issue.number,
        ward=issue.ward_id,
        before={"status": before},
        after={"status": to, "expected_on": str(expected_on or "")},
        note=sentence,
        key=key,
    )
    transaction.on_commit(lambda: status_changed.send_robust(Issue, issue_id=issue.pk, change_id=change.pk))
    return change


def note_first_answer(*, thread_id: int) -> None:
    """The city has spoken in this issue's talk."""
    Issue.objects.filter(thread_id=thread_id, first_answer_at=None).update(first_answer_at=now())
