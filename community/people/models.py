from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.areas.models import Ward
from community.core.clock import now
from community.taxonomy.models import NeedCode

from .querysets import CardQuerySet

LONGEST_WORDS = 300  # characters
MOST_HOURS_A_MONTH = 200


class VolunteerCard(models.Model):
    """What one person can do, wants to learn, and when. Without `public` nothing of it leaves but counts.

    No `wards` means the whole city; no hours means by arrangement. A `resting` card is counted and asked by nobody.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    can = models.ManyToManyField(NeedCode, related_name="+", verbose_name=_("できること"))
    learn = models.ManyToManyField(NeedCode, blank=True, related_name="+", verbose_name=_("おぼえたいこと"))
    words = models.TextField(_("ひとこと"), max_length=LONGEST_WORDS, blank=True)
    wards = models.ManyToManyField(Ward, blank=True, related_name="+", verbose_name=_("行ける区"))
    hours_a_month = models.PositiveSmallIntegerField(_("月に何時間くらい"), null=True, blank=True)
    languages = models.JSONField(_("ことば"), default=list, blank=True)
    public = models.BooleanField(_("みんなに見せる"), default=False)
    resting = models.BooleanField(_("お休み中"), default=False)
    changed_at = models.DateTimeField(default=now)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("ボランティアカード")
        verbose_name_plural = _("ボランティアカード")
        ordering = ("-id",)
        indexes = [models.Index(fields=["resting", "public", "-id"], name="card_list")]

    def __str__(self) -> str:
        return f"{self.pk}"


class CardHours(models.Model):
    """When the person is free in a usual week. Monday is 0."""

    card = models.ForeignKey(VolunteerCard, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("曜日"))
    opens = models.TimeField(_("から"))
    closes = models.TimeField(_("まで"))

    class Meta:
        ordering = ("weekday", "opens")

    def __str__(self) -> str:
        return f"{self.card_id}:{self.weekday} {self.opens}–{self.closes}"
