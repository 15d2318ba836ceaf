"""Which side of a hand-over a person is on, and who may say what an issue needs."""

from typing import Any

from community.accounts.permissions import serves_ward
from community.core.clock import today
from community.discussion.permissions import is_off_duty
from community.issues.models import Issue
from community.organisations.models import Membership, Organisation
from community.resources.models import Resource

from .models import Match, Need
from .workflow import Side


def acting_for(user: Any) -> frozenset[int]:
    """The organisations this person acts for; ask once for a list."""
    if not user.is_authenticated:
        return frozenset()
    return frozenset(Membership.objects.acting().filter(user=user).values_list("organisation", flat=True))


def owns(user: Any, resource: Resource, acting: frozenset[int] | None = None) -> bool:
    """Decides about the resource: its author, or whoever acts for its organisation."""
    if not user.is_authenticated:
        return False
    if resource.organisation_id is None:
        return resource.author_id == user.pk
    return resource.organisation_id in (acting_for(user) if acting is None else acting)


def side_of(user: Any, match: Match, acting: frozenset[int] | None = None) -> str | None:
    """The side a person is on; the owner's when they are on both. None for a desk that only reads."""
    acting = acting_for(user) if acting is None else acting
    if match.resource is None:
        if user.is_authenticated and match.volunteer_id == user.pk:
            return Side.OWNER
    elif owns(user, match.resource, acting):
        return Side.OWNER
    if match.as_desk:
        return Side.ASKER if match.issue is not None and serves_ward(user, match.issue.ward_id) else None
    if match.asking_organisation_id is not None:
        return Side.ASKER if match.asking_organisation_id in acting else None
    return Side.ASKER if user.is_authenticated and match.asker_id == user.pk else None


def source_of(user: Any, issue: Issue) -> str | None:
    """As whom this person may say what an issue needs; None when they may not."""
    if not user.is_authenticated or is_off_duty(user) or not issue.is_open:
        return None
    if serves_ward(user, issue.ward_id):
        return Need.Source.DESK
    if issue.author_id == user.pk:
        return Need.Source.POSTER
    speaks = Organisation.objects.acted_for_by(user).verified(today()).exists()
    return Need.Source.ORGANISATION if speaks and issue.is_public else None
