"""Answering a call for helpers.

The call's row is the lock: places are counted by one person at a time.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core import journal
from community.core.clock import now
from community.core.errors import NotAllowed, NotFound
from community.core.ratelimit import Rate, spend
from community.moderation.permissions import refuse_banned

from ..models import Call, CallAnswer

RATE = Rate(30, 3600)
JOINED, WITHDRAWN = CallAnswer.State.JOINED, CallAnswer.State.WITHDRAWN


class NoPlaceLeft(NotAllowed):
    code = "full"
    status = 409
    sentence = gettext_lazy("席がいっぱいになりました。だれかが取りやめたら、また応募できます。")


def answer_call(*, call: int, person: Any, message: str = "", key: str = "") -> CallAnswer:
    """Take a place. Whoever has one keeps it, however often they press.

    Raises NotFound, NotAllowed when the call has closed, NoPlaceLeft, TooFast.
    """
    refuse_banned(person)
    spend("call", person.pk, RATE)
    with transaction.atomic():
        locked = _lock(call, person)
        mine = locked.answers.filter(person=person).first()
        if mine is not None and mine.state == JOINED:
            return mine
        if not locked.is_open(now()):
            raise NotAllowed(_("この募集は、しめきりました。ほかの募集をさがしてみてください。"))
        if locked.places is not None and locked.answers.filter(state=JOINED).count() >= locked.places:
            raise NoPlaceLeft
        mine = mine or CallAnswer(call=locked, person=person)
        mine.message, mine.state, mine.key, mine.at = message, JOINED, key, now()
        mine.save()
        _write_down("call.join", locked, person)
    return mine


def withdraw_answer(*, call: int, person: Any) -> None:
    """Give the place back; the words go with it. Nothing happens to whoever has none."""
    with transaction.atomic():
        locked = _lock(call, person)
        mine = locked.answers.filter(person=person, state=JOINED)
        if mine.update(state=WITHDRAWN, message=""):
            _write_down("call.withdraw", locked, person)


def _lock(call: int, person: Any) -> Call:
    locked = Call.objects.select_for_update(of=("self",)).visible_to(person).filter(pk=call).first()
    if locked is None:
        raise NotFound
    return locked


def _write_down(act: str, call: Call, person: Any) -> None:
    journal.record(act=act, by=person, kind="call", number=call.pk, ward=call.ward_id or "")
