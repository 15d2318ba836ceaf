"""Where the desk keeps a talk in order."""

from django.urls import reverse

from .models import Thread


def order_address(thread: Thread, message_id: int | None = None) -> str:
    """The desk's page of a talk, or of one message of it."""
    page = reverse("desk:talk", args=[thread.kind, thread.number])
    return f"{page}?message={message_id}" if message_id else page
