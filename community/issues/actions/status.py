"""Steps of an issue's life."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import journal
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed
from community.discussion import actions as talk
from community.notifications import actions as notices
from community.taxonomy import gaps
from community.taxonomy.models import Authority

from ..models import Issue, StatusChange
from ..sentences import PREFILLED
from ..watching import tell_lists
from ..workflow import DESK, ENDS, Status, may_step
from .locking import save, take


def change_status(
    *,
    number: int,
    to: str,
    by: Any,
    sentence: str = "",
    expected_on: date | None = None,
    authority: Authority | None = None,
    version: int | None = None,
    key: str = "",
) -> Issue:
    """One step by the desk, with its public sentence. The public sees the department, never the officer.

    `authority` is who answers for what the city does not: 管轄外 names it, or its sentence says where to go instead.
    Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
    """
    with transaction.atomic():
        yours = {"status": Status(to).label if to in Status.values else to, "sentence": sentence}
        issue, is_done = take(number=number, by=by, act="issue.status", key=key, version=version, yours=yours)
        if is_done:
            return issue
        _refuse(issue, to)
        if to == Status.SCHEDULED and expected_on is None:
            raise InvalidInput(_("対応予定の日を入れてください。"))
        step(
            issue,
            to=to,
            by=by,
            sentence=_sentence(to, sentence, authority),
            expected_on=expected_on,
            key=key,
            authority=authority if to == Status.NOT_OURS else None,
        )
    return issue


def _refuse(issue: Issue, to: str) -> None:
    """Steps that the table does not know, and any step of a post that goes on elsewhere."""
    if issue.merged_into_id:
        raise NotAllowed(_("この投稿は、ほかの投稿にまとまっています。先に、まとめを解いてください。"))
    if not may_step(issue.kind, issue.status, to, DESK):
        raise NotAllowed(
            _("「%(now)s」から「%(to)s」へは進められません。")
            % {
                "now": issue.get_status_display() or _("様子なし"),
                "to": Status(to).label if to in Status.values else to,
            }
        )


def _sentence(to: str, sentence: str, authority: Authority | None) -> str:
    """What the public reads. 管轄外 has to say where to go instead, and no gap of a template may be left."""
    missing = gaps.refusal(sentence)
    if missing:
        raise InvalidInput(missing)
    if to != Status.NOT_OURS or sentence.strip() not in ("", PREFILLED[to]):
        return sentence or PREFILLED[to]
    if authority is None:
        raise InvalidInput(_("管轄外のときは、案内先の窓口をえらぶか、どこへ頼めばよいかを文で書いてください。"))
    return f"{PREFILLED[to]}{authority.name}"  # the city speaks Japanese, whatever the officer reads


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
    authority: Authority | None = None,
) -> StatusChange:
    """Take a step on a locked row whose right was checked; `fields` of it were changed and are written too.

    `answers` is False for a step that is not somebody of the city speaking: it is no first answer.
    """
    before, issue.status = issue.status, to
    issue.closed_at = now() if to in ENDS else None
    issue.scheduled_on = expected_on or (issue.scheduled_on if to == Status.IN_PROGRESS else None)
    issue.first_answer_at = issue.first_answer_at or (now() if answers else None)
    save(issue, "status", "closed_at", "scheduled_on", "first_answer_at", *fields)
    return note_step(
        issue, before=before, by=by, sentence=sentence, expected_on=expected_on, key=key, authority=authority
    )


def note_step(
    issue: Issue,
    *,
    before: str,
    by: Any,
    sentence: str,
    expected_on: date | None = None,
    key: str = "",
    authority: Authority | None = None,
) -> StatusChange:
    """Say in every place that a locked row, already written, has gone from the state `before` to its present one."""
    to = issue.status
    tell_lists(issue)
    change = StatusChange.objects.create(
        issue=issue,
        status=to,
        sentence=sentence,
        department=issue.department,
        expected_on=expected_on,
        authority=authority,
        by=by,
        at=now(),
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
    notices.announce(
        news="issue.status",
        data={"issue": issue.pk, "change": change.pk, "by": getattr(by, "pk", None)},
        key=f"issue.status:{change.pk}",
    )
    return change


def note_first_answer(*, thread_id: int) -> None:
    """The city has spoken in this issue's talk."""
    Issue.objects.filter(thread_id=thread_id, first_answer_at=None).update(first_answer_at=now())
