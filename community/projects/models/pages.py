"""Events and stories: pages that editors keep."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page

from community.areas.models import Ward
from community.core.bilingual import BilingualPage, LedPage, in_language
from community.core.clock import now


class EventIndexPage(BilingualPage):
    """What is on: what comes first, then what was."""

    max_count = 1
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["projects.EventPage"]
    template = "projects/event_index.html"

    class Meta:
        verbose_name = _("催しの一覧")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..events import event_index_context

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
        from ..events import event_context

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
        from ..stories import story_index_context

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
        from ..stories import story_context

        return super().get_context(request, *args, **kwargs) | story_context(self, request) | {"trail": self.trail()}

    @property
    def shown_thanks(self) -> str:
        return in_language(self.thanks, self.thanks_en)
