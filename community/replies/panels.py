"""The city's answers on an issue's page."""

from typing import Any

from community.core.panels import Panel

from .models import OfficialReply


def replies_of(issue: Any, user: Any) -> dict[str, Any]:
    replies = OfficialReply.objects.visible_to(user).published().filter(issue=issue).select_related("department")
    answered = issue.first_answer_at is not None  # mostly not: then there is nothing to ask for
    return {"replies": replies if answered else (), "issue": issue}


PANELS = (Panel("issue.replies", 10, replies_of, "replies/_panel.html"),)
