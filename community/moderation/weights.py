"""How much a flag weighs, in tenths, and when flags alone are enough to let the desk look before anybody else does.

| reporter                                          | weight | about persons, or harmful |
|---------------------------------------------------|--------|---------------------------|
| trusted, or city staff                            | 20     | 30                        |
| newcomer                                          | 10     | 15                        |
| of whose last flags most were found to be nothing | 5      | 7                         |

Flags of accounts younger than a day are read by the desk like all others, but move nothing by themselves.
"""

from datetime import timedelta
from typing import Any

from community.core.clock import now
from community.core.reference import site_settings

from .models import Flag, Outcome, Reason

TRUSTED, NEWCOMER, DOUBTFUL = 20, 10, 5
GRAVE = (Reason.PERSONAL, Reason.HARMFUL)
LOOKED_AT, ENOUGH = 10, 3  # a reporter's latest decided flags; fewer say nothing
FRESH = timedelta(hours=24)


def weight_of(reporter: Any, reason: str) -> int:
    base = _base(reporter)
    return base * 3 // 2 if reason in GRAVE else base


def is_fresh(reporter: Any) -> bool:
    return reporter.date_joined > now() - FRESH


def is_due(kind: str, number: int, part: int) -> bool:
    """Whether the flags on this weigh enough – unless the desk has looked at it before and found nothing wrong."""
    threshold = site_settings().flag_threshold
    flags = Flag.objects.on(kind, number, part)
    if not threshold or flags.filter(outcome=Outcome.FINE).exists():
        return False
    return flags.open().filter(fresh=False).weight() >= threshold


def _base(reporter: Any) -> int:
    outcomes = Flag.objects.filter(reporter=reporter).exclude(outcome="").order_by("-closed_at")
    latest = list(outcomes.values_list("outcome", flat=True)[:LOOKED_AT])
    if len(latest) >= ENOUGH and latest.count(Outcome.FINE) * 2 > len(latest):
        return DOUBTFUL
    return TRUSTED if reporter.is_trusted or reporter.is_staff else NEWCOMER
