"""Offers of every state for the planted city, those of organisations of every state, and where they could be read."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache

from community.discussion import actions as talk
from community.moderation.models import Appeal, Takedown
from community.organisations.models import Organisation
from community.photos import actions as photos
from community.resources import actions
from community.resources.models import Resource
from search import outbox
from tests import makers

from .surfaces import own_surfaces

PLACE = "resources/<int:number>/"


def plant(state: str, word: Callable[[str], str], *, author: Any, officer: Any) -> Resource:
    """One of this state, with a picture, a talk and an appeal."""
    cache.clear()  # one person offers more of them than one may
    photo = photos.take_in(upload=makers.upload(), author=author, draft_key=f"resource-{state}")
    photos.describe(photo=photo, alt=word("resalt"), alt_en=word("resalt"))
    made = makers.resource(
        author=author,
        title=word("restitle"),
        title_en=word("restitle"),
        body=word("resbody"),
        conditions=word("resbody"),
        place=word("resbody"),
        hours_note=word("resbody"),
        photos=[photo],
        **makers.IN_KITA,
    )
    talk.post_message(author=author, thread=made.thread, body=word("resmessage"))
    act = Takedown.objects.create(kind="resource", number=made.pk, author=author, reason=word("resreason"), by=officer)
    Appeal.objects.create(takedown=act, author=author, words=word("resreason"))
    Resource.objects.filter(pk=made.pk).update(hidden_reason=word("resreason"))
    made.refresh_from_db()
    makers.set_resource_visibility(made, state)
    return made


def plant_of(organisation: Organisation, word: Callable[[str], str], *, author: Any) -> Resource:
    """A public one of an organisation of some state: nobody learns more of it than of the organisation."""
    made = makers.resource(author=author, title=word("resofgroup"), body=word("resofgroup"), **makers.IN_KITA)
    talk.post_message(author=author, thread=made.thread, body=word("resofgroup"))
    Resource.objects.filter(pk=made.pk).update(organisation=organisation)
    actions.follow_organisation(organisation=organisation)
    outbox.record("resource", made.pk)
    made.refresh_from_db()
    return made


def addresses(some: list[Resource], words: dict[str, str]) -> dict[str, list[str]]:
    """Every route of one resource with the number of each, and every list in which they could stand."""
    numbers = [made.pk for made in some]
    appeals = Appeal.objects.filter(takedown__kind="resource", takedown__number__in=numbers)
    of_one = {
        surface.route: [
            "/" + surface.route.replace("<int:number>", str(number)).replace("<slug:verb>", "hide")
            for number in numbers
        ]
        for surface in own_surfaces()
        if PLACE in surface.route
    }
    found = [f"?q={word}" for word in words.values()]
    views = ("pending", "flagged", "hidden", "all")
    return of_one | {
        "resources/": [
            "/resources/",
            "/resources/?kind=things",
            *(f"/resources/{q}" for q in found),
        ],
        "resources/map/": ["/resources/map/", *(f"/resources/map/{q}" for q in found)],
        "resources/map/points/": [f"/resources/map/points/?zoom={zoom}" for zoom in (10, 18)],
        "resources/calendar/": ["/resources/calendar/", *(f"/resources/calendar/{q}" for q in found)],
        "cms/desk/resources/": [f"/cms/desk/resources/?view={view}" for view in views],
        "search/": [f"/search/{q}{more}" for q in found for more in ("", "&of=resource", "&of=message")],
        "search/suggest/": [f"/search/suggest/?q={words['restitle']}"],
        "search/feed/": [f"/search/feed/?q={words['restitle']}"],
        "appeals/new/": [f"/appeals/new/?resource={number}" for number in numbers],
        "cms/desk/appeals/<int:appeal_id>/": [f"/cms/desk/appeals/{appeal.pk}/" for appeal in appeals],
        "photos/<slug:token>/hide/": [f"/photos/{made.cover.token}/hide/" for made in some if made.cover is not None],
        "photos/<slug:token>/<str:name>": [
            f"/photos/{made.cover.token}/card.webp" for made in some if made.cover is not None
        ],
    }
