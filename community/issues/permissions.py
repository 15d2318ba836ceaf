from typing import Any

from community.core.models import ModerationMode


def must_wait(*, author: Any, mode: str) -> bool:
    """Whether a new post of this person is read by the desk before others see it."""
    if mode == ModerationMode.NEWCOMERS_WAIT:
        return not author.is_trusted
    return mode == ModerationMode.ALL_WAIT
