"""Events as HTML: the same for every viewer, once a language."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from community.core import pieces

from .models import Event, Message, Thread
from .registry import discussable, event_type

MESSAGE_TEMPLATE = "discussion/_message.html"
TURNED = {Event.HIDE: "discussion/_hide_event.html", Event.SHOW: "discussion/_show_event.html"}


def page_lines(thread_id: int) -> list[SafeString]:
    """The last page of a thread's log as HTML, in order. Lines that were made before are not made again."""
    stamps = Event.objects.filter(thread=thread_id).stamps()
    names = {stamp[0]: pieces.name_of("line", *stamp) for stamp in stamps}

    def make(missing: list[int]) -> dict[int, str]:
        return {event.pk: event.html for event in with_html(Event.objects.filter(pk__in=missing).with_words())}

    return list(pieces.render(names, make).values())


def with_html(events: Iterable[Event], *, live: bool = False) -> list[Event]:
    """The events, each with `html` in the present language; one of a type that nobody shows has none.

    `live` lines also carry what else they change on an open page (a `<template data-region>` each); a page that is
    made anew has all of that in its place already.
    """
    events = list(events)
    threads = Thread.objects.in_bulk({event.thread_id for event in events})
    contexts = _contexts(events, live)
    for event in events:
        event.thread = threads[event.thread_id]
        event.html = _html(event, {"live": live} | contexts.get(event.pk, {}))
    return events


def _contexts(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    by_type: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_type[event.type].append(event)
    found: dict[int, dict[str, Any]] = _turned_messages([e for name in TURNED for e in by_type.pop(name, [])], live)
    for name, some in by_type.items():
        known = event_type(name)
        if known is not None:
            found |= known.context(some, live)
    return found


def _turned_messages(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    """Which message each event of hiding or showing means, as it is now; only open pages need to be told."""
    if not (live and events):
        return {}
    messages = Message.objects.select_related("author", "organisation").in_bulk(
        [event.data["message"] for event in events]
    )
    return {event.pk: {"message": messages.get(event.data["message"])} for event in events}


def _html(event: Event, context: dict[str, Any]) -> SafeString | str:
    if event.message_id is not None:
        flag_url = _flag_address_of(event, event.message_id)
        return render_to_string(MESSAGE_TEMPLATE, {"event": event, "message": event.message, "flag_url": flag_url})
    if event.type in TURNED:
        flag_url = _flag_address_of(event, event.data["message"])
        return render_to_string(TURNED[event.type], {"event": event, "flag_url": flag_url, **context})
    known = event_type(event.type)
    return render_to_string(known.template, {"event": event, **context}) if known is not None else ""


def _flag_address_of(event: Event, message_id: int) -> str:
    return f"{flag_address(event.thread)}?message={message_id}"


def flag_address(thread: Thread) -> str:
    """Where people say that something is not right; everything that is talked about has such a page of its own."""
    known = discussable(thread.kind)
    pages = known.pages if known is not None and known.pages else f"{thread.kind}s"
    return reverse(f"{pages}:flag", args=[thread.number])


def takes_back(event: Event) -> int | None:
    """The number of the message that this event hides, shows or repeats: what was made of it before must not be sent
    again."""
    return event.data.get("seq") if event.type in (*TURNED, Event.PIN) else None


def as_frame(event: Event) -> dict[str, Any]:
    """An event as the live protocol sends it. Words of the city or of an organisation name no author; `hide` and `show`
    name their message."""
    said = event.message
    nameless = said is None or said.official or said.organisation_id is not None or said.is_hidden
    shows_author = not nameless and event.author is not None
    return {
        "t": "event",
        "seq": event.seq,
        "type": event.type,
        "id": event.message_id or event.data.get("message") or event.pk,
        "author": event.author.public_id if shows_author else None,
        "html": event.html,
        "at": event.at.isoformat(),
    }
