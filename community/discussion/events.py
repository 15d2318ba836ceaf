"""How it looks in the talk that staff keep it in order: slower, closed, opened again, a message pinned."""

from collections.abc import Iterable
from typing import Any

from .models import Event, Message, Thread, pace_in_words
from .registry import EventType


def pinned_in(threads: Iterable[int]) -> dict[int, Message]:
    """Thread → the message at its top, with all that showing it needs."""
    kept = Thread.objects.filter(pk__in=set(threads), pinned__isnull=False).values("pinned")
    shown = Message.objects.filter(pk__in=kept, state=Message.State.SHOWN)
    return {message.thread_id: message for message in shown.select_related("event", "author", "organisation")}


def _paces(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    return {event.pk: {"pace": pace_in_words(event.data["seconds"])} for event in events if event.data["seconds"]}


def _closings(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    """The sentence stands where one would write, as it is now; the line has none."""
    return {}


def _pins(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    """On an open page, what is pinned now."""
    pinned = pinned_in(event.thread_id for event in events) if live else {}
    return {event.pk: {"pinned": pinned.get(event.thread_id)} for event in events}


SLOW = EventType(Event.SLOW, "discussion/_slow_event.html", _paces)
CLOSE = EventType(Event.CLOSE, "discussion/_close_event.html", _closings)
PIN = EventType(Event.PIN, "discussion/_pin_event.html", _pins)
