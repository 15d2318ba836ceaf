"""One resource's page: what it shows to this person."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.areas.reference import wards
from community.discussion.page import talk_of
from community.notifications.followed import is_told_of
from community.photos.models import State as PhotoState

from .cards import dress
from .days import has_hours, two_weeks
from .describing import WEEKDAYS, hours_in_words, reach_in_words, term_in_words
from .models import Resource
from .permissions import may_change
from .reference import LANGUAGES

MOST_TILES = 20  # of the stock; more are told by the number alone


def detail_context(
    request: HttpRequest, resource: Resource, *, draft: str = "", draft_error: str = ""
) -> dict[str, Any]:
    user = request.user
    resource.thread.discussed = resource
    talk = talk_of(request, resource.thread, draft=draft, draft_error=draft_error)
    if resource.organisation is not None:
        resource.organisation.ward = wards().get(resource.organisation.ward_id)
    dress(resource)
    photos = [join.photo for join in resource.photos.select_related("photo")]
    is_mine = may_change(user, resource)
    return {
        "resource": resource,
        "trail": trail(resource),
        "photos": photos,
        "share_photo": next((photo for photo in photos if photo.state == PhotoState.READY), None),
        "tiles": tiles(resource),
        "has_hours": has_hours(resource),
        "weekdays": [*WEEKDAYS[6:], *WEEKDAYS[:6]],
        "weeks": two_weeks(resource),
        "hours": hours_in_words(resource),
        "reach": reach_in_words(resource),
        "term": term_in_words(resource),
        "languages": [LANGUAGES[code] for code in resource.languages if code in LANGUAGES],
        "is_mine": is_mine,
        "hints": hints(resource) if is_mine else [],
        **talk,
        "followed": is_told_of(user, "resource", resource.pk),
    }


def trail(resource: Resource) -> list[dict[str, str]]:
    """The ways up: the list, its kind, its first code."""
    top = reverse("resources:list")
    steps = [
        {"label": _("力になる"), "url": top},
        {"label": str(resource.get_kind_display()), "url": f"{top}?kind={resource.kind}"},
    ]
    code = next(iter(resource.codes.all()), None)
    return [*steps, {"label": code.label, "url": f"{top}?kind={resource.kind}&code={code.pk}"}] if code else steps


def tiles(resource: Resource) -> list[str]:
    """One for each: free, promised or out; none where it is not counted or there are too many to draw."""
    if resource.quantity is None or resource.quantity > MOST_TILES:
        return []
    counts = (("free", resource.left or 0), ("promised", resource.held), ("out", resource.handed_out))
    return [state for state, count in counts for _nth in range(count)]


def hints(resource: Resource) -> list[str]:
    """What its owner should know about insurance and permits."""
    return [code.hint_text for code in resource.codes.all() if code.hint_text]
