"""The desk hides parts of a post's picture for good."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.core import journal
from community.core.errors import NotAllowed, NotFound
from community.photos import actions as photo_actions
from community.photos.areas import Area
from community.photos.models import Photo
from search import outbox as search_outbox

from ..models import Issue
from .locking import save, take

CHANGED = _("この写真は、たったいま変わりました。もう一度ひらいてください。")


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
    with covered(picture, areas) as fresh, transaction.atomic():
        issue, is_done = take(
            number=number, by=by, act="photo.hide", key=key, version=version, yours={"reason": reason}
        )
        if not is_done:
            replace(issue, picture, fresh, areas, by=by, note=reason, key=key)
    return issue


@contextmanager
def covered(picture: Photo, areas: Sequence[Area]) -> Iterator[str]:
    """The address of the files in which these parts are covered. They go again unless the picture has it at the end."""
    fresh = photo_actions.covered(picture, areas)
    if fresh is None:
        raise NotAllowed(CHANGED)
    try:
        yield fresh
    finally:
        if not Photo.objects.filter(token=fresh).exists():
            photo_actions.delete_files(fresh)


def replace(
    issue: Issue, picture: Photo, fresh: str, areas: Sequence[Area], *, by: Any, note: str, key: str = ""
) -> None:
    """The covered files become the picture of a locked post. The journal has all that is covered in it: a copy of the
    database from before knows of none of it. Raises NotAllowed."""
    among = Photo.objects.filter(pk__in=issue.photos.values("photo"))
    if not photo_actions.exchange(photo=picture, fresh=fresh, among=among):
        raise NotAllowed(CHANGED)
    save(issue)
    search_outbox.record("issue", issue.number)
    before = [
        entry.after["areas"]
        for entry in journal.entries_of("issue", issue.number)
        if entry.act == "photo.hide" and entry.after["photo"] == picture.pk
    ]
    boxes = [[round(share, 4) for share in area] for area in areas]
    journal.record(
        act="photo.hide",
        by=by,
        kind="issue",
        number=issue.number,
        ward=issue.ward_id,
        after={"photo": picture.pk, "areas": [*(before[-1] if before else []), *boxes]},
        note=note,
        key=key,
    )
