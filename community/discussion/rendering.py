"""Events as HTML: the same for every viewer, once a language."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from community.core import pieces

from .models import Event, Thread
from .registry import event_type

MESSAGE_TEMPLATE = "discussion/_message.html"


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
    found: dict[int, dict[str, Any]] = {}
    for name, some in by_type.items():
        known = event_type(name)
        if known is not None:
            found |= known.context(some, live)
    return found


def _html(event: Event, context: dict[str, Any]) -> SafeString | str:
    if event.message_id is not None:
        flag_url = f"{flag_address(event.thread)}?message={event.message_id}"
        return render_to_string(MESSAGE_TEMPLATE, {"event": event, "message": event.message, "flag_url": flag_url})
    known = event_type(event.type)
    return render_to_string(known.template, {"event": event, **context}) if known is not None else ""


def flag_address(thread: Thread) -> str:
    """Where people say that something is not right; everything that is talked about has such a page of its own."""
    return reverse(f"{thread.kind}s:flag", args=[thread.number])


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
