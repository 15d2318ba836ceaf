"""What packages above have to say before a person changes what others see of them."""

from collections.abc import Callable
from typing import Any

from community.core.errors import NotAllowed

_guards: list[Callable[[Any], None]] = []


def register(guard: Callable[[Any], None]) -> None:
    """`guard(user)` raises NotAllowed, with a sentence, for a person who may not."""
    _guards.append(guard)


def refuse(user: Any) -> None:
    for guard in _guards:
        guard(user)


def refusal(user: Any) -> str:
    """Why this person may not; empty when they may."""
    try:
        refuse(user)
    except NotAllowed as reason:
        return str(reason)
    return ""
