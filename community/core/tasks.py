from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore

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
    SessionStore.clear_expired()
