from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.core.clock import now

from .querysets import AppealQuerySet, BanQuerySet, FlagQuerySet, TakedownQuerySet
from .registry import moderatable

LONGEST_REASON, LONGEST_WORDS, LONGEST_ANSWER = 400, 1000, 400  # characters


class Reason(models.TextChoices):
    PERSONAL = "personal", _("個人のことが書かれている")
    HARMFUL = "harmful", _("人を傷つける")
    WRONG_PLACE = "place", _("場所や内容がちがう")
    SPAM = "spam", _("宣伝・いたずら")
    OTHER = "other", _("そのほか")


class Outcome(models.TextChoices):
    FINE = "fine", _("問題なし")
    HIDDEN = "hidden", _("隠した")


def _person(**more: Any) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", **more)


class Flag(models.Model):
    """One person's word that something is not right. `part` is the message it is about, 0 for the thing itself.

    `weight` is in tenths, as it was when it was raised; a `fresh` one is of an account younger than a day and moves
    nothing by itself.
    """

    kind = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField()
    part = models.PositiveBigIntegerField(default=0)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("理由"), max_length=10, choices=Reason)
    note = models.CharField(_("くわしく"), max_length=400, blank=True)
    weight = models.PositiveSmallIntegerField(_("重さ"), default=10)
    fresh = models.BooleanField(default=False)
    at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(_("結果"), max_length=6, choices=Outcome, blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("気になる投稿")
        verbose_name_plural = _("気になる投稿")
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["kind", "number"], name="flag_of_a_thing"),
            models.Index(fields=["reporter", "-closed_at"], name="flag_of_a_reporter"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "part", "reporter"],
                name="one_flag_a_person",
                condition=models.Q(closed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}: {self.get_reason_display()}"

    @property
    def shown_weight(self) -> float:
        return self.weight / 10


class Takedown(models.Model):
    """The desk has hidden a thing (part 0) or a message of its talk. Its author reads the reason and may appeal."""

    kind = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField()
    part = models.PositiveBigIntegerField(default=0)
    author = _person()
    reason = models.CharField(_("理由"), max_length=LONGEST_REASON)
    by = _person()
    at = models.DateTimeField(default=now)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = TakedownQuerySet.as_manager()

    class Meta:
        verbose_name = _("隠したもの")
        verbose_name_plural = _("隠したもの")
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "part"],
                name="one_takedown_at_a_time",
                condition=models.Q(undone_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}/{self.part}"

    @property
    def what(self) -> str | Promise:
        return _("隠されたひとこと") if self.part else moderatable(self.kind).hidden

    @property
    def told(self) -> str | Promise:
        return _("書きこみが隠されました") if self.part else moderatable(self.kind).told

    @property
    def way(self) -> str | Promise:
        return _("その話を見る") if self.part else moderatable(self.kind).way

    @property
    def may_be_appealed(self) -> bool:
        return self.undone_at is None and getattr(self, "appeal", None) is None


class Ban(models.Model):
    """A person may read but not take part, until a moment or (`until` empty) for good. `note` is for colleagues."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bans")
    reason = models.CharField(_("理由"), max_length=LONGEST_REASON)
    note = models.CharField(_("職員へのメモ"), max_length=LONGEST_REASON, blank=True)
    by = _person()
    at = models.DateTimeField(default=now)
    until = models.DateTimeField(_("いつまで"), null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = _person(blank=True)

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("利用のお休み")
        verbose_name_plural = _("利用のお休み")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("at")), name="ban_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at:%Y-%m-%d}"

    @property
    def is_in_force(self) -> bool:
        return self.lifted_at is None and (self.until is None or self.until > now())

    @property
    def may_be_appealed(self) -> bool:
        return self.is_in_force and getattr(self, "appeal", None) is None


class Appeal(models.Model):
    """The author's one word against a takedown or a ban. Read by the author and the desk, by nobody else."""

    class Decision(models.TextChoices):
        UPHELD = "upheld", _("決定はそのまま")
        REVERSED = "reversed", _("決定を取り消し")

    takedown = models.OneToOneField(Takedown, models.CASCADE, null=True, blank=True, related_name="appeal")
    ban = models.OneToOneField(Ban, models.CASCADE, null=True, blank=True, related_name="appeal")
    author = _person()
    words = models.TextField(_("申し立て"), max_length=LONGEST_WORDS)
    at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = _person(blank=True)
    outcome = models.CharField(_("結果"), max_length=8, choices=Decision, blank=True)
    answer = models.CharField(_("答え"), max_length=LONGEST_ANSWER, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("不服の申し立て")
        verbose_name_plural = _("不服の申し立て")
        ordering = ("id",)
        indexes = [models.Index(fields=["id"], name="appeal_open", condition=models.Q(decided_at=None))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(takedown=None, ban__isnull=False) | models.Q(takedown__isnull=False, ban=None),
                name="appeal_against_one_act",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause}"

    @property
    def cause(self) -> Takedown | Ban:
        """The act it is against."""
        return self.takedown or self.ban
