"""One issue's page: what it shows to this person."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.discussion.page import talk_of
from community.photos.models import State

from .minimap import minimap
from .models import Issue, Support
from .own import may_hide_parts, own_ways
from .standing import bridge_panel


def detail_context(
    request: HttpRequest, issue: Issue, *, person: str, draft: str = "", draft_error: str = ""
) -> dict[str, Any]:
    talk = talk_of(request, issue.thread, draft=draft, draft_error=draft_error)
    photos = [join.photo for join in issue.photos.select_related("photo")]
    return {
        "issue": issue,
        "own": own_ways(issue, request.user),
        "bridge": bridge_panel(issue),
        "trail": trail(issue),
        "photos": photos,
        "own_photos": photos if may_hide_parts(issue, request.user) else [],
        "share_photo": issue.cover if issue.cover and issue.cover.state == State.READY else None,
        **talk,
        "map": minimap(issue),
        "may_press": request.user.is_authenticated and not talk["banned"],
        "supported": is_supported(issue, user=request.user, person=person),
    }


def trail(issue: Issue) -> list[dict[str, str]]:
    """The ways up: the board, its ward, its kind of thing in that ward."""
    board, ward = reverse("issues:board"), {"ward": issue.ward_id or ""}
    steps = [{"label": _("課題ボード"), "url": board}]
    if issue.ward is not None:
        steps.append({"label": issue.ward.label, "url": f"{board}?{urlencode(ward)}"})
    label = issue.category.label
    return [*steps, {"label": label, "url": f"{board}?{urlencode(ward | {'category': issue.category_id})}"}]


def is_supported(issue: Issue, *, user: Any, person: str) -> bool:
    """Whether this person says わたしも, here or on a merged post; costs nothing for a visitor without the cookie."""
    knows = user.is_authenticated or bool(person)
    return knows and Support.objects.of_all(issue).by(user, person).exists()
