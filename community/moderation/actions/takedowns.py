"""What the desk has hidden, for its author to read and to answer. Called by the packages that hide, in their act."""

from typing import Any

from community.accounts import actions as people
from community.core.clock import now
from community.notifications.actions import announce

from ..models import Appeal, Takedown
from .appeals import close


def note_takedown(*, kind: str, number: int, author: Any, reason: str, by: Any, part: int = 0) -> Takedown:
    """A thing (or a message of its talk) was hidden: its author is told why, and may appeal once."""
    takedown = Takedown.objects.create(kind=kind, number=number, part=part, author=author, reason=reason, by=by)
    announce(news="moderation.hidden", data={"takedown": takedown.pk}, key=f"hidden:{takedown.pk}")
    return takedown


def undo_takedown(*, kind: str, number: int, by: Any, part: int = 0) -> None:
    """It is shown again. An appeal that was still open has thereby reached what it asked for.

    An author of whom nothing is hidden any more, but for words in talks, is trusted as before.
    """
    for takedown in Takedown.objects.in_force().on(kind, number, part):
        Takedown.objects.filter(pk=takedown.pk).update(undone_at=now())
        for appeal in Appeal.objects.open().filter(takedown=takedown):
            close(appeal, outcome=Appeal.Decision.REVERSED, by=by, answer="")
        if not part and not Takedown.objects.in_force().filter(part=0, author=takedown.author_id).exists():
            people.forget_hidden_posts(user_id=takedown.author_id)
