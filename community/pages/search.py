"""Editors' pages as search sees them: news, events, stories, wards, boards, help."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from wagtail.models import Page

from community.core.bilingual import HOME_DEPTH, BilingualPage, open_to_all
from community.projects.challenges import words_of
from community.projects.models import EventPage
from search import Document, SearchSource

ALWAYS = datetime(2016, 1, 1, tzinfo=UTC)  # of pages that were there from the beginning


class PageSource(SearchSource):
    kind = "page"

    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        pages = _pages().filter(pk__in=map(int, keys)).specific()
        return [_document(page) for page in pages if isinstance(page, BilingualPage)]

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        return {str(key) for key in _pages().filter(pk__in=map(int, keys)).values_list("pk", flat=True)}

    def all_keys(self) -> Iterable[str]:
        return (str(key) for key in _pages().order_by("pk").values_list("pk", flat=True).iterator())


def _pages() -> Any:
    return open_to_all(Page.objects.filter(depth__gt=HOME_DEPTH))


def _document(page: Any) -> Document:
    words = [
        getattr(page, name, "") for name in ("title_en", "lead", "lead_en", "call", "call_en", "place", "place_en")
    ]
    for body in (page.body, page.body_en):
        words += body.stream_block.get_searchable_content(body)
    if isinstance(page, EventPage):
        words += words_of(page)
    return Document(
        kind="page",
        key=str(page.pk),
        title=page.title,
        body="\n".join(str(word) for word in words if word),
        at=page.first_published_at or page.latest_revision_created_at or ALWAYS,
        ward=getattr(page, "ward_id", None) or "",
    )
