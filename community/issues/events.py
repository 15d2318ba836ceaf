"""How an issue's own events look in its talk."""

from typing import Any

from community.discussion.models import Event, Thread
from community.discussion.registry import EventType

from .models import Issue, StatusChange


def takes_messages(thread: Thread) -> bool:
    """A board may be closed for talk, and so is an issue that nobody sees any more."""
    return Issue.objects.filter(thread=thread, board__accepts_comments=True).exists()


def _changes(events: list[Event]) -> dict[int, dict[str, Any]]:
    ids = {event.data["change"]: event.pk for event in events}
    changes = StatusChange.objects.filter(pk__in=ids).select_related("department", "issue")
    return {ids[change.pk]: {"change": change} for change in changes}


STATUS = EventType(name="status", template="issues/_status_event.html", context=_changes)
