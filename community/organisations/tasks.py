from datetime import timedelta

from community.core.clock import today
from community.core.jobs import daily

from .actions.verifying import tell_ending
from .models import Organisation

SOON = timedelta(days=30)
LATE = timedelta(days=6)  # a machine that was off tells it afterwards; who was told is not told again


@daily("08:20")
def remind_of_endings() -> None:
    """Owners and managers hear that the city's word ends in 30 days, and once when it has ended."""
    day = today()
    yesterday = day - timedelta(days=1)
    for first, last in ((day + SOON - LATE, day + SOON), (yesterday - LATE, yesterday)):
        for found in Organisation.objects.ending(first, last).order_by("pk").iterator():
            tell_ending(found)
