"""Events as HTML: the same for every viewer, once a language."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .models import Event
from .registry import event_type

MESSAGE_TEMPLATE = "discussion/_message.html"


def with_html(events: Iterable[Event]) -> list[Event]:
    """The events, each with `html` in the present language; one of a type that nobody shows has none."""
    events = list(events)
    contexts = _contexts(events)
    for event in events:
        event.html = _html(event, contexts.get(event.pk, {}))
    return events


def _contexts(events: list[Event]) -> dict[int, dict[str, Any]]:
    by_type: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_type[event.type].append(event)
    found: dict[int, dict[str, Any]] = {}
    for name, some in by_type.items():
        known = event_type(name)
        if known is not None:
            found |= known.context(some)
    return found


def _html(event: Event, context: dict[str, Any]) -> SafeString | str:
    if event.message_id is not None:
        return render_to_string(MESSAGE_TEMPLATE, {"event": event, "message": event.message})
    known = event_type(event.type)
    return render_to_string(known.template, {"event": event, **context}) if known is not None else ""


def as_frame(event: Event) -> dict[str, Any]:
    """An event as the live protocol sends it. The city's words name no author."""
    shows_author = event.message is not None and not event.message.official and event.author is not None
    return {
        "t": "event",
        "seq": event.seq,
        "type": event.type,
        "id": event.message_id or event.pk,
        "author": event.author.public_id if shows_author else None,
        "html": event.html,
        "at": event.at.isoformat(),
    }
