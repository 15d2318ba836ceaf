"""How reports, and the answers to them, arrive in the talk of their issue."""

from typing import Any

from community.discussion.models import Event, Thread
from community.discussion.registry import EventType

from .models import Effort


def _efforts(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    """Each event's report and act; on an open page also all that everybody may read, which takes its place there.

    A line says nothing that the desk might have to take back: it is kept, and its report may be hidden later.
    """
    known = Effort.objects.in_bulk([event.data["effort"] for event in events])
    found = {
        event.pk: {"effort": known[event.data["effort"]], "act": event.data["act"]}
        for event in events
        if event.data["effort"] in known
    }
    if live and known:
        some = next(iter(known.values()))
        efforts = list(Effort.objects.listed().filter(issue=some.issue_id).with_words())
        for context in found.values():
            context["efforts"] = efforts
    return found


def people(thread: Thread) -> list[int]:
    """Who has told of work there that everybody may read, in their own name."""
    if thread.kind != "issue":
        return []
    told = Effort.objects.listed().filter(issue__thread=thread, official=False, organisation=None)
    return [effort.author_id for effort in told.select_related("issue", "author") if effort.shows_author]


EFFORT = EventType(name="effort", template="efforts/_event.html", context=_efforts)
