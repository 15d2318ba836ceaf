"""The desk hides parts of a post's picture for good."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import journal
from community.core.errors import NotAllowed, NotFound
from community.photos import actions as photo_actions
from community.photos.areas import Area
from community.photos.models import Photo
from search import outbox as search_outbox

from ..models import Issue
from .locking import save, take


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
    among = Photo.objects.filter(pk__in=Issue.objects.at_desk(by, number).photos.values("photo"))
    picture = among.filter(pk=photo).first()
    if picture is None:
        raise NotFound
    fresh, is_used = photo_actions.covered(picture, areas), False
    if fresh is None:
        raise NotAllowed(_("この写真は、たったいま変わりました。もう一度ひらいてください。"))
    try:
        with transaction.atomic():
            issue, is_done = take(
                number=number, by=by, act="photo.hide", key=key, version=version, yours={"reason": reason}
            )
            if is_done:
                return issue
            if not photo_actions.exchange(photo=picture, fresh=fresh, among=among):
                raise NotAllowed(_("この写真は、たったいま変わりました。もう一度ひらいてください。"))
            save(issue)
            search_outbox.record("issue", number)
            after = {"photo": picture.pk, "areas": [[round(share, 4) for share in area] for area in areas]}
            journal.record(
                act="photo.hide",
                by=by,
                kind="issue",
                number=number,
                ward=issue.ward_id,
                after=after,
                note=reason,
                key=key,
            )
        is_used = True
    finally:
        if not is_used:
            photo_actions.delete_files(fresh)
    return issue
