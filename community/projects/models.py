from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page

from community.areas.models import Ward
from community.core.bilingual import BilingualPage, LedPage, in_language
from community.core.clock import now
from community.taxonomy.models import Board

from .querysets import CallAnswerQuerySet, CallQuerySet


class EventIndexPage(BilingualPage):
    """What is on: what comes first, then what was."""

    max_count = 1
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["projects.EventPage"]
    template = "projects/event_index.html"

    class Meta:
        verbose_name = _("催しの一覧")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .events import event_index_context

        return super().get_context(request, *args, **kwargs) | event_index_context(request) | {"trail": self.trail()}


class EventPage(LedPage):
    """Something people come to. In calendars it keeps the same name for good."""

    starts_at = models.DateTimeField(_("はじまり"), db_index=True)
    ends_at = models.DateTimeField(_("おわり"), null=True, blank=True)
    place = models.CharField(_("場所"), max_length=80)
    place_en = models.CharField(_("場所（英語）"), max_length=120, blank=True)
    ward = models.ForeignKey(
        Ward, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("区"),
        help_text=_("えらばなければ、全部の区です。"),
    )  # fmt: skip
    lat = models.FloatField(_("緯度"), null=True, blank=True)
    lng = models.FloatField(_("経度"), null=True, blank=True)
    capacity = models.CharField(_("定員"), max_length=60, blank=True, help_text=_("例：30人（先着）"))
    capacity_en = models.CharField(_("定員（英語）"), max_length=80, blank=True)
    organiser = models.CharField(_("主催"), max_length=80)
    organiser_en = models.CharField(_("主催（英語）"), max_length=120, blank=True)
    signup_url = models.URLField(_("申しこみのページ"), blank=True)
    cancelled = models.BooleanField(
        _("中止"), default=False, help_text=_("ページは残り、カレンダーにも中止と伝わります。")
    )
    picture = models.ForeignKey(
        get_image_model_string(), models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("写真")
    )

    parent_page_types = ["projects.EventIndexPage"]
    subpage_types: list[str] = []
    template = "projects/event.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("title_en"),
        FieldRowPanel([FieldPanel("lead"), FieldPanel("lead_en")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("cancelled")],
            heading=_("いつ"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("place"), FieldPanel("place_en"), FieldPanel("ward"),
                FieldRowPanel([FieldPanel("lat"), FieldPanel("lng")]),
            ],
            heading=_("どこで"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("organiser"), FieldPanel("organiser_en"), FieldPanel("capacity"), FieldPanel("capacity_en"),
                FieldPanel("signup_url"),
            ],
            heading=_("だれが"),
        ),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("body_en"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("催し")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .events import event_context

        return super().get_context(request, *args, **kwargs) | event_context(self, request) | {"trail": self.trail()}

    @property
    def shown_place(self) -> str:
        return in_language(self.place, self.place_en)

    @property
    def shown_capacity(self) -> str:
        return in_language(self.capacity, self.capacity_en)

    @property
    def shown_organiser(self) -> str:
        return in_language(self.organiser, self.organiser_en)

    @property
    def spans_days(self) -> bool:
        """Whether it ends on another day than it begins."""
        return self.ends_at is not None and timezone.localdate(self.ends_at) != timezone.localdate(self.starts_at)

    @property
    def is_over(self) -> bool:
        return (self.ends_at or self.starts_at) < now()


class StoryIndexPage(BilingualPage):
    """What became better, newest first."""

    max_count = 1
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["projects.StoryPage"]
    template = "projects/story_index.html"

    class Meta:
        verbose_name = _("ものがたりの一覧")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .stories import story_index_context

        return super().get_context(request, *args, **kwargs) | story_index_context(request) | {"trail": self.trail()}


class StoryPage(LedPage):
    """How a trouble was solved: before, after, what happened, and whom to thank."""

    day = models.DateField(_("日付"), default=timezone.localdate, db_index=True)
    ward = models.ForeignKey(
        Ward, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("区"),
        help_text=_("えらばなければ、全部の区です。"),
    )  # fmt: skip
    before = models.ForeignKey(
        get_image_model_string(), models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("まえの写真")
    )
    after = models.ForeignKey(
        get_image_model_string(), models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("あとの写真")
    )
    issue_numbers = models.CharField(
        _("投稿の番号"),
        max_length=120,
        blank=True,
        validators=[
            RegexValidator(r"^\s*\d+(\s*[,、 ]\s*\d+)*\s*$", _("番号を、読点かコンマで区切って書いてください。"))
        ],
        help_text=_("例：12、34。公開の投稿だけが、リンクになります。"),
    )
    thanks = models.TextField(_("お礼"), max_length=400, blank=True)
    thanks_en = models.TextField(_("お礼（英語）"), max_length=600, blank=True)

    parent_page_types = ["projects.StoryIndexPage"]
    subpage_types: list[str] = []
    template = "projects/story.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("title_en"),
        FieldRowPanel([FieldPanel("lead"), FieldPanel("lead_en")]),
        FieldRowPanel([FieldPanel("day"), FieldPanel("ward")]),
        FieldRowPanel([FieldPanel("before"), FieldPanel("after")]),
        FieldPanel("body"),
        FieldPanel("body_en"),
        FieldPanel("issue_numbers"),
        FieldPanel("thanks"),
        FieldPanel("thanks_en"),
    ]

    class Meta:
        verbose_name = _("ものがたり")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .stories import story_context

        return super().get_context(request, *args, **kwargs) | story_context(self, request) | {"trail": self.trail()}

    @property
    def shown_thanks(self) -> str:
        return in_language(self.thanks, self.thanks_en)


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
