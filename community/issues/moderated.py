"""What moderation may ask about posts and their talk, and do with them. `part` is a message, 0 for the post itself."""

from collections.abc import Callable, Iterable
from typing import Any

from community.discussion.models import Event

from . import actions
from .actions.locking import take as take_issue
from .models import Issue

KIND = "issue"


def sees(number: int, user: Any) -> bool:
    return Issue.objects.visible_to(user).filter(number=number).exists()


def known(numbers: Iterable[int], user: Any) -> set[int]:
    return set(Issue.objects.visible_to(user).filter(number__in=numbers).values_list("number", flat=True))


def address(number: int, part: int) -> str:
    """The post's page, at the message where there is one."""
    page = Issue(number=number).get_absolute_url()
    seq = Event.objects.filter(message=part).values_list("seq", flat=True).first() if part else None
    return f"{page}#m{seq}" if seq else page


def set_aside(number: int, part: int, due: Callable[[], bool]) -> bool:
    return actions.set_aside(number=number, part=part, due=due)


def take(number: int, by: Any) -> None:
    take_issue(number=number, by=by, act="", key="")


def restore(*, number: int, part: int, by: Any, reason: str) -> None:
    if part:
        actions.show_message(number=number, message_id=part, by=by, reason=reason)
    else:
        actions.restore_issue(number=number, by=by, reason=reason)
