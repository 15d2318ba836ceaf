"""What an event asks its teams to solve, made from live issues."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.bilingual import in_language
from community.core.clock import now
from community.issues.models import Issue

from ..querysets import ChallengeQuerySet
from .pages import EventPage


class Challenge(models.Model):
    """お題: seen by whoever may open its event's page; of its issues everybody sees those that they may see."""

    event = models.ForeignKey(EventPage, models.CASCADE, related_name="challenges", verbose_name=_("催し"))
    title = models.CharField(_("お題"), max_length=60)
    title_en = models.CharField(_("お題（英語）"), max_length=80, blank=True)
    about = models.TextField(_("説明"), max_length=400, blank=True)
    about_en = models.TextField(_("説明（英語）"), max_length=600, blank=True)
    issues = models.ManyToManyField(Issue, related_name="challenges", verbose_name=_("もとの投稿"))
    position = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = _("お題")
        verbose_name_plural = _("お題")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.shown_title

    @property
    def shown_title(self) -> str:
        return in_language(self.title, self.title_en)

    @property
    def shown_about(self) -> str:
        return in_language(self.about, self.about_en)
