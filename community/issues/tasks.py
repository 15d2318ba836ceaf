from community.core.jobs import every

from .maps import tally


@every(minutes=1)
def tidy_tally() -> None:
    """Put the map's fresh lines of +1 and -1 together."""
    tally.tidy()
