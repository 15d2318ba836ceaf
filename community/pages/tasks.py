from community.core.jobs import every

from . import actions


@every(minutes=1)
def publish_scheduled() -> None:
    """Pages appear and go at the minute that their editor chose."""
    actions.publish_scheduled()
