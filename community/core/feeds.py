"""Feeds for readers that people choose themselves: what all feeds of the site have in common."""

import hashlib
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed

from .text import CONTROL, INVISIBLE, UNWRITABLE

NEWEST, LONGEST_SUMMARY = 50, 200
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # of a feed that has never held anything


class Atom(Atom1Feed):
    """Summaries are plain text, and say so."""

    def latest_post_date(self) -> datetime:
        return self.feed["updated"]

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("summary", item["summary"], {"type": "text"})


def answer_with(feed: SyndicationFeed) -> HttpResponse:
    """The feed as an answer that a reader can ask for again by its tag."""
    content = feed.writeString("utf-8").encode()
    headers = {
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "no-cache",
    }
    return HttpResponse(content, content_type=feed.content_type, headers=headers)


def tag_of(name: str) -> str:
    """An id that stays the same for good, whatever address the site is read at (RFC 4151)."""
    return f"tag:{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname},2026:{name}"


def xml_text(text: str) -> str:
    """Without the characters that XML cannot carry."""
    return UNWRITABLE.sub("", INVISIBLE.sub("", CONTROL.sub("", text)))


def summary_of(text: str) -> str:
    """The beginning of a text, on one line."""
    return xml_text(" ".join(text.split()))[:LONGEST_SUMMARY]
