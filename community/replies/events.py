"""How an official reply arrives in the talk of its issue."""

from typing import Any

from community.discussion.models import Event
from community.discussion.registry import EventType

from .models import OfficialReply
from .panels import with_earlier


def _replies(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    """Each event's reply; on an open page also all replies of its issue, which take the place of those shown there."""
    published = OfficialReply.objects.published().select_related("department", "issue")
    known = published.in_bulk([event.data["reply"] for event in events])
    found: dict[int, dict[str, Any]] = {
        event.pk: {"reply": known[event.data["reply"]], "corrected": event.data.get("corrected", False)}
        for event in events
        if event.data["reply"] in known
    }
    if live:
        for context in found.values():
            context["replies"] = with_earlier(published.filter(issue=context["reply"].issue))
    return found


REPLY = EventType(name="reply", template="replies/_reply_event.html", context=_replies)
