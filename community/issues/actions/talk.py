"""What the desk does about an issue's talk, and about what residents say of it: hide and show words, close flags."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import journal
from community.core.errors import NotAllowed
from community.core.text import said
from community.core.visibility import Visibility
from community.discussion import actions as discussion
from community.discussion.models import Message
from community.moderation import actions as flags
from community.moderation.models import Outcome
from search import outbox as search_outbox

from ..models import Issue
from .desk import LONGEST_REASON, set_visibility, was_set_aside
from .locking import save, take


@transaction.atomic
def hide_message(
    *, number: int, message_id: int, by: Any, reason: str, version: int | None = None, key: str = ""
) -> Issue:
    """Hide one message of the talk, with a reason that its author reads. Flags on it are closed.

    Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
    """
    reason = said(reason, LONGEST_REASON, _("隠す理由を書いてください。書いた人に見えます。"))
    issue, is_done = take(number=number, by=by, act="message.hide", key=key, version=version, yours={"reason": reason})
    if is_done:
        return issue
    save(issue)
    message = discussion.hide_message(thread_id=issue.thread_id, message_id=message_id)
    if message.author is not None:
        flags.note_takedown(kind="issue", number=number, part=message_id, author=message.author, reason=reason, by=by)
    flags.close_flags(kind="issue", number=number, part=message_id)
    search_outbox.record("issue", number)
    _record("message.hide", issue, by=by, after={"message": message_id}, note=reason, key=key)
    return issue


@transaction.atomic
def show_message(
    *, number: int, message_id: int, by: Any, reason: str, version: int | None = None, key: str = ""
) -> Issue:
    """Show hidden words of the talk again, with a reason for colleagues. Flags on them are closed: nothing is wrong.

    Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
    """
    reason = said(reason, LONGEST_REASON, _("もどす理由を書いてください。"))
    issue, is_done = take(number=number, by=by, act="message.show", key=key, version=version, yours={"reason": reason})
    if is_done:
        return issue
    save(issue)
    discussion.show_message(thread_id=issue.thread_id, message_id=message_id)
    flags.undo_takedown(kind="issue", number=number, part=message_id, by=by)
    flags.close_flags(kind="issue", number=number, part=message_id, outcome=Outcome.FINE)
    search_outbox.record("issue", number)
    _record("message.show", issue, by=by, after={"message": message_id}, note=reason, key=key)
    return issue


@transaction.atomic
def close_flags(*, number: int, by: Any, note: str = "", version: int | None = None, key: str = "") -> Issue:
    """Nothing is wrong with the post and its talk: close what residents have flagged there.

    What was set aside because of it is everybody's again.

    Raises NotFound, NotAllowed when nothing is flagged, or StaleVersion.
    """
    issue, is_done = take(number=number, by=by, act="flags.close", key=key, version=version, yours={"reason": note})
    if is_done:
        return issue
    closed = flags.close_flags(kind="issue", number=number, outcome=Outcome.FINE)
    if not closed:
        raise NotAllowed(_("開いている知らせは、もうありません。"))
    save(issue)
    _give_back(issue, by=by)
    _record("flags.close", issue, by=by, after={"flags": closed}, note=note, key=key)
    return issue


def _give_back(issue: Issue, *, by: Any) -> None:
    """Show what flags alone had taken out of sight."""
    for message in Message.objects.filter(thread=issue.thread_id, state=Message.State.ASIDE):
        discussion.show_message(thread_id=issue.thread_id, message_id=message.pk)
    if issue.visibility == Visibility.PENDING and was_set_aside(issue.number):
        set_visibility(issue, Visibility.PUBLIC, act="issue.approve", by=by, note="", key="")
    search_outbox.record("issue", issue.number)


def _record(act: str, issue: Issue, *, by: Any, after: dict[str, Any], note: str, key: str) -> None:
    journal.record(
        act=act, by=by, kind="issue", number=issue.number, ward=issue.ward_id, after=after, note=note, key=key
    )
