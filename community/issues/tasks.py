from community.core.jobs import every

from .actions import drop_old_drafts
from .maps import tally


@every(minutes=1)
def tidy_tally() -> None:
    """Put the map's fresh lines of +1 and -1 together."""
    tally.tidy()


@every(hours=6)
def sweep_written() -> None:
    """What was begun without an account and left for 48 hours is forgotten."""
    drop_old_drafts()
