"""What time does: reminders, proposals that nobody answered, holds that nobody used, contacts that close."""

from datetime import timedelta

from django.db import transaction

from community.core.clock import now
from community.discussion import actions as talk
from community.notifications.actions import announce

from ..models import Match, Reveal
from ..workflow import State
from .locking import move, release, save
from .needs import note_delivery

REMIND_AFTER = (timedelta(days=2), timedelta(days=7))
REMINDERS = {State.PROPOSED: 1, State.ACCEPTED: 2, State.SCHEDULED: 2, State.DELIVERED: 1, State.CONFIRMED: 2}


def end_what_is_due() -> int:
    """End, or confirm, all that waited long enough; each in its own transaction. Returns how many."""
    due = list(Match.objects.past_due(now()).order_by("due_at").values_list("pk", flat=True)[:500])
    return sum(_end(pk) for pk in due)


def remind() -> int:
    """Ask again those for whom something waits. Returns how many."""
    reminded = 0
    for nth, wait in enumerate(REMIND_AFTER):
        states = [state for state, most in REMINDERS.items() if most > nth]
        waiting = Match.objects.filter(state__in=states, reminded=nth, waiting_since__lte=now() - wait)
        for pk in list(waiting.order_by("pk").values_list("pk", flat=True)[:500]):
            reminded += _remind(pk, nth)
    return reminded


def close_contacts() -> int:
    """Thirty days after the end the talk closes and no contact is kept. Returns how many hand-overs closed."""
    over = list(Match.objects.filter(closes_at__lte=now()).values_list("pk", "thread_id")[:500])
    for pk, thread_id in over:
        with transaction.atomic():
            Match.objects.select_for_update(of=("self",)).get(pk=pk)  # nobody shows anything meanwhile
            Reveal.objects.filter(match=pk).delete()
            Match.objects.filter(pk=pk).update(closes_at=None)
            talk.close_talk(thread_id=thread_id)
    return len(over)


@transaction.atomic
def _end(pk: int) -> int:
    match = Match.objects.select_for_update(of=("self",)).with_words().get(pk=pk)
    if match.due_at is None or match.due_at > now():
        return 0  # somebody acted meanwhile
    if match.state == State.DELIVERED:
        move(match, State.CONFIRMED, "confirm", side="", by=None)
        note_delivery(match)
    else:
        release(match)
        move(match, State.EXPIRED, "expire", side="", by=None, fields=("holds",))
    return 1


@transaction.atomic
def _remind(pk: int, nth: int) -> int:
    match = Match.objects.select_for_update(of=("self",)).with_words().get(pk=pk)
    if match.reminded != nth or match.waiting_since > now() - REMIND_AFTER[nth]:
        return 0
    match.reminded = nth + 1
    save(match, "reminded")
    data = {"match": match.pk, "state": match.state}
    announce(news="match.reminder", data=data, key=f"match.reminder:{match.pk}:{match.version}")
    return 1
