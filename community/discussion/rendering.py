"""Events as HTML: the same for every viewer, once a language."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from community.core import pieces
from community.organisations.models import Organisation

from .mentioning import dress_names
from .models import Event, Message, Reaction, Seen, Thread
from .picturing import addresses_in, dress, is_pictured
from .registry import discussable, event_type

MESSAGE_TEMPLATE = "discussion/_message.html"
# Events that change a line where it stands: other words, or what stands in their place.
TURNED = {
    Event.HIDE: "discussion/_hide_event.html",
    Event.DELETE: "discussion/_hide_event.html",
    Event.SHOW: "discussion/_show_event.html",
    Event.EDIT: "discussion/_show_event.html",
}
ANSWERED = ("reply_to__event", "reply_to__author", "reply_to__organisation")
CHANGED = TURNED | {Event.REACT: "discussion/_react_event.html"}


def page_lines(thread_id: int) -> list[SafeString]:
    """The last page of a thread's log as HTML, in order. Lines that were made before are not made again."""
    stamps = Event.objects.filter(thread=thread_id).stamps(pictured=Exists(is_pictured(thread_id)))
    return _lines_of(thread_id, stamps)


def page_of(thread_id: int, user: Any) -> tuple[list[SafeString], int | None, bool, bool]:
    """The same, up to which number `user` had read, and whether they have written there, or answered without words;
    one query for all."""
    if not user.is_authenticated:
        return page_lines(thread_id), None, False, False
    seen = Subquery(Seen.objects.filter(thread=thread_id, person=user).values("seq"))
    wrote = Exists(Message.objects.by(user).filter(thread=thread_id))
    reacted = Exists(Reaction.objects.filter(message__thread=thread_id, person=user))
    own = {"seen": seen, "wrote": wrote, "reacted": reacted}
    stamps = Event.objects.filter(thread=thread_id).stamps(**own, pictured=Exists(is_pictured(thread_id)))
    seq, has_written, has_reacted = stamps[-1][-4:-1] if stamps else (None, False, False)
    return _lines_of(thread_id, [(*stamp[:-4], stamp[-1]) for stamp in stamps]), seq, has_written, has_reacted


def _lines_of(thread_id: int, stamps: list[tuple[Any, ...]]) -> list[SafeString]:
    """The last of each stamp says whether there are photos in this talk."""
    pictured = bool(stamps) and stamps[-1][-1]
    photos = addresses_in(thread_id) if pictured else {}
    names = {stamp[0]: pieces.name_of("line", *stamp[:-1], photos.get(stamp[0], "")) for stamp in stamps}

    def make(missing: list[int]) -> dict[int, str]:
        events = list(Event.objects.filter(pk__in=missing).with_words())
        if pictured:
            dress(event.message for event in events)
        dress_names(event.message for event in events)
        return {event.pk: event.html for event in with_html(events)}

    return list(pieces.render(names, make).values())


def fill(messages: Iterable[Message | None]) -> None:
    """Organisations, and what is answered, where there are any: joining them takes longer to say than to do."""
    messages = [message for message in messages if message is not None]
    voices = {message.organisation_id for message in messages} - {None}
    answers = {message.reply_to_id for message in messages} - {None}
    organisations = Organisation.objects.in_bulk(voices) if voices else {}
    answered = Message.objects.select_related("event", "author", "organisation").in_bulk(answers) if answers else {}
    for message in messages:
        message.organisation = organisations.get(message.organisation_id)
        message.reply_to = answered.get(message.reply_to_id)


def with_html(events: Iterable[Event], *, live: bool = False) -> list[Event]:
    """The events, each with `html` in the present language; one of a type that nobody shows has none.

    `live` lines also carry what else they change on an open page (a `<template data-region>` each); a page that is
    made anew has all of that in its place already.
    """
    events = list(events)
    fill(event.message for event in events)
    contexts = _contexts(events, live)
    if live:
        said = [event.message for event in events] + [given.get("message") for given in contexts.values()]
        dress(said)
        dress_names(said)
    for event in events:
        event.html = _html(event, {"live": live} | contexts.get(event.pk, {}))
    return events


def _contexts(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    by_type: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_type[event.type].append(event)
    found: dict[int, dict[str, Any]] = _changed_messages([e for name in CHANGED for e in by_type.pop(name, [])], live)
    for name, some in by_type.items():
        known = event_type(name)
        if known is not None:
            found |= known.context(some, live)
    return found


def _changed_messages(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    """Which message each event changes, as it is now; only open pages need to be told."""
    if not (live and events):
        return {}
    meant = Message.objects.with_words().select_related(*ANSWERED)
    messages = meant.in_bulk([event.data["message"] for event in events])
    return {event.pk: {"message": messages.get(event.data["message"])} for event in events}


def _html(event: Event, context: dict[str, Any]) -> SafeString | str:
    if event.message_id is not None:
        given = {"event": event, "message": event.message} | _addresses(event, event.message_id)
        return render_to_string(MESSAGE_TEMPLATE, given)
    if event.type in CHANGED:
        given = {"event": event} | _addresses(event, event.data["message"])
        return render_to_string(CHANGED[event.type], given | context)
    known = event_type(event.type)
    return render_to_string(known.template, {"event": event, **context}) if known is not None else ""


def _addresses(event: Event, message_id: int) -> dict[str, str]:
    return {"page": page_address(event.thread), "flag_url": f"{flag_address(event.thread)}?message={message_id}"}


def flag_address(thread: Thread) -> str:
    """Where people say that something is not right; everything that is talked about has such a page of its own."""
    return reverse(f"{_pages_of(thread)}:flag", args=[thread.number])


def page_address(thread: Thread, name: str = "detail") -> str:
    """The page of what is talked about, on which the talk stands; or another address beside it."""
    return reverse(f"{_pages_of(thread)}:{name}", args=[thread.number])


def _pages_of(thread: Thread) -> str:
    known = discussable(thread.kind)
    return known.pages if known is not None and known.pages else f"{thread.kind}s"


def takes_back(event: Event) -> int | None:
    """The number of the message whose words this event changes or repeats, which must not be sent again as it
    was before."""
    return event.data.get("seq") if event.type in (*TURNED, Event.PIN) else None


def also_takes_back(event: Event) -> list[int]:
    """The numbers of the messages that quote it: what was made of them before must not be sent again either."""
    if event.type not in TURNED:
        return []
    quoting = Event.objects.filter(message__reply_to=event.data["message"])
    return list(quoting.order_by("seq").values_list("seq", flat=True))


def as_frame(event: Event) -> dict[str, Any]:
    """An event as the live protocol sends it. Words of the city or of an organisation name no author; what changes a
    message names it."""
    said = event.message
    nameless = said is None or said.official or said.organisation_id is not None or said.is_hidden
    return {
        "t": "event",
        "seq": event.seq,
        "type": event.type,
        "id": event.message_id or event.data.get("message") or event.pk,
        "author": None if nameless or said.author is None else said.author.public_id,
        "html": event.html,
        "at": event.at.isoformat(),
    }
