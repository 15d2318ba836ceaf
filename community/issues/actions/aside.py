"""What residents' flags do by themselves: a newcomer's post or words wait until the desk has looked."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from community.core import journal
from community.core.visibility import Visibility
from community.discussion import actions as discussion
from community.discussion.models import Message
from search import outbox as search_outbox

from ..models import Issue
from .desk import SET_ASIDE, set_visibility
from .locking import lock, save


@transaction.atomic
def set_aside(*, number: int, part: int, due: Callable[[], bool]) -> bool:
    """Give a public post (or the message `part` of its talk) back to the desk, if `due()` still says so under the lock.

    Never what trusted people or the city wrote, and never twice. Returns whether it was done.
    """
    issue = lock(number=number)
    if not due():
        return False
    if part:
        return _set_message_aside(issue, part)
    if issue.visibility != Visibility.PUBLIC or not _is_newcomer(issue.author):
        return False
    set_visibility(issue, Visibility.PENDING, act=SET_ASIDE, by=None, note="", key="")
    return True


def _set_message_aside(issue: Issue, part: int) -> bool:
    message = Message.objects.select_related("author").filter(pk=part, thread=issue.thread_id).first()
    if message is None or message.is_hidden or message.official or not _is_newcomer(message.author):
        return False
    save(issue)
    discussion.set_message_aside(thread_id=issue.thread_id, message_id=part)
    search_outbox.record("issue", issue.number)
    after = {"message": part}
    journal.record(act="message.set_aside", by=None, kind="issue", number=issue.number, ward=issue.ward_id, after=after)
    return True


def _is_newcomer(author: Any) -> bool:
    return author is not None and not author.is_staff and not author.is_trusted
