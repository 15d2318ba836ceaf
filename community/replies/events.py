"""How an official reply arrives in the talk of its issue."""

from typing import Any

from community.discussion.models import Event
from community.discussion.registry import EventType

from .models import OfficialReply


def _replies(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    """Each event's reply; on an open page also all replies of its issue, which take the place of those shown there."""
    ids = {event.data["reply"]: event.pk for event in events}
    published = OfficialReply.objects.published().select_related("department", "issue")
    found = {ids[reply.pk]: {"reply": reply} for reply in published.filter(pk__in=ids)}
    if live:
        for context in found.values():
            context["replies"] = published.filter(issue=context["reply"].issue)
    return found


REPLY = EventType(name="reply", template="replies/_reply_event.html", context=_replies)
