"""A date, the hand-over itself, and that all is well."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed
from community.core.text import said
from community.resources.actions import stock

from ..models import MOST, Match
from ..workflow import AFTER_DELIVERY, Side, State
from .locking import append_step, clean_note, move, must_be_possible, release, save, take
from .needs import note_delivery

FARTHEST = timedelta(days=366)
LONGEST_PLACE = 100


@transaction.atomic
def schedule_match(*, number: int, by: Any, at: datetime | None = None, place: str = "", note: str = "") -> Match:
    """Fix, or change, when and where; without a moment the two have agreed on it in their talk.

    Raises NotFound, NotAllowed, NotNow or InvalidInput.
    """
    match, side = take(number=number, by=by)
    must_be_possible(match, "schedule", side)
    if at is not None and not now() - timedelta(days=1) <= at <= now() + FARTHEST:
        raise InvalidInput(_("日時は、今日から1年のあいだで入れてください。"))
    match.scheduled_at, match.place = at, said(place, LONGEST_PLACE, lines=False)
    fields = ("scheduled_at", "place")
    move(match, State.SCHEDULED, "schedule", side=side, by=by, note=clean_note(note), fields=fields)
    return match


@transaction.atomic
def deliver_match(*, number: int, by: Any, quantity: int | None = None, note: str = "") -> Match:
    """They have changed hands, all or fewer; what was held for it and stayed is free again.

    Raises NotFound, NotAllowed, NotNow, NothingLeft or InvalidInput.
    """
    match, side = take(number=number, by=by)
    must_be_possible(match, "deliver", side)
    given = match.quantity if quantity is None else quantity
    most = MOST if side == Side.OWNER else match.quantity  # more than was agreed only its owner gives
    if not 1 <= given <= most:
        raise InvalidInput(_("数は、1から%(most)dまでで入れてください。") % {"most": most})
    if not match.by_person:
        held = match.quantity if match.holds else 0
        stock.hand_out(resource_id=match.resource_id, quantity=given, of_held=held)
    match.holds, match.delivered = False, given
    fields = ("holds", "delivered")
    move(match, State.DELIVERED, "deliver", side=side, by=by, note=clean_note(note), quantity=given, fields=fields)
    return match


@transaction.atomic
def confirm_match(*, number: int, by: Any, note: str = "") -> Match:
    """All is well; what the issue needed is counted. Raises NotFound, NotAllowed, NotNow or InvalidInput."""
    match, side = take(number=number, by=by)
    must_be_possible(match, "confirm", side)
    move(match, State.CONFIRMED, "confirm", side=side, by=by, note=clean_note(note))
    note_delivery(match)
    return match


@transaction.atomic
def fail_match(*, number: int, by: Any, note: str = "") -> Match:
    """It could not be done; what was held is free again. Raises NotFound, NotAllowed, NotNow or InvalidInput."""
    match, side = take(number=number, by=by)
    must_be_possible(match, "fail", side)
    release(match)
    move(match, State.FAILED, "fail", side=side, by=by, note=clean_note(note), fields=("holds",))
    return match


@transaction.atomic
def return_things(*, number: int, by: Any) -> Match:
    """What was lent is back with its owner, once. Raises NotFound, or NotAllowed when nothing is out."""
    match, side = take(number=number, by=by)
    is_out = match.state in AFTER_DELIVERY and match.returned_at is None and not match.by_person
    is_out = is_out and match.resource.returns
    if not is_out:
        raise NotAllowed(_("返すものは、いまありません。"))
    stock.take_back(resource_id=match.resource_id, quantity=match.delivered)
    match.returned_at = now()
    save(match, "returned_at")
    append_step(match, "return", side=side, by=by, quantity=match.delivered)
    return match
