"""The states of a hand-over, and which side may move it where: data, walked cell by cell by a test."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    PROPOSED = "proposed", _("お願い")
    ACCEPTED = "accepted", _("承諾")
    SCHEDULED = "scheduled", _("日時")
    DELIVERED = "delivered", _("お渡し")
    CONFIRMED = "confirmed", _("確認")
    THANKED = "thanked", _("お礼")
    DECLINED = "declined", _("見送り")
    WITHDRAWN = "withdrawn", _("とりやめ")
    EXPIRED = "expired", _("期限切れ")
    FAILED = "failed", _("できませんでした")


class Side(models.TextChoices):
    ASKER = "asker", _("ほしい人")
    OWNER = "owner", _("出した人")


PATH = (State.PROPOSED, State.ACCEPTED, State.SCHEDULED, State.DELIVERED, State.CONFIRMED, State.THANKED)
ENDS = (State.THANKED, State.DECLINED, State.WITHDRAWN, State.EXPIRED, State.FAILED)
OPEN = (State.PROPOSED, State.ACCEPTED, State.SCHEDULED, State.DELIVERED, State.CONFIRMED)
HOLDING = (State.ACCEPTED, State.SCHEDULED)
AFTER_DELIVERY = (State.DELIVERED, State.CONFIRMED, State.THANKED)
PROMISED = HOLDING + AFTER_DELIVERY  # a need with one of these waits no longer

# verb: where it leads, from where
VERBS: dict[str, tuple[State, tuple[State, ...]]] = {
    "accept": (State.ACCEPTED, (State.PROPOSED,)),
    "decline": (State.DECLINED, (State.PROPOSED,)),
    "schedule": (State.SCHEDULED, (State.ACCEPTED, State.SCHEDULED)),
    "deliver": (State.DELIVERED, (State.ACCEPTED, State.SCHEDULED)),
    "confirm": (State.CONFIRMED, (State.DELIVERED,)),
    "thank": (State.THANKED, (State.DELIVERED, State.CONFIRMED)),
    "withdraw": (State.WITHDRAWN, (State.PROPOSED, State.ACCEPTED, State.SCHEDULED)),
    "fail": (State.FAILED, (State.SCHEDULED,)),
}


def may_step(verb: str, state: str, *, side: str | None, proposed_by: str) -> bool:
    """Whether this side may do it now: the answer is the other side's, a proposal is taken back by its own."""
    if side is None or state not in VERBS[verb][1]:
        return False
    if verb in ("accept", "decline"):
        return side != proposed_by
    if verb == "withdraw" and state == State.PROPOSED:
        return side == proposed_by
    return True


def verbs_for(state: str, *, side: str | None, proposed_by: str) -> list[str]:
    """All that this side may do now, in the order of the path."""
    return [verb for verb in VERBS if may_step(verb, state, side=side, proposed_by=proposed_by)]
