"""Whoever put a photo up hides parts of it, also after posting; so does the desk, and a restored copy once more."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.core import journal, outbox
from community.core.errors import CommunityError, NotAllowed
from community.core.models import JournalEntry
from community.core.ratelimit import spend
from community.core.takedowns import Takedown, is_known

from ..albums import Album, Taken, albums, own_photo, photos_of
from ..areas import Area
from ..models import Looked, Photo, PhotoQuerySet, State
from ..rates import PHOTO_RATES
from ..sizes import folder_of, spool_path
from .hiding import covered, exchange
from .keeping import delete_files

ACT = "photo.hide"
CHANGED = _("この写真は、たったいま変わりました。もう一度ひらいてください。")


def hide_own(*, name: str, areas: Sequence[Area], by: Any, key: str = "") -> Photo:
    """Cover these parts in every size of a photo of one's own, for good; it gets another address.

    Open to banned people: covering somebody is no writing. Whose it is is looked at before the decoding, which holds no
    lock, and again under the lock of its thing. The same key is done once. Raises NotFound, NotAllowed, TooFast,
    PhotoRefused, Unavailable.
    """
    done = hidden_before(key=key, by=by)
    if done is not None:
        return done[0]
    photo, album = own_photo(by, name)
    spend("photo", by.pk, *PHOTO_RATES)
    with covering(photo, areas) as fresh, transaction.atomic():
        taken = album.take(photo.pk)
        if taken is None or journal.already_done(act=ACT, by=by, kind=taken.kind, number=taken.number, key=key):
            raise NotAllowed(CHANGED)
        replace(photo, fresh, areas, taken=taken, among=photos_of(by, album), by=by, key=key)
    return photo


def look_for_areas(*, name: str, by: Any) -> None:
    """The worker suggests boxes in a photo of one's own. Raises NotFound or TooFast."""
    photo, _album = own_photo(by, name)
    spend("photo-look", by.pk, *PHOTO_RATES)
    with transaction.atomic():
        row = Photo.objects.select_for_update(of=("self",)).filter(pk=photo.pk, token=name).first()
        if row is None or row.looked == Looked.WAITING:
            return
        row.looked = Looked.FAILED if row.state == State.FAILED else Looked.WAITING
        row.save(update_fields=["looked"])
        if row.state == State.READY:  # before, whoever makes its sizes asks
            outbox.put("photo.areas", {"photo": row.pk})


def hidden_before(*, key: str, by: Any) -> tuple[Photo, Album] | None:
    """What this press of the button has covered already: its photo has another address since."""
    entry = JournalEntry.objects.filter(act=ACT, actor=by.public_id, key=key).last() if key else None
    photo = Photo.objects.filter(pk=entry.after["photo"]).first() if entry is not None else None
    try:
        return own_photo(by, photo.token) if photo is not None else None
    except CommunityError:
        return None


@contextmanager
def covering(photo: Photo, areas: Sequence[Area]) -> Iterator[str]:
    """The address of the files in which these parts are covered. They go again unless the photo has it at the end."""
    fresh = covered(photo, areas)
    if fresh is None:
        raise NotAllowed(CHANGED)
    try:
        yield fresh
    finally:
        if not Photo.objects.filter(token=fresh).exists():
            delete_files(fresh)


def replace(
    photo: Photo,
    fresh: str,
    areas: Sequence[Area],
    *,
    taken: Taken,
    among: PhotoQuerySet,
    by: Any,
    note: str = "",
    key: str = "",
) -> None:
    """The covered files become the picture of a locked thing. The journal has all that is covered in it: a copy of the
    database from before knows of none of it. Raises NotAllowed."""
    if not exchange(photo=photo, fresh=fresh, among=among):
        raise NotAllowed(CHANGED)
    taken.follow()
    before = [
        entry.after["areas"]
        for entry in journal.entries_of(taken.kind, taken.number)
        if entry.act == ACT and entry.after["photo"] == photo.pk
    ]
    boxes = [[round(share, 4) for share in area] for area in areas]
    journal.record(
        act=ACT,
        by=by,
        kind=taken.kind,
        number=taken.number,
        ward=taken.ward,
        after={"photo": photo.pk, "areas": [*(before[-1] if before else []), *boxes]},
        note=note,
        key=key,
    )


def cover_again(down: Takedown) -> bool:
    """Whether the picture was there with parts to be seen that were covered since. Its files may be lost: then not.

    What is there and cannot be covered is shown to nobody: its whole thing is hidden until the desk has looked.
    """
    photo = Photo.objects.filter(pk=down.part, created_at__lte=down.at, draft_key="").first()
    album = _album_of(photo, down) if photo is not None else None
    if photo is None or album is None:
        return False
    areas = [Area(*row) for row in down.areas]
    try:
        with covering(photo, areas) as fresh, transaction.atomic():
            taken, among = album.take(photo.pk), Photo.objects.filter(pk=photo.pk)
            replace(photo, fresh, areas, taken=taken, among=among, by=None, note="restore")
    except CommunityError:
        is_there = folder_of(photo.token).exists() or spool_path(photo.token).exists()
        return is_there and album.put_away(down)
    return True


@transaction.atomic
def _album_of(photo: Photo, down: Takedown) -> Album | None:
    """Where this photo is in the thing that was meant, and the copy does not know of it yet."""
    for album in albums():
        taken = album.take(photo.pk)
        if taken is not None:
            is_meant = str(taken.number) == down.number and not is_known(down, taken.kind)
            return album if is_meant else None
    return None
