"""Who decides about a resource, and whose offers the desk reads first."""

from typing import Any

from community.core.models import ModerationMode
from community.core.reference import site_settings
from community.discussion.permissions import is_off_duty
from community.organisations.models import Organisation

from .models import Resource


def may_change(user: Any, resource: Resource) -> bool:
    """Its owner: the person who offered it, or whoever acts for its organisation now."""
    if user is None or not user.is_authenticated or is_off_duty(user):
        return False
    return Resource.objects.owned_by(user).filter(pk=resource.pk).exists()


def must_wait(author: Any, organisation: Organisation | None) -> bool:
    """Whether others see what this person offers only when the desk has read it; a verified organisation's at once."""
    mode = site_settings().moderation_mode
    if mode == ModerationMode.NEWCOMERS_WAIT:
        return not (author.is_trusted or (organisation is not None and organisation.is_verified))
    return mode == ModerationMode.ALL_WAIT
