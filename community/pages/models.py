from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page

from community.areas.models import Ward
from community.core.bilingual import BilingualPage, LedPage, in_language, open_to_all
from community.issues.listing import board_context
from community.taxonomy.models import Board

from .blocks import HoursBlock
from .home import home_context, wards_map
from .news import news_index_context, news_wards
from .themes import in_order, theme_context
from .ward import ward_context


class SiteImage(AbstractImage):
    """A picture that editors chose. Residents' photos never come here."""

    credit = models.CharField(_("出典"), max_length=120, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("画像")
        verbose_name_plural = _("画像")


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_of_a_kind")
        ]


class HomePage(BilingualPage):
    promise = models.CharField(_("約束のことば"), max_length=60, default="困りごとに、橋をかけよう。")
    promise_en = models.CharField(_("約束のことば（英語）"), max_length=80, default="Let’s bridge what troubles us.")
    lead = models.CharField(
        _("説明"),
        max_length=160,
        default="写真を1枚出すだけ。ご近所さん、お店、団体、市の担当者が、同じ板の上で話して、直るところまで見とどけます。",
    )
    lead_en = models.CharField(
        _("説明（英語）"),
        max_length=240,
        default="One photo is enough. Neighbours, shops and city staff talk on one board until it is fixed.",
    )

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "pages.StandardPage", "pages.WardIndexPage", "pages.NewsIndexPage",
        "projects.EventIndexPage", "projects.StoryIndexPage",
    ]  # fmt: skip
    template = "pages/home.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("title_en"),
        MultiFieldPanel(
            [FieldPanel("promise"), FieldPanel("promise_en"), FieldPanel("lead"), FieldPanel("lead_en")],
            heading=_("いちばん上"),
        ),
        FieldPanel("body"),
        FieldPanel("body_en"),
    ]

    class Meta:
        verbose_name = _("ホーム")

    @property
    def shown_promise(self) -> str:
        return in_language(self.promise, self.promise_en)

    @property
    def shown_lead(self) -> str:
        return in_language(self.lead, self.lead_en)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | home_context(request)


class BoardPage(BilingualPage):
    """The public face of a Board: its words, its call for posts when it is a theme, then its posts."""

    board = models.OneToOneField(
        Board,
        models.PROTECT,
        related_name="page",
        verbose_name=_("ボード"),
        help_text=_("期間・区・種類は、ボードのほうで決めます。新しいテーマは、ここで作れます。"),
    )
    call = models.TextField(
        _("集めたい投稿"),
        max_length=400,
        blank=True,
        help_text=_("何を、どんなふうに出してほしいか。テーマの上に出ます。"),
    )
    call_en = models.TextField(_("集めたい投稿（英語）"), max_length=600, blank=True)
    picture = models.ForeignKey(
        SiteImage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("写真")
    )

    parent_page_types = ["pages.StandardPage"]
    subpage_types: list[str] = []
    template = "pages/board.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("title_en"),
        FieldPanel("board"),
        MultiFieldPanel(
            [FieldPanel("call"), FieldPanel("call_en"), FieldPanel("picture")], heading=_("投稿のよびかけ")
        ),
        FieldPanel("body"),
        FieldPanel("body_en"),
    ]

    class Meta:
        verbose_name = _("ボードのページ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs) | board_context(request, board=self.board)
        return context | theme_context(self, request) | {"trail": self.trail()}

    @property
    def shown_call(self) -> str:
        return in_language(self.call, self.call_en)


class StandardPage(BilingualPage):
    """Help, terms, about: words, and links to the pages below."""

    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage", "pages.BoardPage"]
    template = "pages/standard.html"

    class Meta:
        verbose_name = _("ふつうのページ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        children = list(open_to_all(self.get_children()).specific())
        return context | {"children": in_order(children, request), "trail": self.trail()}


class WardIndexPage(BilingualPage):
    """The 24 wards as map and list."""

    max_count = 1
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.WardPage"]
    template = "pages/wards.html"

    class Meta:
        verbose_name = _("24区の一覧")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"map": wards_map(), "trail": self.trail()}


class WardPage(BilingualPage):
    """One ward: what the office says, what residents posted, when the desk is open. Its address is the ward's code."""

    ward = models.OneToOneField(Ward, models.PROTECT, related_name="page", verbose_name=_("区"))
    desk = models.CharField(_("窓口の名前"), max_length=60, blank=True, help_text=_("例：市民協働課（4階 41番）"))
    desk_en = models.CharField(_("窓口の名前（英語）"), max_length=100, blank=True)
    phone = models.CharField(_("窓口の電話"), max_length=20, blank=True)
    hours = StreamField([("row", HoursBlock())], verbose_name=_("窓口の時間"), blank=True)
    note = models.CharField(_("窓口のひとこと"), max_length=160, blank=True)
    note_en = models.CharField(_("窓口のひとこと（英語）"), max_length=240, blank=True)
    way_url = models.URLField(_("行きかたのページ"), blank=True)

    parent_page_types = ["pages.WardIndexPage"]
    subpage_types: list[str] = []
    template = "pages/ward.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("title_en"),
        FieldPanel("ward"),
        MultiFieldPanel(
            [
                FieldPanel("desk"), FieldPanel("desk_en"), FieldPanel("phone"), FieldPanel("hours"),
                FieldPanel("note"), FieldPanel("note_en"), FieldPanel("way_url"),
            ],
            heading=_("区の窓口"),
        ),
        FieldPanel("body"),
        FieldPanel("body_en"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("区のページ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | ward_context(self, request) | {"trail": self.trail()}

    @property
    def shown_desk(self) -> str:
        return in_language(self.desk, self.desk_en)

    @property
    def shown_note(self) -> str:
        return in_language(self.note, self.note_en)


class NewsIndexPage(BilingualPage):
    """What the city announces, newest first."""

    max_count = 1
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.NewsPage"]
    template = "pages/news_index.html"

    class Meta:
        verbose_name = _("お知らせの一覧")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | news_index_context(request) | {"trail": self.trail()}


class NewsPage(LedPage):
    """One piece of news from the city or from ward offices."""

    day = models.DateField(_("日付"), default=timezone.localdate, db_index=True)
    wards = ParentalManyToManyField(
        Ward, blank=True, related_name="+", verbose_name=_("区"), help_text=_("えらばなければ、全部の区です。")
    )
    picture = models.ForeignKey(
        SiteImage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("写真")
    )

    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "pages/news.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("title_en"),
        FieldRowPanel([FieldPanel("lead"), FieldPanel("lead_en")]),
        FieldPanel("day"),
        FieldPanel("wards", widget=forms.CheckboxSelectMultiple),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("body_en"),
    ]

    class Meta:
        verbose_name = _("お知らせ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"wards": news_wards(self), "trail": self.trail()}
