"""The promised day, moved once, in public."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import journal
from community.core.clock import today
from community.core.errors import InvalidInput, NotAllowed
from community.core.text import said
from community.core.workdays import add_workdays
from community.discussion import actions as talk
from community.taxonomy import gaps

from ..models import Issue, PromiseMove
from .locking import save, take

MOST_WORKDAYS = 30
LONGEST_SENTENCE = 400


@transaction.atomic
def move_promise(
    *, number: int, by: Any, workdays: int, sentence: str, version: int | None = None, key: str = ""
) -> Issue:
    """Promise another day, so many working days from today, and tell everybody why. Only once a post.

    Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
    """
    sentence = said(sentence, LONGEST_SENTENCE, _("約束の日を変える理由を書いてください。みんなに見えます。"))
    missing = gaps.refusal(sentence)
    if missing or not 1 <= workdays <= MOST_WORKDAYS:
        raise InvalidInput(missing or _("今日から1〜30営業日のあいだで決めてください。"))
    day = add_workdays(today(), workdays)
    yours = {"date": str(day), "sentence": sentence}
    issue, is_done = take(number=number, by=by, act="issue.promise", key=key, version=version, yours=yours)
    if is_done:
        return issue
    _refuse(issue)
    was_on = issue.promised_on
    issue.first_promised_on, issue.promised_on = was_on, day
    save(issue, "first_promised_on", "promised_on")
    move = PromiseMove.objects.create(issue=issue, was_on=was_on, promised_on=day, sentence=sentence, by=by)
    talk.append_event(thread_id=issue.thread_id, type="promise", by=None, data={"move": move.pk})
    _record(issue, was_on, day, by=by, sentence=sentence, key=key)
    return issue


def may_move_promise(issue: Issue) -> bool:
    """Whether the promised day of this post can still be moved."""
    waits = issue.promised_on is not None and issue.first_answer_at is None
    return waits and issue.is_open and issue.first_promised_on is None


def _refuse(issue: Issue) -> None:
    if issue.first_promised_on is not None:
        raise NotAllowed(_("約束の日は、すでに1回変えています。変えられるのは1回だけです。"))
    if not may_move_promise(issue):
        raise NotAllowed(_("この投稿には、変えられる約束の日がありません。"))


def _record(issue: Issue, was_on: date, day: date, *, by: Any, sentence: str, key: str) -> None:
    journal.record(
        act="issue.promise",
        by=by,
        kind="issue",
        number=issue.number,
        ward=issue.ward_id,
        before={"promised_on": str(was_on)},
        after={"promised_on": str(day)},
        note=sentence,
        key=key,
    )
