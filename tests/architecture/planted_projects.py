"""Projects of every state for the planted city, those of organisations of every state, and where they could be read."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache

from community.discussion import actions as talk
from community.moderation.models import Appeal, Takedown
from community.organisations.models import Organisation
from community.photos import actions as photos
from community.projects import actions
from community.projects.actions.what import RoleSaid
from community.projects.models import Member, Project
from search import outbox
from tests import makers

from .surfaces import own_surfaces

PLACE = "projects/<int:number>/"


def plant(state: str, word: Callable[[str], str], *, author: Any, officer: Any, post: Any) -> Project:
    """One of this state, with a picture, a talk, a raised hand and an appeal; it answers a public post."""
    cache.clear()  # one person starts more of them than one may
    photo = photos.take_in(upload=makers.upload(), author=author, draft_key=f"project-{state}")
    photos.describe(photo=photo, alt=word("proalt"), alt_en=word("proalt"))
    made = makers.project(
        author=author,
        title=word("proname"),
        title_en=word("proname"),
        does=word("prodoes"),
        body=word("probody"),
        licence=word("probody"),
        data_wanted=word("probody"),
        cover=photo,
        ward=makers.KITA,
        issues=[post.number],
        roles=[RoleSaid(word("prorole"))],
    )
    talk.post_message(author=author, thread=made.thread, body=word("promessage"))
    asking = makers.person()
    Member.objects.create(project=made, person=asking, role=made.roles.get(), message=word("prohand"))
    act = Takedown.objects.create(kind="project", number=made.pk, author=author, reason=word("proreason"), by=officer)
    Appeal.objects.create(takedown=act, author=author, words=word("proreason"))
    Project.objects.filter(pk=made.pk).update(hidden_reason=word("proreason"))
    made.refresh_from_db()
    makers.set_project_visibility(made, state)
    return made


def plant_of(organisation: Organisation, word: Callable[[str], str], *, author: Any) -> Project:
    """A public one of an organisation of some state: nobody learns more of it than of the organisation."""
    made = makers.project(author=author, title=word("progrp"), does=word("progrp"), ward=makers.KITA)
    talk.post_message(author=author, thread=made.thread, body=word("progrp"))
    Project.objects.filter(pk=made.pk).update(organisation=organisation)
    actions.follow_organisation(organisation=organisation)
    outbox.record("project", made.pk)
    made.refresh_from_db()
    return made


def addresses(some: list[Project], words: dict[str, str]) -> dict[str, list[str]]:
    """Every route of one project with the number of each, and every list in which they could stand."""
    numbers = [made.pk for made in some]
    appeals = Appeal.objects.filter(takedown__kind="project", takedown__number__in=numbers)
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
        "projects/": ["/projects/", f"/projects/?ward={makers.KITA}&wanted=1", *(f"/projects/{q}" for q in found)],
        "projects/new/": ["/projects/new/"],
        "cms/desk/projects/": [f"/cms/desk/projects/?view={view}" for view in views],
        "search/": [f"/search/{q}{more}" for q in found for more in ("", "&of=project", "&of=message")],
        "search/suggest/": [f"/search/suggest/?q={words['proname']}"],
        "search/feed/": [f"/search/feed/?q={words['proname']}"],
        "appeals/new/": [f"/appeals/new/?project={number}" for number in numbers],
        "cms/desk/appeals/<int:appeal_id>/": [f"/cms/desk/appeals/{appeal.pk}/" for appeal in appeals],
        "photos/<slug:token>/hide/": [f"/photos/{made.cover.token}/hide/" for made in some if made.cover is not None],
        "photos/<slug:token>/<str:name>": [
            f"/photos/{made.cover.token}/card.webp" for made in some if made.cover is not None
        ],
    }
