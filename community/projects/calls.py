"""Calls for helpers as pages show them: how many of how many places, never who."""

from typing import Any

from community.core.clock import now
from community.core.errors import NotFound

from .forms import AnswerForm
from .models import Call, CallAnswer
from .permissions import sees_answers


def calls_for(user: Any, **owner: Any) -> list[dict[str, Any]]:
    """The calls of a theme (`board=`) or of an event (`event=`), oldest first."""
    calls = Call.objects.visible_to(user).with_taken().select_related("event").filter(**owner).order_by("pk")
    return [state_of(call) | {"sees_answers": sees_answers(user, call)} for call in calls]


def call_of(user: Any, number: int) -> Call:
    """Raises NotFound for a call whose page is not open to everybody."""
    calls = Call.objects.visible_to(user).with_taken().select_related("event", "board")
    call = calls.filter(pk=number).first()
    if call is None:
        raise NotFound
    return call


def answer_context(call: Call, form: AnswerForm, user: Any) -> dict[str, Any]:
    mine = call.answers.filter(person=user, state=CallAnswer.State.JOINED).first()
    owner = call.event or call.board.page
    return state_of(call) | {"form": form, "mine": mine, "owner": owner.specific}


def state_of(call: Call) -> dict[str, Any]:
    """`left` is None where there is room for everybody."""
    left = None if call.places is None else max(0, call.places - call.taken)
    return {"call": call, "taken": call.taken, "left": left, "is_open": call.is_open(now())}
