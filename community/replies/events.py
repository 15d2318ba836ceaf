"""How an official reply arrives in the talk of its issue."""

from typing import Any

from community.discussion.models import Event
from community.discussion.registry import EventType

from .models import OfficialReply


def _replies(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    ids = {event.data["reply"]: event.pk for event in events}
    replies = OfficialReply.objects.published().filter(pk__in=ids).select_related("department", "issue")
    return {ids[reply.pk]: {"reply": reply} for reply in replies}


REPLY = EventType(name="reply", template="replies/_reply_event.html", context=_replies)
