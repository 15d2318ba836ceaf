"""What becomes of flags and appeals when an account is closed."""

from typing import Any

from ..models import Appeal, Flag


def let_go(person: Any, *, erase: bool) -> None:
    """Flags go on to count, without the words; whoever has left is answered no more. Call in the closing transaction.

    A ban ends with the account, and with it its appeal.
    """
    Flag.objects.filter(reporter=person).exclude(note="").update(note="")
    own = Appeal.objects.filter(author=person)
    own.filter(decided_at=None).delete()
    own.update(words="")
