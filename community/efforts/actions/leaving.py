"""What becomes of reports when an account is closed."""

from typing import Any

from django.db import transaction

from community.issues.actions.locking import lock
from community.photos import actions as photo_actions
from community.photos.models import Photo

from ..models import Effort, State
from .telling import record, save, tell_talk


@transaction.atomic
def let_go(person: Any, *, erase: bool) -> None:
    """With `erase` the words and photos go; that something was reported, and what was decided, stays.

    Reports in an organisation's name are the organisation's. Call in the closing transaction.
    """
    if not erase:
        return
    own = Effort.objects.filter(author=person, organisation=None, official=False)
    for pk, number in list(own.values_list("pk", "issue__number")):
        _erase(lock(number=number), pk)
    Effort.objects.filter(decided_by=person, issue__author=person).update(word="")


def _erase(issue: Any, pk: int) -> None:
    effort = Effort.objects.select_for_update(of=("self",)).get(pk=pk)
    effort.issue = issue
    was_shown = effort.is_public
    effort.body, effort.people, effort.word, effort.state = "", None, "", State.HIDDEN
    photos = Photo.objects.filter(pk__in=effort.photos.values("photo"))
    photo_actions.drop(photos=photos)
    save(effort, "body", "people", "word", "state")
    if was_shown:
        tell_talk(effort, "hide")
    record("effort.erase", effort, by=None)
