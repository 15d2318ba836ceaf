"""What an organisation's pages show to this person."""

from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from community.core.clock import now
from community.notifications.followed import is_told_of

from .models import Membership, Organisation, Role, Verification
from .permissions import EDIT, INVITE, ROLES, may, may_remove, membership_of


def page_context(found: Organisation, user: Any) -> dict[str, Any]:
    own = membership_of(user, found)
    return {
        "organisation": found,
        "trail": [{"label": _("団体"), "url": reverse("organisations:list")}, {"label": found.label, "url": ""}],
        "serves": list(found.serves.defer("shape", "outline")),
        "named": list(Membership.objects.shown(found)),
        "counts": _counts(found),
        "own": own,
        "may_edit": may(own, EDIT),
        "followed": is_told_of(user, "organisation", found.pk),
        "may_press": user.is_authenticated,
    }


def _counts(found: Organisation) -> list[tuple[str, int]]:
    """How many of each role."""
    counted = Counter(found.memberships.values_list("role", flat=True))
    return [(str(role.label), counted[role]) for role in Role if counted[role]]


def members_context(found: Organisation, user: Any, own: Membership) -> dict[str, Any]:
    """All who belong to it, each with what this person may do; invitations that nobody has used yet."""
    members = list(Membership.objects.of(found))
    for member in members:
        member.may_be_removed = may_remove(own, member)
        member.may_get_role = may(own, ROLES) and member.pk != own.pk
    may_invite = may(own, INVITE)
    return {
        "organisation": found,
        "own": own,
        "members": members,
        "roles": Role.choices,
        "may_invite": may_invite,
        "may_give_roles": may(own, ROLES),
        "invitations": list(found.invitations.open(now())) if may_invite else [],
        "is_last_owner": own.role == Role.OWNER and sum(member.role == Role.OWNER for member in members) == 1,
    }


def verification_context(found: Organisation) -> dict[str, Any]:
    """What was asked and answered, the latest first."""
    asked = list(found.verifications.order_by("-pk"))
    is_open = any(one.state == Verification.State.ASKED for one in asked)
    return {"organisation": found, "asked": asked, "is_open": is_open}
