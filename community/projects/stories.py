"""Stories as lists and their own page show them."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from community.areas.reference import wards
from community.core.bilingual import open_to_all
from community.core.paging import page_of
from community.issues.models import Issue

from .models import StoryPage

PAGE = 12
MOST_LINKS = 10


def open_stories() -> QuerySet[Any]:
    """The newest first; only those whose page anybody may open."""
    stories = (
        open_to_all(StoryPage.objects)
        .defer_streamfields()
        .select_related("before", "after")
        .prefetch_related("before__renditions", "after__renditions")
    )
    return stories.order_by("-day", "-pk")


def latest_story(request: HttpRequest) -> dict[str, Any] | None:
    return next(iter(story_rows(open_stories()[:1], request)), None)


def story_rows(stories: Iterable[Any], request: HttpRequest) -> list[dict[str, Any]]:
    areas = wards()
    return [{"story": story, "url": story.get_url(request), "ward": areas.get(story.ward_id)} for story in stories]


def story_index_context(request: HttpRequest) -> dict[str, Any]:
    page = page_of(open_stories(), request.GET, size=PAGE)
    return {"paging": page, "rows": story_rows(page["things"], request)}


def story_context(story: Any, request: HttpRequest) -> dict[str, Any]:
    """The posts it is about, as far as everybody may read them."""
    numbers = [int(number[:18]) for number in re.findall(r"\d+", story.issue_numbers)][:MOST_LINKS]
    posts = Issue.objects.visible_to(None).listed().filter(number__in=numbers).order_by("number")
    return {"ward": wards().get(story.ward_id), "posts": posts.only("number", "title")}
