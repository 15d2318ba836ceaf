"""What moderation may ask about organisations, and do with them."""

from collections.abc import Iterable
from typing import Any

from . import actions
from .actions.locking import take as take_organisation
from .models import Organisation

KIND = "organisation"


def sees(number: int, user: Any) -> bool:
    return Organisation.objects.visible_to(user).filter(pk=number).exists()


def known(numbers: Iterable[int], user: Any) -> set[int]:
    return set(Organisation.objects.visible_to(user).filter(pk__in=numbers).values_list("pk", flat=True))


def address(number: int, part: int) -> str:
    return Organisation(pk=number).get_absolute_url()


def take(number: int, by: Any) -> None:
    take_organisation(number=number, by=by, act="", key="")


def restore(*, number: int, part: int, by: Any, reason: str) -> None:
    actions.restore_organisation(number=number, by=by, reason=reason)
