"""Where a talk stands, and where the desk keeps it in order."""

from django.urls import reverse

from .models import Thread
from .registry import discussable


def page_address(thread: Thread) -> str:
    """The page of the thing that is talked about."""
    known = discussable(thread.kind)
    pages = known.pages if known is not None and known.pages else f"{thread.kind}s"
    return reverse(f"{pages}:detail", args=[thread.number])


def order_address(thread: Thread, message_id: int | None = None) -> str:
    """The desk's page of a talk, or of one message of it."""
    page = reverse("desk:talk", args=[thread.kind, thread.number])
    return f"{page}?message={message_id}" if message_id else page
