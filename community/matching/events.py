"""How the steps of a hand-over arrive in its talk."""

from typing import Any

from community.discussion.models import Event, Thread
from community.discussion.registry import EventType
from community.organisations.models import Organisation

from .models import Match, MatchStep
from .permissions import side_of
from .sentences import of_step
from .workflow import ENDS, Side, State


def _steps(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    """Each event's step in words; the page around it is made anew when it is opened."""
    ids = [event.data["step"] for event in events]
    steps = MatchStep.objects.select_related("match", "match__resource", "match__need__code").in_bulk(ids)
    known = {event.pk: steps.get(event.data["step"]) for event in events}
    return {pk: {"words": of_step(step.match, step), "note": step.note} for pk, step in known.items() if step}


def takes_messages(thread: Thread) -> bool:
    """While it goes on, and after thanks as long as contacts stay."""
    state = Match.objects.filter(thread=thread).values_list("state", flat=True).first()
    return state is not None and (state not in ENDS or state == State.THANKED)


def voice(thread: Thread, user: Any) -> Organisation | None:
    """Each side speaks with one voice: who acts for its organisation here does so in its name."""
    match = (
        Match.objects.select_related("resource__organisation", "asking_organisation", "issue")
        .filter(thread=thread)
        .first()
    )
    side = side_of(user, match) if match is not None else None
    if match is None or side is None:
        return None
    return match.owning_organisation if side == Side.OWNER else match.asking_organisation


STEP = EventType(name="match", template="matching/_event.html", context=_steps)
