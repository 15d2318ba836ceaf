from typing import Any

from community.accounts.permissions import serves_ward

from .models import Thread
from .registry import discussable


def may_post(user: Any, thread: Thread) -> bool:
    """Whoever is logged in and sees the thread, while it takes messages."""
    return bool(user is not None and user.is_authenticated and user.is_active) and is_open(thread)


def is_open(thread: Thread) -> bool:
    known = discussable(thread.kind)
    return known is not None and thread.closed_at is None and known.takes_messages(thread)


def speaks_for_city(user: Any, thread: Thread) -> bool:
    """Words of staff on duty in the thread's ward are the city's."""
    return serves_ward(user, thread.ward_id)
