"""The draft of an answer as the sheet that a Japanese office files (起案用紙)."""

from typing import Any

from community.issues.models import Issue
from community.replies.models import OfficialReply

SEALS = ("課長", "課長代理", "係長", "係員")  # the boxes of 決裁, as on the city's sheets


def kian_context(issue: Issue, user: Any) -> dict[str, Any] | None:
    """The draft that waits, or else the last answer; None while nothing was written."""
    written = OfficialReply.objects.visible_to(user).filter(issue=issue).select_related("author", "department")
    reply = written.drafts().last() or written.published().last()
    if reply is None:
        return None
    return {
        "issue": issue,
        "reply": reply,
        "office": reply.department or issue.department or issue.category.department,
        "seals": SEALS,
    }
