"""What moderation may ask about resources, and do with them."""

from collections.abc import Iterable
from typing import Any

from community.discussion.models import Event

from . import actions
from .actions.locking import take as take_resource
from .models import Resource

KIND = "resource"


def sees(number: int, user: Any) -> bool:
    return Resource.objects.visible_to(user).filter(pk=number).exists()


def known(numbers: Iterable[int], user: Any) -> set[int]:
    return set(Resource.objects.visible_to(user).filter(pk__in=numbers).values_list("pk", flat=True))


def address(number: int, part: int) -> str:
    """Its page, at the message where there is one."""
    page = Resource(pk=number).get_absolute_url()
    seq = Event.objects.filter(message=part).values_list("seq", flat=True).first() if part else None
    return f"{page}#m{seq}" if seq else page


def take(number: int, by: Any) -> None:
    take_resource(number, by=by, act="", key="")


def restore(*, number: int, part: int, by: Any, reason: str) -> None:
    if part:
        actions.show_message(number=number, message_id=part, by=by, reason=reason)
    else:
        actions.restore_resource(number=number, by=by, reason=reason)
