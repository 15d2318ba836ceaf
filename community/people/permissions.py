"""Whose words everybody reads."""

from typing import Any

from community.core.models import ModerationMode
from community.core.reference import site_settings


def words_are_shown(person: Any) -> bool:
    """Words of newcomers on a public card wait until they are trusted: no desk reads cards before."""
    mode = site_settings().moderation_mode
    if mode == ModerationMode.NEWCOMERS_WAIT:
        return person.is_trusted
    return mode == ModerationMode.NONE_WAIT
