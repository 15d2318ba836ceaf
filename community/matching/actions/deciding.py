"""The other side's answer, and taking a hand-over back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core.errors import InvalidInput
from community.resources.actions import stock

from ..models import Match
from ..workflow import State
from .locking import clean_note, move, must_be_possible, release, take


@transaction.atomic
def accept_match(*, number: int, by: Any, quantity: int | None = None, note: str = "") -> Match:
    """Say yes, to all or to fewer than asked for; so many are held from now on.

    Raises NotFound, NotAllowed, NotNow, InvalidInput, or NothingLeft (409) when fewer are left: nothing changes then.
    """
    match, side = take(number=number, by=by)
    must_be_possible(match, "accept", side)
    if quantity is not None:
        if not 1 <= quantity <= match.quantity:
            raise InvalidInput(_("数は、1から%(most)dまでで入れてください。") % {"most": match.quantity})
        match.quantity = quantity
    resource = stock.hold(resource_id=match.resource_id, quantity=match.quantity)
    match.holds = resource.quantity is not None
    fields = ("quantity", "holds")
    move(
        match, State.ACCEPTED, "accept", side=side, by=by, note=clean_note(note), quantity=match.quantity, fields=fields
    )
    return match


@transaction.atomic
def decline_match(*, number: int, by: Any, note: str = "") -> Match:
    """Say no; the other side reads the reason. Raises NotFound, NotAllowed, NotNow or InvalidInput."""
    match, side = take(number=number, by=by)
    must_be_possible(match, "decline", side)
    move(match, State.DECLINED, "decline", side=side, by=by, note=clean_note(note))
    return match


@transaction.atomic
def withdraw_match(*, number: int, by: Any, note: str = "") -> Match:
    """Take it back before anything changed hands; what was held is free again.

    Raises NotFound, NotAllowed, NotNow or InvalidInput.
    """
    match, side = take(number=number, by=by)
    must_be_possible(match, "withdraw", side)
    release(match)
    move(match, State.WITHDRAWN, "withdraw", side=side, by=by, note=clean_note(note), fields=("holds",))
    return match
