"""Who belongs to an organisation: inviting, joining, roles, leaving."""

import hashlib
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ids import token as new_token
from community.core.ratelimit import Rate, spend
from community.moderation.permissions import ban_of, refuse_banned

from ..letters import send_invitation
from ..models import Invitation, Membership, Organisation, Role
from ..permissions import INVITE, ROLES, may, may_remove, membership_of
from .locking import lock, record, take_as_member

LASTS = timedelta(days=14)
RATES = (Rate(10, 3600), Rate(40, 86400))
MOST_OPEN = 50  # invitations of one organisation
INVITED_AS = (Role.MEMBER, Role.MANAGER)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(*, number: int, by: Any, role: str, email: str = "") -> tuple[Invitation, str]:
    """Let one person in, once, within 14 days: the invitation and its token, of which only the hash is kept.

    With an address a letter carries the token there, once the organisation is public. Raises NotFound, NotAllowed,
    InvalidInput or TooFast.
    """
    found, own = take_as_member(number=number, by=by, act=INVITE)
    if role not in INVITED_AS:
        raise InvalidInput(_("「なかま」か「世話役」をえらんでください。"))
    if role == Role.MANAGER and not may(own, ROLES):
        raise NotAllowed(_("世話役をまねけるのは、代表だけです。"))
    if email and not found.is_public:  # nobody has read its name yet, which the letter would carry to anybody
        raise NotAllowed(_("公開されるまで、メールではまねけません。メールを書かずに、リンクを作って渡してください。"))
    if found.invitations.open(now()).count() >= MOST_OPEN:
        raise NotAllowed(_("使われていない招待が多すぎます。いらない招待を取り消してください。"))
    if not is_exempt(by.email):
        spend("invite", by.pk, *RATES)
    token = new_token()
    made = Invitation.objects.create(
        organisation=found, role=role, email=email, token_hash=hash_of(token), by=by, expires_at=now() + LASTS
    )
    record("organisation.invite", found, by=by, after={"invitation": made.pk, "role": role})
    if email:
        send_invitation(made, token)
    return made, token


@transaction.atomic
def withdraw_invitation(*, number: int, by: Any, invitation: int) -> None:
    """An invitation that nobody has used lets nobody in any more. Raises NotFound or NotAllowed."""
    found, _own = take_as_member(number=number, by=by, act=INVITE)
    if found.invitations.open(now()).filter(pk=invitation).update(expires_at=now()):
        record("organisation.uninvite", found, by=by, after={"invitation": invitation})


def invitation_of(token: str) -> Invitation:
    """The invitation that this token opens.

    Raises NotFound for one that is used, too old, withdrawn or nobody's, or of whom may no longer invite.
    """
    open_ones = Invitation.objects.open(now()).select_related("organisation", "organisation__ward")
    found = open_ones.filter(token_hash=hash_of(token)).exclude(organisation__visibility__in=("hidden", "erased"))
    invitation = found.first()
    if invitation is None or not _still_stands(invitation):
        raise NotFound(_("この招待は、もう使えません。団体の人に、もう一度まねいてもらってください。"))
    return invitation


@transaction.atomic
def join(*, token: str, by: Any) -> Membership:
    """Use an invitation. Who belongs to it already stays as they are, and the invitation stays unused.

    Raises NotFound when it cannot be used, NotAllowed for those who may only read.
    """
    refuse_banned(by)
    found = lock(number=invitation_of(token).organisation_id)
    invitation = invitation_of(token)  # again, behind the lock: it counts once
    own = Membership.objects.filter(organisation=found, user=by).first()
    if own is not None:
        return own
    made = Membership.objects.create(organisation=found, user=by, role=invitation.role)
    Invitation.objects.filter(pk=invitation.pk).update(used_at=now())
    record("organisation.join", found, by=by, after={"role": made.role, "invitation": invitation.pk})
    return made


@transaction.atomic
def change_role(*, number: int, by: Any, member: str, role: str) -> Membership:
    """An owner gives a person (their public id) another role. Raises NotFound, NotAllowed or InvalidInput."""
    found, _own = take_as_member(number=number, by=by, act=ROLES)
    other = _member(found, member)
    if role not in Role.values:
        raise InvalidInput(_("役割を1つえらんでください。"))
    if other.role == Role.OWNER and role != Role.OWNER:
        _refuse_last_owner(found, other)
    return _give(found, other, role, by=by)


@transaction.atomic
def hand_over(*, number: int, by: Any, member: str) -> Membership:
    """An owner makes another person owner and stays on as manager. Raises NotFound, NotAllowed or InvalidInput."""
    found, own = take_as_member(number=number, by=by, act=ROLES)
    other = _member(found, member)
    if other.pk == own.pk:
        raise InvalidInput(_("だれに引きつぐか、えらんでください。"))
    _give(found, other, Role.OWNER, by=by)
    _give(found, own, Role.MANAGER, by=by)
    return other


@transaction.atomic
def remove_member(*, number: int, by: Any, member: str) -> None:
    """Take a person out: owners anybody else, managers members. Raises NotFound or NotAllowed."""
    found, own = take_as_member(number=number, by=by, act=INVITE)
    other = _member(found, member)
    if not may_remove(own, other):
        raise NotAllowed(_("この人を外せるのは、代表だけです。"))
    _end(found, other, by=by)


@transaction.atomic
def leave(*, number: int, by: Any) -> None:
    """Belong to it no more. The last owner hands it over first. Raises NotFound or NotAllowed."""
    found = lock(number=number)
    own = Membership.objects.filter(organisation=found, user=by).first()
    if own is None:
        raise NotFound
    if own.role == Role.OWNER:
        _refuse_last_owner(found, own)
    _end(found, own, by=by)


@transaction.atomic
def show_name(*, number: int, by: Any, named: bool) -> Membership:
    """Whether one is named on the organisation's page: everybody's own to say. Raises NotFound or NotAllowed."""
    _found, own = take_as_member(number=number, by=by)
    own.named = named
    own.save(update_fields=["named"])
    return own


def _still_stands(invitation: Invitation) -> bool:
    """Whoever was removed, or may do less now, does not come back by a link they kept."""
    own = membership_of(invitation.by, invitation.organisation)
    return may(own, ROLES if invitation.role == Role.MANAGER else INVITE) and ban_of(invitation.by) is None


def _member(found: Organisation, public_id: str) -> Membership:
    other = Membership.objects.select_related("user").filter(organisation=found, user__public_id=public_id).first()
    if other is None:
        raise NotFound(_("この人は、団体にいません。"))
    return other


def _give(found: Organisation, other: Membership, role: str, *, by: Any) -> Membership:
    before, other.role = other.role, role
    if before != role:
        other.save(update_fields=["role"])
        given = {"member": other.user.public_id, "role": role}
        record("organisation.role", found, by=by, before={"role": before}, after=given)
    return other


def _end(found: Organisation, other: Membership, *, by: Any) -> None:
    record("organisation.leave", found, by=by, before={"member": other.user.public_id, "role": other.role})
    other.delete()


def _refuse_last_owner(found: Organisation, own: Membership) -> None:
    if not Membership.objects.owners().filter(organisation=found).exclude(pk=own.pk).exists():
        raise NotAllowed(_("代表がいなくなってしまいます。先に、ほかの人に代表を引きついでください。"))
