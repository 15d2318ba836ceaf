"""What becomes of posts when an account is closed."""

import hashlib
from typing import Any

from django.db import transaction

from community.core.ids import token
from community.core.visibility import Visibility

from ..models import Issue, Source, StatusChange, Support
from .locking import lock
from .merging import release_parts
from .taking_back import empty


@transaction.atomic
def let_go(person: Any, *, erase: bool) -> None:
    """わたしも goes on to count, as nobody's. Drafts go; with `erase` all posts do, with their words, place and photos.

    What an officer wrote down for others is the city's, and stays. Call in the closing transaction.
    """
    nobody = hashlib.sha256(token().encode()).hexdigest()
    Support.objects.filter(user=person).update(user=None, person=nobody)
    own = Issue.objects.filter(author=person, source=Source.WEB).exclude(visibility=Visibility.ERASED)
    gone = own if erase else own.filter(visibility=Visibility.DRAFT)
    for number in list(gone.order_by("number").values_list("number", flat=True)):
        _erase(lock(number=number))
    if erase:
        StatusChange.objects.filter(by=person, issue__author=person, issue__source=Source.WEB).update(sentence="")


def _erase(issue: Issue) -> None:
    """Its number stays, so that its address says that it was taken back; what others said of it stays too."""
    release_parts(issue)
    issue.refresh_from_db()
    empty(issue, act="issue.erase", by=None)
