"""One issue's page: what it shows to this person."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.core.ids import token
from community.discussion.page import talk_of
from community.discussion.permissions import is_off_duty, is_open, may_post
from community.moderation.permissions import ban_of, sentence_of
from community.photos.models import State

from .minimap import minimap
from .models import Issue, Support
from .own import own_ways
from .standing import bridge_panel


def detail_context(
    request: HttpRequest, issue: Issue, *, person: str, draft: str = "", draft_error: str = ""
) -> dict[str, Any]:
    banned = sentence_of(ban) if (ban := ban_of(request.user)) is not None else ""
    photos = [join.photo for join in issue.photos.select_related("photo")]
    return {
        "issue": issue,
        "own": own_ways(issue, request.user),
        "bridge": bridge_panel(issue),
        "trail": trail(issue),
        "photos": photos,
        "share_photo": issue.cover if issue.cover and issue.cover.state == State.READY else None,
        **talk_of(request, issue.thread),
        "map": minimap(issue),
        "may_press": request.user.is_authenticated and not banned,
        "can_post": may_post(request.user, issue.thread) and not banned,
        "banned": banned,
        "off_duty": is_off_duty(request.user),
        "talk_is_open": is_open(issue.thread),
        "supported": is_supported(issue, user=request.user, person=person),
        "message_key": token(),
        "draft": draft,
        "draft_error": draft_error,
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
