"""What happens to an offer of which nobody has heard for long: its owner is asked, then it rests."""

from datetime import timedelta

from django.db import transaction

from community.core.clock import now
from community.notifications import actions as notices

from ..models import Resource, RestReason, State
from .locking import record, save

ASKED_AFTER, RESTS_AFTER = timedelta(days=60), timedelta(days=90)


@transaction.atomic
def ask_owner(*, number: int) -> bool:
    """「まだできますか」, once for each silence. Whether there was anything to ask."""
    resource = _silent(number, ASKED_AFTER)
    if resource is None or resource.asked_at is not None:
        return False
    resource.asked_at = now()
    resource.save(update_fields=["asked_at"])
    record("resource.ask", resource, by=None)
    notices.announce(
        news="resource.asked", data={"resource": resource.pk}, key=f"resource.asked:{resource.pk}:{resource.version}"
    )
    return True


@transaction.atomic
def rest_silent(*, number: int) -> bool:
    """Nobody answered: it rests, and its owner is told how to go on. Whether it was so."""
    resource = _silent(number, RESTS_AFTER)
    if resource is None or resource.asked_at is None:
        return False
    resource.state, resource.rest_reason = State.RESTING, RestReason.SILENCE
    save(resource, "state", "rest_reason")
    record("resource.rest", resource, by=None, state=State.RESTING, reason=RestReason.SILENCE)
    notices.announce(
        news="resource.rested", data={"resource": resource.pk}, key=f"resource.rested:{resource.pk}:{resource.version}"
    )
    return True


def _silent(number: int, after: timedelta) -> Resource | None:
    return Resource.objects.select_for_update(of=("self",)).unconfirmed(before=now() - after).filter(pk=number).first()
