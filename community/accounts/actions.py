"""Every write about people that is not allauth's own."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import F

from community.core import journal
from community.core.clock import now

from .models import DeskRole, Standing, User
from .signals import display_name_changed


def mark_mail_verified(*, user_id: int) -> None:
    User.objects.filter(pk=user_id, email_verified_at=None).update(email_verified_at=now())


def update_profile(*, user: User, display_name: str, bio: str) -> User:
    """Change what others see of a person."""
    renamed = user.display_name != display_name
    user.display_name, user.bio = display_name, bio
    User.objects.filter(pk=user.pk).update(display_name=display_name, bio=bio)
    if renamed:
        transaction.on_commit(lambda: display_name_changed.send_robust(User, user_id=user.pk))
    return user


def count_approved_post(*, user_id: int | None) -> None:
    """A post of this person was let through. Call in the approving transaction."""
    User.objects.filter(pk=user_id).update(posts_approved=F("posts_approved") + 1)


def note_hidden_post(*, user_id: int | None) -> None:
    """A post of this person was hidden: they are a newcomer again for a while. Call in the hiding transaction."""
    User.objects.filter(pk=user_id).update(last_hidden_at=now())


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
    """Put a person behind the city's desk for `wards` (codes; none = the whole city)."""
    desk, _made = DeskRole.objects.update_or_create(
        user=user, defaults={"role": role, "wards": sorted(wards), "office": office, "office_en": office_en}
    )
    User.objects.filter(pk=user.pk).update(is_staff=True)
    user.is_staff = True
    user.user_permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    journal.record(
        act="desk.give", by=by, kind="user", number=user.public_id, after={"role": role, "wards": desk.wards}
    )
    return desk
