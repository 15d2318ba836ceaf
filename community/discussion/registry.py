"""What talk attaches to, and how events of packages above are shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from community.organisations.models import Organisation

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


def register(discussable: Discussable) -> None:
    _discussables[discussable.kind] = discussable


def register_event(event_type: EventType) -> None:
    _event_types[event_type.name] = event_type


def discussable(kind: str) -> Discussable | None:
    return _discussables.get(kind)


def event_type(name: str) -> EventType | None:
    return _event_types.get(name)
