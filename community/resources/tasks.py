from community.core.clock import now, today
from community.core.jobs import daily
from search import outbox as search_outbox

from . import actions
from .actions.reminding import ASKED_AFTER, RESTS_AFTER
from .models import Resource

MOST_AT_ONCE = 500


@daily("08:30")
def ask_owners() -> None:
    """60 days without a word: owners are asked whether it still stands; 90: it rests. What is over is found no more."""
    moment = now()
    silent = Resource.objects.unconfirmed(before=moment - RESTS_AFTER).exclude(asked_at=None)
    for number in list(silent.values_list("pk", flat=True)[:MOST_AT_ONCE]):
        actions.rest_silent(number=number)
    quiet = Resource.objects.unconfirmed(before=moment - ASKED_AFTER).filter(asked_at=None)
    for number in list(quiet.values_list("pk", flat=True)[:MOST_AT_ONCE]):
        actions.ask_owner(number=number)
    search_outbox.record_all("resource", Resource.objects.ended_on_eve_of(today()).values_list("pk", flat=True))
