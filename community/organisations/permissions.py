"""Who may do what with an organisation. Predicates; what a role may do is one table."""

from collections.abc import Iterable
from typing import Any

from community.accounts.names import looks_official
from community.core.models import ModerationMode
from community.core.reference import site_settings

from .models import Membership, Organisation, Role

EDIT, INVITE, VERIFY, ROLES = "edit", "invite", "verify", "roles"
MAY = {
    Role.OWNER: {EDIT, INVITE, VERIFY, ROLES},
    Role.MANAGER: {EDIT, INVITE, VERIFY},
    Role.MEMBER: frozenset(),
}


def membership_of(user: Any, organisation: Organisation) -> Membership | None:
    """How this person belongs to it; one query for people, none for strangers."""
    if user is None or not user.is_authenticated:
        return None
    return Membership.objects.filter(organisation=organisation, user=user).first()


def may(membership: Membership | None, act: str) -> bool:
    return membership is not None and act in MAY[Role(membership.role)]


def may_remove(membership: Membership | None, other: Membership) -> bool:
    """Owners remove everybody but themselves, managers the members."""
    if membership is None or membership.pk == other.pk:
        return False
    return may(membership, ROLES) or (may(membership, INVITE) and other.role == Role.MEMBER)


def must_wait(*, author: Any, names: Iterable[str]) -> bool:
    """Whether the desk reads a new organisation before others see it: as posts do, and whenever people could take its
    name for the city's."""
    mode = site_settings().moderation_mode
    if mode == ModerationMode.ALL_WAIT or any(map(looks_official, names)):
        return True
    return mode == ModerationMode.NEWCOMERS_WAIT and not author.is_trusted
