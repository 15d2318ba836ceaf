"""What moderation may ask about reports, and do with them: a report is named by its own id."""

from collections.abc import Iterable
from typing import Any

from community.core.errors import NotFound

from . import actions
from .actions.deciding import take_effort
from .models import Effort

KIND = "effort"


def sees(number: int, user: Any) -> bool:
    return Effort.objects.visible_to(user).filter(pk=number).exists()


def known(numbers: Iterable[int], user: Any) -> set[int]:
    return set(Effort.objects.visible_to(user).filter(pk__in=numbers).values_list("pk", flat=True))


def address(number: int, part: int) -> str:
    return _of(number).get_absolute_url()


def issue_of(number: int) -> int:
    return _of(number).issue.number


def take(number: int, by: Any) -> None:
    take_effort(number=issue_of(number), effort=number, by=by, act="", key="", version=None, desk_only=True)


def restore(*, number: int, part: int, by: Any, reason: str) -> None:
    actions.show_effort(number=issue_of(number), effort=number, by=by, reason=reason)


def _of(number: int) -> Effort:
    found = Effort.objects.select_related("issue").filter(pk=number).first()
    if found is None:
        raise NotFound
    return found
