"""Organisations of every state for the planted city, and the addresses at which they could be read."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache

from community.discussion import actions as talk
from community.issues.models import Issue
from community.moderation.models import Appeal, Takedown
from community.organisations import actions
from community.organisations.models import Membership, Organisation, Role
from community.photos import actions as photos
from search import outbox
from tests import makers

from .surfaces import own_surfaces

PLACE = "organisations/<int:number>/"


def plant(state: str, word: Callable[[str], str], *, author: Any, officer: Any, post: Issue) -> Organisation:
    """One of this state, owned by the author; one of its people has spoken for it on a public post."""
    cache.clear()  # one person registers more of them than one may
    photo = photos.take_in(upload=makers.upload(), author=author, draft_key=f"organisation-{state}")
    photos.describe(photo=photo, alt=word("orgalt"), alt_en=word("orgalt"))
    made = makers.organisation(
        author=author, name=word("orgname"), about=word("orgabout"), asks=word("orgabout"), picture=photo
    )
    Membership.objects.filter(organisation=made).update(named=True)
    speaker = makers.person(display_name=word("orgmember").split()[0])
    makers.membership(made, speaker, role=Role.MANAGER)
    talk.post_message(author=speaker, thread=post.thread, body="団体の名前で書きました。", organisation=made)
    actions.ask_verification(number=made.pk, by=author, evidence=word("orgevidence"))
    actions.refuse_verification(number=made.pk, by=officer, word=word("orgevidence"))
    actions.ask_verification(number=made.pk, by=author, evidence=word("orgevidence"))
    act = Takedown.objects.create(
        kind="organisation", number=made.pk, author=author, reason=word("orgreason"), by=officer
    )
    Appeal.objects.create(takedown=act, author=author, words=word("orgreason"))
    Organisation.objects.filter(pk=made.pk).update(visibility=state, hidden_reason=word("orgreason"))
    type(photo).objects.filter(pk=photo.pk).update(visibility=state)
    outbox.record("organisation", made.pk)
    made.refresh_from_db()
    return made


def addresses(made: Organisation, words: dict[str, str]) -> dict[str, list[str]]:
    """Every route of one organisation with its number, and every list in which it could stand; `words` find it."""
    appeal = Appeal.objects.filter(takedown__kind="organisation", takedown__number=made.pk).first()
    of_one = {
        surface.route: ["/" + surface.route.replace("<int:number>", str(made.pk)).replace("<slug:verb>", "hide")]
        for surface in own_surfaces()
        if PLACE in surface.route
    }
    views = ("asked", "ending", "pending", "flagged", "all")
    return of_one | {
        "organisations/": ["/organisations/", *(f"/organisations/?q={word}" for word in words.values())],
        "cms/desk/organisations/": [f"/cms/desk/organisations/?view={view}" for view in views],
        "search/": [f"/search/?q={word}{more}" for word in words.values() for more in ("", "&of=organisation")],
        "search/suggest/": [f"/search/suggest/?q={words['orgname']}"],
        "search/feed/": [f"/search/feed/?q={words['orgname']}"],
        "appeals/new/": [f"/appeals/new/?organisation={made.pk}"],
        "cms/desk/appeals/<int:appeal_id>/": [f"/cms/desk/appeals/{appeal.pk}/"] if appeal else [],
        "photos/<slug:token>/<str:name>": [f"/photos/{made.picture.token}/card.webp"],
    }
