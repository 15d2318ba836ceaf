"""What can be flagged, hidden and appealed. A kind registers who may know of it, and what the desk does with it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sees = Callable[[int, Any], bool]


@dataclass(frozen=True)
class Moderatable:
    """`part` is a message of the thing's talk, 0 for the thing. Without the later ones it can only be flagged."""

    kind: str
    sees: Sees
    known: Callable[[Iterable[int], Any], set[int]] | None = None  # which of these numbers this person may know of
    address: Callable[[int, int], str] | None = None  # (number, part) → path on this site
    set_aside: Callable[[int, int, Callable[[], bool]], bool] | None = None  # hide until the desk has looked, if due
    take: Callable[[int, Any], None] | None = None  # lock it for this officer; NotFound outside their wards
    restore: Callable[..., Any] | None = None  # (number=, part=, by=, reason=): show it again
    issue: Callable[[int], int] | None = None  # number of the issue that it belongs to, where that is another
    # How its author reads of it: as a heading, as news, and as the way there.
    hidden: str | Promise = _("隠された投稿")
    told: str | Promise = _("投稿が隠されました")
    way: str | Promise = _("その投稿を見る")


_moderatables: dict[str, Moderatable] = {}


def register(kind: str, sees: Sees, **more: Any) -> None:
    """`sees(number, user)` says whether this person may see that thing; `more` are the other parts of Moderatable."""
    _moderatables[kind] = Moderatable(kind, sees, **more)


def moderatable(kind: str) -> Moderatable | None:
    return _moderatables.get(kind)


def kinds() -> list[str]:
    return list(_moderatables)


def may_know(kind: str, number: int, user: Any) -> bool:
    thing = _moderatables.get(kind)
    return thing is not None and thing.sees(number, user)


def known(kind: str, numbers: Iterable[int], user: Any) -> set[int]:
    """Which of these things `user` may know of."""
    thing = _moderatables.get(kind)
    if thing is None:
        return set()
    if thing.known is not None:
        return thing.known(numbers, user)
    return {number for number in numbers if thing.sees(number, user)}


def address_of(kind: str, number: int, part: int) -> str:
    thing = _moderatables.get(kind)
    return thing.address(number, part) if thing and thing.address else "/"
