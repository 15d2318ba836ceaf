"""Parts of a post's picture are hidden for good: by the desk, and by whoever put it up (`photos.actions.hide_own`)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from community.core.errors import NotFound
from community.photos import actions as photo_actions
from community.photos.albums import Taken
from community.photos.areas import Area
from community.photos.models import Photo
from search import outbox as search_outbox

from ..models import Issue, IssuePhoto
from .locking import lock, save, take


def hide_in_photo(
    *,
    number: int,
    photo: int,
    areas: Sequence[Area],
    by: Any,
    reason: str = "",
    version: int | None = None,
    key: str = "",
) -> Issue:
    """Cover these parts in every size of a picture of this post; the old files and their address are dead for good.

    Decoding takes a second and holds no lock: whether `by` may is looked at before it and again under the lock. Raises
    NotFound, StaleVersion, NotAllowed when the picture has changed meanwhile, PhotoRefused, Unavailable.
    """
    picture = Photo.objects.filter(pk=photo, pk__in=Issue.objects.at_desk(by, number).photos.values("photo")).first()
    if picture is None:
        raise NotFound
    with photo_actions.covering(picture, areas) as fresh, transaction.atomic():
        issue, is_done = take(
            number=number, by=by, act="photo.hide", key=key, version=version, yours={"reason": reason}
        )
        if not is_done:
            among = Photo.objects.filter(pk__in=issue.photos.values("photo"))
            taken = _taken(issue)
            photo_actions.replace(picture, fresh, areas, taken=taken, among=among, by=by, note=reason, key=key)
    return issue


def take_with_photo(photo: int) -> Taken | None:
    """The post that this photo is in, locked; None when it is in none."""
    number = IssuePhoto.objects.filter(photo=photo).values_list("issue__number", flat=True).first()
    return _taken(lock(number=number)) if number is not None else None


def _taken(issue: Issue) -> Taken:
    def follow() -> None:
        save(issue)
        search_outbox.record("issue", issue.number)

    return Taken("issue", issue.number, issue.ward_id or "", follow)
