"""What becomes of organisations when an account is deleted."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core.errors import NotAllowed
from community.core.visibility import Visibility

from ..models import Invitation, Membership, Organisation, Role
from .locking import lock, record, save, set_visibility

NAMELESS = "（なくなった団体 {number}）"


@transaction.atomic
def let_go(*, user: Any) -> None:
    """A person's account goes. What they own alone goes to whoever has been manager (or else member) for longest; with
    nobody left it is erased. Call in the deleting transaction, before the rows are gone."""
    for own in Membership.objects.owners().filter(user=user).select_related("organisation"):
        if own.organisation.visibility != Visibility.ERASED:
            _pass_on(lock(number=own.organisation_id), user)


def refuse_last_owner(person: Any) -> None:
    """Whoever leaves by themselves chooses who goes on. One that has nobody else goes with them.

    Raises NotAllowed with the organisation's name.
    """
    for own in Membership.objects.owners().filter(user=person).select_related("organisation"):
        others = Membership.objects.of(own.organisation).exclude(user=person).exclude(user__is_active=False)
        is_last = not others.filter(role=Role.OWNER).exists()
        if is_last and others.exists() and own.organisation.visibility != Visibility.ERASED:
            raise NotAllowed(
                _(
                    "「%(name)s」の代表は、あなただけです。先に、団体のなかまのページで、ほかの人に代表を引きついでください。"
                )
                % {"name": own.organisation.label}
            )


def forget_address(person: Any, *, erase: bool) -> None:
    """Somebody had invited this address. Call in the closing transaction."""
    if person.email:
        Invitation.objects.filter(email__iexact=person.email).update(email="")


def _pass_on(found: Organisation, user: Any) -> None:
    heir = Membership.objects.of(found).exclude(user=user).exclude(user__is_active=False).first()
    if heir is None:
        _erase(found)
    elif heir.role != Role.OWNER:
        heir.role = Role.OWNER
        heir.save(update_fields=["role"])
        record("organisation.role", found, by=None, after={"member": heir.user.public_id, "role": heir.role})


def _erase(found: Organisation) -> None:
    """Nobody sees it any more, and its name is free again."""
    found.name, found.name_en = NAMELESS.format(number=found.pk), ""
    save(found, "name", "name_en")
    set_visibility(found, Visibility.ERASED)
    record("organisation.erase", found, by=None)
