from datetime import timedelta

from .clock import now
from .jobs import daily
from .models import OutboxItem


@daily("03:10")
def sweep_outbox() -> None:
    """Forget finished work after a week."""
    OutboxItem.objects.filter(done_at__lt=now() - timedelta(days=7)).delete()


@daily("03:20")
def sweep_sessions() -> None:
    """Forget sessions that have ended."""
    from django.contrib.sessions.models import Session

    Session.objects.filter(expire_date__lt=now()).delete()
