"""How far somebody has read. Pages that show the talk know it from the query of its lines (rendering.page_of)."""

from typing import Any

from .models import Seen, Thread


def seen_of(user: Any, thread: Thread) -> int | None:
    """Up to which number this person has read; None for nothing yet, and for strangers. One query."""
    if not user.is_authenticated:
        return None
    return Seen.objects.filter(thread=thread, person=user).values_list("seq", flat=True).first()
