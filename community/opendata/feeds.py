"""The newest posts of an address as Atom and RSS, for readers that people choose themselves.

An entry says what a stranger may read on the post's page. Its author is the site: who posted is for the page to say.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed, rfc3339_date
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.core.feeds import BEGINNING, NEWEST, Atom, summary_of, tag_of, xml_text
from community.core.reference import site_settings
from community.issues.models import Issue, StatusChange
from community.photos.models import State
from community.photos.sizes import SHARE, path_of
from community.replies.models import OfficialReply

from .public import Wanted, site_of

FIELDS = (
    "number", "title", "body", "ward_id", "town", "address", "precision", "category_id", "posted_at",
    "first_answer_at", "cover__token", "cover__state",
)  # fmt: skip


class Rss(Rss201rev2Feed):
    """Descriptions are read as HTML, so the plain text is written as such."""

    content_type = "application/rss+xml; charset=utf-8"

    def latest_post_date(self) -> datetime:
        return self.feed["updated"]

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("description", str(escape(item["summary"])))
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))


FORMS = {"atom": Atom, "rss": Rss}


def feed_of(request: HttpRequest, form: str) -> Atom | Rss:
    """The feed of this address, with everything in it."""
    wanted, site = Wanted.of(request), site_of(request)
    posts = list(_newest(wanted))
    name = _name()
    feed = FORMS[form](
        title=xml_text(_title(wanted, name)),
        link=f"{site}{reverse('issues:board')}{wanted.query}",
        description=_("あたらしい投稿と、市の返事です。"),
        language=get_language(),
        author_name=name,
        feed_url=f"{site}{reverse(f'opendata:feed_{form}')}{wanted.query}",
        feed_guid=tag_of(f"feeds/issues{wanted.query}"),
        feed_copyright="CC BY 4.0",
        updated=max((updated_at(post) for post in posts), default=BEGINNING),
    )
    for post in posts:
        feed.add_item(**_item(post, wanted, site=site, name=name))
    return feed


def updated_at(post: Issue) -> datetime:
    """Its last change of status, or the city's last answer."""
    return max(filter(None, (post.posted_at, post.first_answer_at, post.changed_at, post.replied_at)))


def _newest(wanted: Wanted) -> Iterable[Issue]:
    changes = StatusChange.objects.filter(issue=OuterRef("pk")).order_by("-pk").values("at")[:1]
    replies = OfficialReply.objects.published().filter(issue=OuterRef("pk")).order_by("-last_published_at")
    posts = wanted.issues.newest().select_related("cover").only(*FIELDS)
    return posts.annotate(changed_at=Subquery(changes), replied_at=Subquery(replies.values("last_published_at")[:1]))[
        :NEWEST
    ]


def _item(post: Issue, wanted: Wanted, *, site: str, name: str) -> dict[str, Any]:
    ward, category = wanted.wards.get(post.ward_id), wanted.categories.get(post.category_id)
    return {
        "title": xml_text(post.title),
        "link": f"{site}{post.get_absolute_url()}",
        "description": None,
        "summary": summary_of(post.body),
        "author_name": name,
        "categories": [known.label for known in (category, ward) if known],
        "unique_id": tag_of(f"issues/{post.number}"),
        "unique_id_is_permalink": False,
        "pubdate": post.posted_at,
        "updateddate": updated_at(post),
        "enclosures": _enclosures(post, site),
    }


def _enclosures(post: Issue, site: str) -> list[Enclosure]:
    """The cover photo in the size that is made for handing on, once it is made."""
    if post.cover is None or post.cover.state != State.READY:
        return []
    try:
        size = path_of(post.cover.token, SHARE).stat().st_size
    except OSError:
        return []
    return [Enclosure(f"{site}{post.cover.share_url}", str(size), SHARE.content_type)]


def _title(wanted: Wanted, name: str) -> str:
    """The site and what narrows the feed, in the words of the board."""
    filters = wanted.filters
    ward, category = wanted.wards.get(filters.ward), wanted.categories.get(filters.category)
    words = [known.label for known in (ward, category) if known]
    words += [_("「%(words)s」") % {"words": filters.q}] if filters.q else []
    return f"{name} – {_('課題ボード')}" + (f"（{'・'.join(words)}）" if words else "")


def _name() -> str:
    site = site_settings()
    return site.name_en if get_language() == "en" else site.name
