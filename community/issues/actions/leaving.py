"""What becomes of posts when an account is closed."""

import hashlib
from typing import Any

from django.db import transaction

from community.core.ids import token
from community.core.visibility import Visibility
from community.photos import actions as photo_actions
from community.photos.models import Photo

from ..models import Issue, Precision, StatusChange, Support
from .desk import set_visibility
from .locking import lock, save
from .merging import release_parts

WORDS = ("title", "body", "town", "address", "precision", "lat", "lng", "shown_lat", "shown_lng", "cell", "school")


@transaction.atomic
def let_go(person: Any, *, erase: bool) -> None:
    """わたしも goes on to count, as nobody's. Drafts go; with `erase` all posts do, with their words, place and photos.

    Call in the closing transaction.
    """
    nobody = hashlib.sha256(token().encode()).hexdigest()
    Support.objects.filter(user=person).update(user=None, person=nobody)
    own = Issue.objects.filter(author=person).exclude(visibility=Visibility.ERASED)
    gone = own if erase else own.filter(visibility=Visibility.DRAFT)
    for number in list(gone.order_by("number").values_list("number", flat=True)):
        _erase(lock(number=number))
    if erase:
        StatusChange.objects.filter(by=person, issue__author=person).update(sentence="")


def _erase(issue: Issue) -> None:
    """Its number stays, so that its address says that it was taken back."""
    release_parts(issue)
    issue.refresh_from_db()
    issue.title = issue.body = issue.town = issue.address = issue.hidden_reason = ""
    issue.precision, issue.cell, issue.school = Precision.TOWN, None, None
    issue.lat = issue.lng = issue.shown_lat = issue.shown_lng = None
    save(issue, *WORDS)
    set_visibility(issue, Visibility.ERASED, act="issue.erase", by=None, note="", key="")
    photo_actions.drop(photos=Photo.objects.filter(pk__in=issue.photos.values("photo"), author=issue.author))
