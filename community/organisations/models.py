import re
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.areas.models import Ward
from community.core.clock import now, today
from community.core.text import to_html
from community.core.visibility import Visible
from community.photos.models import Photo

from .querysets import InvitationQuerySet, MembershipQuerySet, OrganisationQuerySet, VerificationQuerySet

LONGEST_NAME, LONGEST_ABOUT, LONGEST_EVIDENCE = 40, 1000, 600  # characters
GROUNDS = 6  # colours behind the letter
FORMS_OF_LAW = re.compile(
    r"^(?:(?:認定)?(?:NPO|ＮＰＯ)(?:法人)?|(?:認定)?特定非営利活動法人|(?:一般|公益)(?:社団|財団)法人|社会福祉法人|株式会社|合同会社|有限会社)"
)


class Sort(models.TextChoices):
    NPO = "npo", _("NPO")
    AREA = "area", _("地域活動協議会")
    CIRCLE = "circle", _("グループ")
    SHOP = "shop", _("お店")
    COMPANY = "company", _("会社")
    SCHOOL = "school", _("学校")


class Organisation(Visible):
    """A group with a page of its own. `author` registered it; `ward` is where it is at home, whose desk looks after it.

    `verified_on` and `verified_until` repeat the last verification that was granted, for lists; both are empty when
    there is none, or when the city took it back.
    """

    name = models.CharField(_("名前"), max_length=LONGEST_NAME, unique=True)
    name_en = models.CharField(_("名前（英語）"), max_length=60, blank=True)
    sort = models.CharField(_("しゅるい"), max_length=7, choices=Sort)
    about = models.TextField(_("していること"), max_length=LONGEST_ABOUT)
    asks = models.CharField(_("さがしているもの"), max_length=200, blank=True)
    url = models.URLField(_("ホームページ"), blank=True)
    since = models.PositiveSmallIntegerField(_("はじめた年"), null=True, blank=True)
    serves = models.ManyToManyField(Ward, blank=True, related_name="+", verbose_name=_("活動している区"))
    picture = models.ForeignKey(Photo, models.SET_NULL, null=True, blank=True, related_name="+")
    verified_on = models.DateField(_("市が確認した日"), null=True, blank=True, editable=False)
    verified_until = models.DateField(_("確認の期限"), null=True, blank=True, editable=False)
    hidden_reason = models.CharField(_("理由"), max_length=400, blank=True)
    key = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("登録"), default=now)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("団体")
        verbose_name_plural = _("団体")
        ordering = ("-id",)
        indexes = [models.Index(fields=["visibility", "ward", "-id"], name="organisation_ward")]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "key"], name="one_organisation_of_a_key", condition=~models.Q(key="")
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("organisations:detail", args=[self.pk])

    @property
    def label(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def shown_label(self) -> str:
        """Its name above words that were written in it: only while everybody may read it."""
        return self.label if self.is_public else str(_("非公開の団体"))

    @property
    def letter(self) -> str:
        """The first letter that tells something: 「NPO さくらの川」 has さ."""
        bare = FORMS_OF_LAW.sub("", self.name).strip()
        return (bare or self.name)[:1]

    @property
    def shown_letter(self) -> str:
        return self.letter if self.is_public else "・"

    @property
    def ground(self) -> int:
        """Which of the six colours stands behind its letter, from 1."""
        return self.pk % GROUNDS + 1

    @property
    def html(self) -> str:
        return to_html(self.about, links=self.is_verified)

    @property
    def is_verified(self) -> bool:
        return self.is_verified_at(today())

    def is_verified_at(self, day: date) -> bool:
        return self.verified_until is not None and day <= self.verified_until

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Words written in its name would fall back on the people who wrote them: it is erased, never deleted."""
        raise ProtectedError("an organisation is erased, never deleted", {self})


class Role(models.TextChoices):
    OWNER = "owner", _("代表")
    MANAGER = "manager", _("世話役")
    MEMBER = "member", _("なかま")


class Membership(models.Model):
    """Who belongs to an organisation. Owners and managers act for it; members are named there at their own wish."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("役割"), max_length=7, choices=Role, default=Role.MEMBER)
    named = models.BooleanField(_("団体のページに名前を出す"), default=False)
    joined_at = models.DateTimeField(default=now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("なかま")
        verbose_name_plural = _("なかま")
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="a_member_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id}:{self.user_id}:{self.role}"


class Invitation(models.Model):
    """A letter that lets one person in, once. Only the hash of its token is kept."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    role = models.CharField(_("役割"), max_length=7, choices=Role, default=Role.MEMBER)
    email = models.EmailField(_("メールアドレス"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    expires_at = models.DateTimeField(_("期限"))
    used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("招待")
        verbose_name_plural = _("招待")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.organisation_id}:{self.pk}"


class Verification(models.Model):
    """One request to be verified and what the city said. `evidence` is read by the desk and the owners alone."""

    class State(models.TextChoices):
        ASKED = "asked", _("確認まち")
        GRANTED = "granted", _("確認ずみ")
        REFUSED = "refused", _("確認できません")
        REVOKED = "revoked", _("取り消し")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="verifications")
    state = models.CharField(_("様子"), max_length=7, choices=State, default=State.ASKED)
    evidence = models.TextField(_("わかるもの"), max_length=LONGEST_EVIDENCE)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=now)
    seen = models.CharField(_("見たもの"), max_length=200, blank=True)
    word = models.CharField(_("ひとこと"), max_length=400, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    until = models.DateField(_("期限"), null=True, blank=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("市の確認")
        verbose_name_plural = _("市の確認")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], name="one_open_verification", condition=models.Q(state="asked")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}:{self.state}"
