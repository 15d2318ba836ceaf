"""What people say is not right, and what the desk makes of it."""

from typing import Any

from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ratelimit import Rate, spend
from community.core.text import said
from community.notifications.actions import announce

from ..models import Flag, Outcome, Reason
from ..permissions import refuse_banned
from ..registry import may_know, moderatable
from ..weights import is_due, is_fresh, weight_of

LONGEST_NOTE = 400
RATES = (Rate(10, 3600), Rate(30, 86400))


def raise_flag(*, by: Any, kind: str, number: int, reason: str, note: str = "", part: int = 0) -> Flag:
    """Tell the desk that something is not right. Saying it twice changes the first word.

    When the flags on a newcomer's thing weigh enough, the thing goes back to the desk. Raises NotFound, NotAllowed,
    InvalidInput or TooFast.
    """
    if not may_know(kind, number, by):
        raise NotFound
    if not by.is_authenticated:
        raise NotAllowed
    refuse_banned(by)
    if reason not in Reason.values:
        raise InvalidInput(_("理由を1つえらんでください。"))
    note = said(note, LONGEST_NOTE)
    if not is_exempt(by.email):
        spend("flag", by.pk, *RATES)
    given = {"reason": reason, "note": note, "weight": weight_of(by, reason), "fresh": is_fresh(by)}
    flag, _made = Flag.objects.update_or_create(
        kind=kind, number=number, part=part, reporter=by, closed_at=None, defaults=given
    )
    _weigh(kind, number, part)
    return flag


def _weigh(kind: str, number: int, part: int) -> None:
    """Apart from the flag's own write: the thing's row is locked first, and then it is weighed again."""
    thing = moderatable(kind)
    if thing is not None and thing.set_aside is not None and is_due(kind, number, part):
        thing.set_aside(number, part, lambda: is_due(kind, number, part))


def close_flags(*, kind: str, number: int, part: int | None = None, outcome: str = Outcome.HIDDEN) -> int:
    """The desk has dealt with it; returns how many were open. Call in the deciding transaction.

    `part` is one message of its talk (0: the thing itself); without it all flags on the thing are closed. Whoever
    raised them is told the outcome.
    """
    flags = Flag.objects.open().on(kind, number, part)
    ids = sorted(flags.values_list("pk", flat=True))
    if ids:
        Flag.objects.filter(pk__in=ids).update(closed_at=now(), outcome=outcome)
        announce(news="moderation.flag_closed", data={"flags": ids}, key=f"flags-closed:{ids[0]}:{ids[-1]}")
    return len(ids)
