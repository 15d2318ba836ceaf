from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page

from community.issues.listing import board_context
from community.taxonomy.models import Board

from .blocks import BodyBlock
from .home import home_context

HOME_DEPTH = 2  # in Wagtail's tree; the root has 1


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


class BilingualPage(Page):
    """A page with words in Japanese and, where an editor wrote them, in English."""

    title_en = models.CharField(_("題名（英語）"), max_length=120, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("本文"), blank=True)
    body_en = StreamField(BodyBlock(), verbose_name=_("本文（英語）"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("title_en"),
        FieldPanel("body"),
        FieldPanel("body_en"),
    ]

    class Meta:
        abstract = True

    @property
    def shown_title(self) -> str:
        return self.title_en if get_language() == "en" and self.title_en else self.title

    @property
    def shown_body(self) -> Any:
        return self.body_en if get_language() == "en" and self.body_en else self.body


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
    subpage_types = ["pages.StandardPage"]
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
        return self.promise_en if get_language() == "en" and self.promise_en else self.promise

    @property
    def shown_lead(self) -> str:
        return self.lead_en if get_language() == "en" and self.lead_en else self.lead

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | home_context(request)


class BoardPage(BilingualPage):
    """The public face of a Board: its words, then its posts."""

    board = models.OneToOneField(Board, models.PROTECT, related_name="page", verbose_name=_("ボード"))

    parent_page_types = ["pages.StandardPage"]
    subpage_types: list[str] = []
    template = "pages/board.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("title_en"),
        FieldPanel("board"),
        FieldPanel("body"),
        FieldPanel("body_en"),
    ]

    class Meta:
        verbose_name = _("ボードのページ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | board_context(request, board=self.board)


class StandardPage(BilingualPage):
    """Help, terms, about: words, and links to the pages below."""

    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage", "pages.BoardPage"]
    template = "pages/standard.html"

    class Meta:
        verbose_name = _("ふつうのページ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        children = self.get_children().live().public().specific()
        return context | {"children": children, "trail": self.trail()}

    def trail(self) -> list[dict[str, str]]:
        """The pages above, from below home on, then this one, which is no link."""
        above = self.get_ancestors().filter(depth__gt=HOME_DEPTH).live().specific()
        return [*({"label": page.shown_title, "url": page.url} for page in above), {"label": self.shown_title}]
