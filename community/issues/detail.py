"""One issue's page: what it shows to this person."""

from typing import Any

from django.http import HttpRequest

from community.core.ids import token
from community.discussion.permissions import is_open, may_post
from community.discussion.rendering import page_lines

from .bridge import bridge_of
from .minimap import minimap
from .models import Issue


def detail_context(
    request: HttpRequest, issue: Issue, *, person: str, draft: str = "", draft_error: str = ""
) -> dict[str, Any]:
    photos = [join.photo for join in issue.photos.select_related("photo")]
    changes = list(issue.changes.select_related("department"))
    return {
        "issue": issue,
        "photos": photos,
        "bridge": bridge_of(issue, changes),
        "changes": changes,
        "lines": page_lines(issue.thread_id),
        "map": minimap(issue),
        "can_post": may_post(request.user, issue.thread),
        "talk_is_open": is_open(issue.thread),
        "supported": is_supported(issue, user=request.user, person=person),
        "message_key": token(),
        "draft": draft,
        "draft_error": draft_error,
    }


def is_supported(issue: Issue, *, user: Any, person: str) -> bool:
    """Whether this person says わたしも; costs nothing for a visitor without the cookie."""
    return (user.is_authenticated or bool(person)) and issue.supports.by(user, person).exists()
