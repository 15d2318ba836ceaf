"""What can be flagged. A kind registers a way to know whether a person may know of the thing at all."""

from collections.abc import Callable
from typing import Any

Sees = Callable[[int, Any], bool]
_moderatables: dict[str, Sees] = {}


def register(kind: str, sees: Sees) -> None:
    """`sees(number, user)` says whether this person may see that thing."""
    _moderatables[kind] = sees


def may_know(kind: str, number: int, user: Any) -> bool:
    sees = _moderatables.get(kind)
    return sees is not None and sees(number, user)
