"""Calls for helpers, and the answers to them."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.areas.models import Ward
from community.core.bilingual import in_language
from community.core.clock import now
from community.taxonomy.models import Board

from ..querysets import CallAnswerQuerySet, CallQuerySet
from .pages import EventPage


class Call(models.Model):
    """サポーター募集: what is to be done, when and where, and how many places there are (none: no limit)."""

    board = models.ForeignKey(
        Board, models.CASCADE, null=True, blank=True, related_name="calls", verbose_name=_("テーマ"),
        help_text=_("テーマか催しの、どちらかをえらびます。"),
    )  # fmt: skip
    event = models.ForeignKey(
        EventPage, models.CASCADE, null=True, blank=True, related_name="calls", verbose_name=_("催し")
    )
    ward = models.ForeignKey(
        Ward, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("区"),
        help_text=_("この区の窓口も、応募した人を見られます。"),
    )  # fmt: skip
    title = models.CharField(_("題名"), max_length=60)
    title_en = models.CharField(_("題名（英語）"), max_length=100, blank=True)
    what = models.TextField(_("すること"), max_length=400)
    what_en = models.TextField(_("すること（英語）"), max_length=600, blank=True)
    when = models.CharField(_("いつ"), max_length=80)
    when_en = models.CharField(_("いつ（英語）"), max_length=120, blank=True)
    where = models.CharField(_("どこで"), max_length=80)
    where_en = models.CharField(_("どこで（英語）"), max_length=120, blank=True)
    places = models.PositiveSmallIntegerField(_("席の数"), null=True, blank=True, help_text=_("空なら、何人でも。"))
    closes_at = models.DateTimeField(_("しめきり"), null=True, blank=True)
    office = models.CharField(_("問い合わせの窓口"), max_length=80)
    office_en = models.CharField(_("問い合わせの窓口（英語）"), max_length=120, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("サポーター募集")
        verbose_name_plural = _("サポーター募集")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                name="call_belongs_to_a_theme_or_to_an_event",
                condition=Q(board=None, event__isnull=False) | Q(board__isnull=False, event=None),
            )
        ]

    def __str__(self) -> str:
        return self.shown_title

    def get_absolute_url(self) -> str:
        return reverse("projects:answer", args=[self.pk])

    @property
    def shown_title(self) -> str:
        return in_language(self.title, self.title_en)

    @property
    def shown_what(self) -> str:
        return in_language(self.what, self.what_en)

    @property
    def shown_when(self) -> str:
        return in_language(self.when, self.when_en)

    @property
    def shown_where(self) -> str:
        return in_language(self.where, self.where_en)

    @property
    def shown_office(self) -> str:
        return in_language(self.office, self.office_en)

    def clean(self) -> None:
        if (self.board_id is None) == (self.event_id is None):
            raise ValidationError({"board": _("テーマか催しの、どちらか1つをえらんでください。")})

    def is_open(self, at: datetime) -> bool:
        """Whether it takes answers at that moment; an event that is off, or over, needs nobody any more."""
        is_off = self.event is not None and (self.event.cancelled or self.event.is_over)
        return not is_off and (self.closes_at is None or at < self.closes_at)


class CallAnswer(models.Model):
    """One person's answer to a call. Others learn only how many there are."""

    class State(models.TextChoices):
        JOINED = "joined", _("参加します")
        WITHDRAWN = "withdrawn", _("取りやめました")

    call = models.ForeignKey(Call, models.CASCADE, related_name="answers", verbose_name=_("サポーター募集"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("応募した人"))
    message = models.CharField(_("ひとこと"), max_length=400, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=State, default=State.JOINED)
    key = models.CharField(max_length=64, blank=True, editable=False)
    at = models.DateTimeField(_("応募した日時"), default=now)

    objects = CallAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("応募")
        verbose_name_plural = _("応募")
        ordering = ("-at",)
        constraints = [models.UniqueConstraint(fields=["call", "person"], name="one_answer_of_a_person_to_a_call")]

    def __str__(self) -> str:
        return f"{self.call} {self.person}"
