"""Every write about people that is not allauth's own."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from community.core import journal
from community.core.clock import now
from community.core.errors import NotAllowed

from .. import guards
from ..models import DeskRole, Standing, User


def mark_mail_verified(*, user_id: int) -> None:
    User.objects.filter(pk=user_id, email_verified_at=None).update(email_verified_at=now())


def update_profile(*, user: User, display_name: str, bio: str) -> User:
    """Change what others see of a person. Raises NotAllowed for those who may only read."""
    if (user.display_name, user.bio) != (display_name, bio):
        guards.refuse(user)
    user.display_name, user.bio = display_name, bio
    User.objects.filter(pk=user.pk).update(display_name=display_name, bio=bio)
    return user


def count_approved_post(*, user_id: int | None) -> None:
    """A post of this person was let through. Call in the approving transaction."""
    User.objects.filter(pk=user_id).update(posts_approved=F("posts_approved") + 1)


def note_hidden_post(*, user_id: int | None) -> None:
    """A post of this person was hidden: they are a newcomer again for a while. Call in the hiding transaction."""
    User.objects.filter(pk=user_id).update(last_hidden_at=now())


def forget_hidden_posts(*, user_id: int | None) -> None:
    """Nothing of this person is hidden any more: they are trusted as before. Call in the restoring transaction."""
    User.objects.filter(pk=user_id).update(last_hidden_at=None)


@transaction.atomic
def make_account(
    *, email: str, password: str, display_name: str, standing: str = Standing.EARNED, last_name: str = ""
) -> User:
    """An account whose address is already verified: for operators, demo and tests."""
    user = User.objects.create_user(
        email,
        password,
        display_name=display_name,
        standing=standing,
        last_name=last_name,
        email_verified_at=now(),
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def give_desk(
    *, user: User, by: User | None, role: str, wards: Iterable[str], office: str, office_en: str = "Osaka City"
) -> DeskRole:
    """Put a person behind the city's desk for `wards` (codes; none = the whole city).

    Raises NotAllowed when somebody who is no administrator gives it to themselves.
    """
    _refuse_for_oneself(user, by)
    before = _desk_of(user)
    desk, _made = DeskRole.objects.update_or_create(
        user=user, defaults={"role": role, "wards": sorted(wards), "office": office, "office_en": office_en}
    )
    user.user_permissions.add(_access_to_cms())
    _follow_rights(user)
    journal.record(act="desk.give", by=by, kind="user", number=user.public_id, before=before, after=_desk_of(user))
    return desk


@transaction.atomic
def take_desk(*, user: User, by: User | None) -> User:
    """Take the desk away, if there is one. Open sessions and sockets lose it at once: who has a desk is read anew
    for each of their requests."""
    before = _desk_of(user)
    if not before:
        return user
    DeskRole.objects.filter(user=user).delete()
    user.user_permissions.remove(_access_to_cms())
    _follow_rights(user)
    journal.record(act="desk.take", by=by, kind="user", number=user.public_id, before=before)
    return user


@transaction.atomic
def give_rights(*, user: User, by: User | None, superuser: bool, groups: Iterable[Group]) -> User:
    """What a person may do beside a desk: Wagtail's groups, and everything (`superuser`).

    Raises NotAllowed when somebody who is no administrator makes or unmakes one, or changes their own groups.
    """
    before, groups = _rights_of(user), list(groups)
    after = {"superuser": superuser, "groups": sorted(group.name for group in groups)}
    if before == after:
        return user
    _refuse_for_oneself(user, by)
    if superuser != user.is_superuser and by is not None and not by.is_superuser:
        raise NotAllowed(_("管理者を決められるのは、管理者だけです。"))
    User.objects.filter(pk=user.pk).update(is_superuser=superuser)
    user.is_superuser = superuser
    user.groups.set(groups)
    _follow_rights(user)
    journal.record(act="user.rights", by=by, kind="user", number=user.public_id, before=before, after=after)
    return user


def note_account(*, user: User, by: User, act: str, changed: Iterable[str]) -> None:
    """Staff made (`user.make`) or changed (`user.change`) an account on Wagtail's screen. Call in that transaction.

    `changed` are names of fields; what a person is called stays out of the journal, whether they may come in does not.
    """
    after = {"fields": sorted(changed), "active": user.is_active, "standing": user.standing}
    journal.record(act=act, by=by, kind="user", number=user.public_id, after=after)


def note_address(*, user: User) -> None:
    """Let the log-in know a new account's address; using a code that was sent there proves it."""
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)


def _refuse_for_oneself(user: User, by: User | None) -> None:
    if by is not None and by.pk == user.pk and not by.is_superuser:
        raise NotAllowed(_("自分の役割は、自分では変えられません。管理者にたのんでください。"))


def _follow_rights(user: User) -> None:
    """Staff is whoever has a desk, a group, or everything."""
    user.is_staff = user.is_superuser or user.groups.exists() or DeskRole.objects.filter(user=user).exists()
    User.objects.filter(pk=user.pk).update(is_staff=user.is_staff)
    vars(user).pop("desk_role", None)  # kept from before


def _desk_of(user: User) -> dict[str, Any]:
    """The desk as the journal tells it; empty without one."""
    desk = DeskRole.objects.filter(user=user).first()
    return {"role": desk.role, "wards": desk.wards, "office": desk.office} if desk else {}


def _rights_of(user: User) -> dict[str, Any]:
    return {"superuser": user.is_superuser, "groups": sorted(user.groups.values_list("name", flat=True))}


def _access_to_cms() -> Permission:
    return Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
