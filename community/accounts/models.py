from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.core.clock import now
from community.core.ids import public_id
from community.core.visibility import ALL_WARDS, AllWards

from .querysets import ApiTokenQuerySet

PROBATION = timedelta(days=90)  # after a hidden post
POSTS_TO_TRUST = 2


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email) or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Standing(models.TextChoices):
    EARNED = "", _("実績で決まる")
    TRUSTED = "trusted", _("信頼する")
    NEWCOMER = "newcomer", _("いつも確認する")


class User(AbstractUser):
    """A person. Others see `public_id` and `display_name`; the e-mail may be missing (LINE gives none)."""

    username = None
    email = models.EmailField(_("メールアドレス"), unique=True, null=True, blank=True)
    public_id = models.CharField(_("公開ID"), max_length=12, unique=True, default=public_id, editable=False)
    display_name = models.CharField(_("表示名"), max_length=30, blank=True)
    bio = models.CharField(_("ひとこと"), max_length=400, blank=True)
    standing = models.CharField(_("信頼"), max_length=10, choices=Standing, default=Standing.EARNED, blank=True)
    email_verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    posts_approved = models.PositiveIntegerField(default=0, editable=False)
    last_hidden_at = models.DateTimeField(null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = UserManager()

    on_duty = False  # set per request or socket by the session's second factor; see middleware.py

    class Meta:
        verbose_name = _("利用者")
        verbose_name_plural = _("利用者")

    def __str__(self) -> str:
        return self.display_name or self.public_id

    def get_absolute_url(self) -> str:
        return reverse("user", args=[self.public_id])

    def clean(self) -> None:
        """Django would write `get_username()` into the e-mail of those who have none."""
        self.email = type(self).objects.normalize_email(self.email) or None

    def get_username(self) -> str:
        return self.email or self.public_id

    @property
    def shown_name(self) -> str:
        return self.display_name or str(_("名前のない人"))

    @property
    def staff_name(self) -> str:
        """The name colleagues know; never shown to the public."""
        return f"{self.last_name} {self.first_name}".strip() or self.shown_name

    @property
    def is_trusted(self) -> bool:
        """Marked so, or e-mail verified and two posts approved with none hidden in 90 days."""
        if self.standing:
            return self.standing == Standing.TRUSTED
        in_probation = self.last_hidden_at is not None and self.last_hidden_at > now() - PROBATION
        return self.email_verified_at is not None and self.posts_approved >= POSTS_TO_TRUST and not in_probation

    @cached_property
    def desk_role(self) -> DeskRole | None:
        """The desk this account serves, on duty or not."""
        return DeskRole.objects.filter(user=self).first() if self.is_staff else None

    @property
    def desk_wards(self) -> AllWards | frozenset[str]:
        """The wards this person answers for in this session; none while not on duty."""
        if not (self.on_duty and self.is_active):
            return frozenset()
        if self.is_superuser:
            return ALL_WARDS
        return self.desk_role.served if self.desk_role else frozenset()


class DeskRole(models.Model):
    """What a member of the city's staff may do at the desk, and under which office's name they speak."""

    class Role(models.TextChoices):
        DESK = "desk", _("担当職員")
        CHIEF = "chief", _("責任者")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(_("役割"), max_length=5, choices=Role, default=Role.DESK)
    wards = models.JSONField(_("担当する区"), default=list, blank=True, help_text=_("区のコード。空なら全区。"))
    office = models.CharField(_("名のる部署"), max_length=40, default="大阪市")
    office_en = models.CharField(_("名のる部署（英語）"), max_length=60, default="Osaka City")

    class Meta:
        verbose_name = _("デスクの担当")
        verbose_name_plural = _("デスクの担当")

    def __str__(self) -> str:
        return f"{self.office} {self.get_role_display()}"

    @property
    def served(self) -> AllWards | frozenset[str]:
        return frozenset(self.wards) if self.wards else ALL_WARDS

    @property
    def office_name(self) -> str:
        return self.office if get_language() == "ja" else self.office_en or self.office


class ApiToken(models.Model):
    """With it a program reads and writes in a person's name. The secret is its owner's alone; here is only its digest.

    A token is never on duty: that comes from a session's second factor.
    """

    class Scope(models.TextChoices):
        READ = "read", _("読む")
        WRITE = "write", _("書く")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("名前"), max_length=40)
    prefix = models.CharField(max_length=12)  # by which its owner knows it again
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField(default=now)
    last_used_at = models.DateTimeField(null=True)  # to write, and to the hour: reading writes nothing
    expires_at = models.DateTimeField()

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("トークン")
        verbose_name_plural = _("トークン")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.prefix}…"

    @property
    def may_write(self) -> bool:
        return self.Scope.WRITE in self.scopes

    @property
    def is_over(self) -> bool:
        return self.expires_at <= now()


def duty_is_fresh(used_at: datetime | None) -> bool:
    """Whether a second factor used at that moment still opens the desk."""
    return used_at is not None and now() - used_at < timedelta(seconds=settings.STAFF_SESSION_AGE)
