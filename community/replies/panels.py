"""The city's answers on an issue's page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import prefetch_related_objects

from community.core.panels import Panel

from .models import OfficialReply


def replies_of(issue: Any, user: Any) -> dict[str, Any]:
    if issue.first_answer_at is None:  # mostly so: then there is nothing to ask for
        return {"replies": (), "issue": issue}
    replies = OfficialReply.objects.visible_to(user).published().filter(issue=issue).select_related("department")
    return {"replies": with_earlier(replies), "issue": issue}


def with_earlier(replies: Iterable[OfficialReply]) -> list[OfficialReply]:
    """The replies; those that were corrected with what they said before."""
    replies = list(replies)
    prefetch_related_objects([reply for reply in replies if reply.corrected_on], "earlier")
    return replies


PANELS = (Panel("issue.replies", 10, replies_of, "replies/_panel.html"),)
