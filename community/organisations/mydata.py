"""Where somebody belongs, whom they invited, what they asked the city to confirm."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core.mydata import Files, Row, asks_first, forgets, gives

from .actions.leaving import forget_address, refuse_last_owner
from .models import Invitation, Membership, Organisation, Verification

asks_first(refuse_last_owner)
forgets(forget_address, "organisations.Invitation.by")


@gives("organisations", _("登録した団体"), "organisations.Organisation.author")
def organisations(person: Any, files: Files) -> Iterator[Row]:
    for one in Organisation.objects.filter(author=person).order_by("pk"):
        yield {"number": one.pk, "name": one.name, "registered_at": one.created_at}


@gives("memberships", _("入っている団体"), "organisations.Membership.user")
def memberships(person: Any, files: Files) -> Iterator[Row]:
    for one in Membership.objects.filter(user=person).select_related("organisation"):
        yield {
            "organisation": one.organisation_id,
            "name": one.organisation.name,
            "role": one.role,
            "is_named": one.named,
            "joined_at": one.joined_at,
        }


@gives("invitations", _("団体への招待"), "organisations.Invitation.by")
def invitations(person: Any, files: Files) -> Iterator[Row]:
    """Not whom: that is somebody else's address."""
    columns = ("organisation", "role", "created_at", "expires_at", "used_at")
    yield from Invitation.objects.filter(by=person).values(*columns)


@gives("verifications", _("市への確認のお願い"), "organisations.Verification.asked_by")
def verifications(person: Any, files: Files) -> Iterator[Row]:
    columns = ("organisation", "evidence", "asked_at", "state", "word", "until")
    yield from Verification.objects.filter(asked_by=person).values(*columns)
