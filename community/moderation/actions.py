"""Every write about flags."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ratelimit import Rate, spend
from community.core.text import clean_text

from .models import Flag, Reason
from .registry import may_know

LONGEST_NOTE = 400
RATES = (Rate(10, 3600), Rate(30, 86400))


def raise_flag(*, by: Any, kind: str, number: int, reason: str, note: str = "", part: int = 0) -> Flag:
    """Tell the desk that something is not right. Saying it twice changes the first word.

    Raises NotFound, NotAllowed, InvalidInput or TooFast.
    """
    if not may_know(kind, number, by):
        raise NotFound
    if not by.is_authenticated:
        raise NotAllowed
    if reason not in Reason.values:
        raise InvalidInput(_("理由を1つえらんでください。"))
    try:
        note = clean_text(note, limit=LONGEST_NOTE)
    except ValidationError as error:
        raise InvalidInput(error.messages[0]) from error
    if not is_exempt(by.email):
        spend("flag", by.pk, *RATES)
    flag, _made = Flag.objects.update_or_create(
        kind=kind, number=number, part=part, reporter=by, closed_at=None, defaults={"reason": reason, "note": note}
    )
    return flag


def close_flags(*, kind: str, number: int, part: int | None = None) -> int:
    """The desk has dealt with it; returns how many were open. Call in the deciding transaction.

    `part` is one message of its talk (0: the thing itself); without it all flags on the thing are closed.
    """
    flags = Flag.objects.open().on(kind, number)
    if part is not None:
        flags = flags.filter(part=part)
    return flags.update(closed_at=now())
