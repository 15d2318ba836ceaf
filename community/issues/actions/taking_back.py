"""What its author ends: withdrawn in public, or taken back without a trace in the first minutes."""

from typing import Any

from django.db import transaction

from community.core.errors import NotAllowed
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.moderation import actions as flags
from community.moderation.permissions import refuse_banned
from community.photos import actions as photo_actions
from community.photos.models import Photo
from search import outbox as search_outbox

from ..models import Issue, Precision
from ..own import undo_refusal, withdraw_refusal
from ..sentences import PREFILLED
from ..workflow import Status
from .desk import set_visibility
from .locking import lock_own
from .status import step

UNDO = "issue.undo"
EMPTY: dict[str, Any] = {
    "title": "取り消された投稿",  # nobody reads it; a title is never empty
    "body": "",
    "address": "",
    "town": "",
    "lat": None,
    "lng": None,
    "shown_lat": None,
    "shown_lng": None,
    "cell": None,
    "school": None,
    "precision": Precision.TOWN,
    "cover": None,
    "hidden_reason": "",
}


@transaction.atomic
def withdraw_issue(*, number: int, by: Any) -> Issue:
    """取り下げる: it ends in public, with its talk; pressed twice it ends once. Raises NotFound or NotAllowed."""
    refuse_banned(by)
    issue = lock_own(number=number, by=by)
    if issue.status == Status.WITHDRAWN and not issue.merged_into_id:
        return issue
    refusal = withdraw_refusal(issue)
    if refusal:
        raise NotAllowed(refusal)
    step(issue, to=Status.WITHDRAWN, by=by, sentence=PREFILLED[Status.WITHDRAWN], answers=False)
    return issue


@transaction.atomic
def undo_issue(*, number: int, by: Any) -> None:
    """取り消す: nothing of it is left for anybody but its number, which answers that it was taken back.

    Only for ten minutes, and while nobody else has had a part in it. Raises NotFound, Gone or NotAllowed.
    """
    issue = lock_own(number=number, by=by)
    talk.close_talk(thread_id=issue.thread_id)  # nobody speaks between the look and the end
    refusal = undo_refusal(issue)
    if refusal:
        raise NotAllowed(refusal)
    erase(issue, by=by)


def erase(issue: Issue, *, by: Any, note: str = "") -> None:
    """A locked post loses its words, its place, its pictures, its talk and whoever pressed わたしも."""
    empty(issue, act=UNDO, by=by, note=note)
    issue.notes.all().delete()  # how to reach somebody may stand there
    issue.supports.all().delete()
    issue.support_count = 0
    issue.save(update_fields=["support_count"])
    talk.erase_talk(thread_id=issue.thread_id)


def empty(issue: Issue, *, act: str, by: Any, note: str = "") -> None:
    """A locked post loses its words, its place and its own pictures, and nobody sees it again. Its number stays."""
    photo_actions.drop(photos=list(Photo.objects.filter(pk__in=issue.photos.values("photo"), author=issue.author)))
    for name, value in EMPTY.items():
        setattr(issue, name, value)
    issue.save(update_fields=[*EMPTY])
    set_visibility(issue, Visibility.ERASED, act=act, by=by, note=note, key="")
    search_outbox.record_all("note", issue.notes.values_list("pk", flat=True))
    flags.close_flags(kind="issue", number=issue.number)
