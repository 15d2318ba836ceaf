from community.core.clock import now
from community.core.jobs import daily

from . import actions
from .actions.deciding import DESK_IS_ASKED_AFTER
from .models import Effort

MOST_AT_ONCE = 500


@daily("06:10")
def ask_desks() -> None:
    """Ends reported two weeks ago that no poster has answered: the desk is asked. Nothing closes itself."""
    forgotten = Effort.objects.forgotten(before=now() - DESK_IS_ASKED_AFTER).filter(issue__closed_at=None)
    for effort in forgotten.values_list("pk", flat=True)[:MOST_AT_ONCE]:
        actions.ask_desk(effort=effort)
