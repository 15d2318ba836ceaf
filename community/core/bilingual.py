"""Pages of editors in two languages; the base of every page type, in whichever package it lives."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Left, Length
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction

from .blocks import BodyBlock

HOME_DEPTH = 2  # in Wagtail's tree; the root has 1


def open_to_all(pages: Any) -> Any:
    """Of a page queryset those that anybody may open: published, and neither they nor a page above behind a door.

    Wagtail's `public()` says the same with a query of its own each time.
    """
    doors = PageViewRestriction.objects.filter(page__path=Left(OuterRef("path"), Length("page__path")))
    return pages.filter(~Exists(doors), live=True)


def in_language(japanese: Any, english: Any) -> Any:
    """The English words for an English reader where somebody wrote them, else the Japanese ones."""
    return english if get_language() == "en" and english else japanese


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
        return in_language(self.title, self.title_en)

    @property
    def shown_body(self) -> Any:
        return in_language(self.body, self.body_en)

    def trail(self) -> list[dict[str, str]]:
        """The pages above, from below home on, then this one, which is no link."""
        above = self.get_ancestors().filter(depth__gt=HOME_DEPTH).live().specific()
        return [*({"label": page.shown_title, "url": page.url} for page in above), {"label": self.shown_title}]


class LedPage(BilingualPage):
    """A page that lists hold with its lead and its picture."""

    lead = models.CharField(_("一行で"), max_length=160, blank=True, help_text=_("一覧で題名の下に出ます。"))
    lead_en = models.CharField(_("一行で（英語）"), max_length=240, blank=True)

    class Meta:
        abstract = True

    @property
    def shown_lead(self) -> str:
        return in_language(self.lead, self.lead_en)
