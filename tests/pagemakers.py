"""The smallest valid pages, themes and calls, each below its planted index."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction

from community.areas.models import Ward
from community.core.clock import now
from community.pages.models import BoardPage, NewsIndexPage, NewsPage, StandardPage, WardPage
from community.projects.models import Call, EventIndexPage, EventPage, StoryIndexPage, StoryPage
from community.taxonomy.models import Board
from tests import makers

_count = 0


def _slug(prefix: str) -> str:
    global _count
    _count += 1
    return f"{prefix}-{_count}"


def news(*wards: str, **fields: Any) -> NewsPage:
    given = {"title": "街灯を取り替えます", "slug": _slug("news")} | fields
    page = NewsIndexPage.objects.get().add_child(instance=NewsPage(**given))
    page.wards.set(Ward.objects.filter(pk__in=wards))
    page.save()
    return page


def event(**fields: Any) -> EventPage:
    """A week from now, at the ward office."""
    given = {
        "title": "大川のごみひろい",
        "slug": _slug("event"),
        "starts_at": now() + timedelta(days=7),
        "place": "北の広場",
        "organiser": "北区役所",
    }
    return EventIndexPage.objects.get().add_child(instance=EventPage(**given | fields))


def story(**fields: Any) -> StoryPage:
    given = {"title": "道が明るくなった", "slug": _slug("story")} | fields
    return StoryIndexPage.objects.get().add_child(instance=StoryPage(**given))


def theme(*, page: bool = True, live: bool = True, call: str = "", **fields: Any) -> Board:
    """A theme that takes posts now, with its page."""
    given = {"slug": _slug("theme"), "name": "夜も歩けるまちに"} | fields
    board = Board.objects.create(**given)
    if page:
        boards = StandardPage.objects.get(slug="boards")
        boards.add_child(instance=BoardPage(title=board.name, slug=board.slug, board=board, call=call, live=live))
    return board


def call(**fields: Any) -> Call:
    """For helpers of an event, unless told otherwise."""
    owner = {} if "board" in fields else {"event": fields.pop("event", None) or event()}
    given = {
        "title": "道具を配る人",
        "what": "手ぶくろを配ります。",
        "when": "朝9時",
        "where": "広場",
        "office": "北区役所",
    }
    return Call.objects.create(**owner | given | fields)


def ward_page(code: str = makers.KITA) -> WardPage:
    return WardPage.objects.get(ward=code)


def lock(page: Page) -> None:
    """Put the page behind Wagtail's own password."""
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="sesame")


def image(title: str = "川の橋") -> Any:
    file = ContentFile(makers.picture(), "bridge.jpg")
    return get_image_model().objects.create(title=title, file=file, width=640, height=480)
