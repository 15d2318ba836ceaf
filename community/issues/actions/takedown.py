"""Taking down again, after an older copy was restored, what the desk, flags or its author had taken down since."""

from django.db import transaction

from community.core import journal
from community.core.errors import CommunityError
from community.core.takedowns import Takedown, is_known
from community.core.visibility import Visibility
from community.discussion import actions as discussion
from community.discussion.models import Message

from ..models import Issue
from .desk import SET_ASIDE, set_visibility
from .locking import lock
from .taking_back import erase

REASON = "公開をやめた投稿です。"  # the words of that day are in the journal that was lost
UNCOVERED = "写真の中のかくしたところを、かくしなおせませんでした。"


@transaction.atomic
def hide_again(down: Takedown) -> bool:
    """Whether the post was there and to be seen."""
    if not _is_of_that_time(down):
        return False
    return _hide(int(down.number), REASON)


@transaction.atomic
def set_aside_again(down: Takedown) -> bool:
    """Whether the post was there and public, and the copy did not know of this yet."""
    if not _is_of_that_time(down) or is_known(down, "issue"):
        return False
    issue = lock(number=int(down.number))
    if issue.visibility != Visibility.PUBLIC:
        return False
    set_visibility(issue, Visibility.PENDING, act=SET_ASIDE, by=None, note="restore", key="")
    return True


@transaction.atomic
def undo_again(down: Takedown) -> bool:
    """Whether the post was there: its author had taken it back since."""
    if not _is_of_that_time(down):
        return False
    issue = lock(number=int(down.number))
    if issue.visibility == Visibility.ERASED:
        return False
    erase(issue, by=None, note="restore")
    return True


def hide_message_again(down: Takedown) -> bool:
    """Whether the words were there and shown."""
    if not _is_of_that_time(down) or not Message.objects.filter(pk=down.part, at__lte=down.at).exists():
        return False
    thread_id = Issue.objects.values_list("thread_id", flat=True).get(number=down.number)
    try:
        with transaction.atomic():
            discussion.hide_message(thread_id=thread_id, message_id=down.part)
            after = {"message": down.part}
            journal.record(act="message.hide", by=None, kind="issue", number=down.number, after=after, note="restore")
    except CommunityError:  # hidden in the copy already
        return False
    return True


@transaction.atomic
def put_away(down: Takedown) -> bool:
    """Whether the post was to be seen, a picture of which cannot be covered again."""
    return _hide(int(down.number), UNCOVERED)


def _hide(number: int, reason: str) -> bool:
    """Whether the post was to be seen, now or once it is approved. Call in a transaction."""
    issue = lock(number=number)
    if issue.visibility not in (Visibility.PUBLIC, Visibility.PENDING):
        return False
    issue.hidden_reason = reason
    set_visibility(issue, Visibility.HIDDEN, act="issue.hide", by=None, note="restore", key="")
    return True


def _is_of_that_time(down: Takedown) -> bool:
    """Whether this is the post that was meant: after a restore its number may be given to a new one."""
    return Issue.objects.filter(number=down.number, posted_at__lte=down.at).exists()
