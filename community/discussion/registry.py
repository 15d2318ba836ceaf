"""What talk attaches to, and how events of packages above are shown."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from community.notifications import registry as notices
from community.organisations.models import Organisation

from .mention_news import companion_of
from .models import Event, Thread


@dataclass(frozen=True)
class Discussable:
    """A kind of thing with a thread. `takes_messages` may close talk for reasons that only its package knows.

    `news` names the sort of news that a new message is, told with the ids `thread` and `message`; empty for none.
    `pages` is the namespace of its addresses, where that is not the kind with an s. `voice` says for which organisation
    somebody writes there (None: for themselves), where that is not theirs to choose.
    """

    kind: str
    takes_messages: Callable[[Thread], bool] = lambda thread: True
    news: str = ""
    pages: str = ""
    voice: Callable[[Thread, Any], Organisation | None] | None = None


@dataclass(frozen=True)
class EventType:
    """How one type of event is shown.

    `context(events, live)` fetches for many at once: event id → template variables.
    """

    name: str
    template: str
    context: Callable[[list[Event], bool], dict[int, dict[str, Any]]]


_discussables: dict[str, Discussable] = {}
_event_types: dict[str, EventType] = {}
_people: list[Callable[[Thread], Iterable[int]]] = []


def register(discussable: Discussable) -> None:
    _discussables[discussable.kind] = discussable
    if discussable.news:
        notices.register(companion_of(discussable.news))


def register_event(event_type: EventType) -> None:
    _event_types[event_type.name] = event_type


def discussable(kind: str) -> Discussable | None:
    return _discussables.get(kind)


def event_type(name: str) -> EventType | None:
    return _event_types.get(name)


def register_people(people: Callable[[Thread], Iterable[int]]) -> None:
    """A package above knows whom a page names beside its talk: `people(thread)` gives their ids, who can be named in
    the talk too. Never anybody who is there without a name."""
    _people.append(people)


def people_of(thread: Thread) -> Iterator[int]:
    for people in _people:
        yield from people(thread)
