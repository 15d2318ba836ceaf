"""Looking for faces and plates, and hiding parts of a picture for good.

    covered(photo, areas)  the decoder writes all sizes anew, under an address that nobody knows yet; no transaction
      └─▶ exchange(…)      row locked, address still the same? ─▶ the new one; the old files go after the commit

A process killed in between leaves files without a row, which `tasks.sweep_files` removes: the picture stands as it was.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from community.core.errors import CommunityError, NotFound, Unavailable
from community.core.health import disk_has_room
from community.core.ids import token

from ..areas import MOST_AREAS, Area
from ..decoding import PhotoRefused, decoder, find_plates
from ..models import MOST_BEFORE, Looked, Photo, PrivateArea, State
from ..sizes import CARD, LARGE, SHARE, order, path_of, spool_path
from .keeping import delete_files

TRIES = 3


def find_areas(*, photo_id: int) -> None:
    """Suggest boxes for a photo that waits for them. Whatever goes wrong, its owner is told and draws them."""
    waiting = Photo.objects.filter(pk=photo_id, looked=Looked.WAITING)
    photo = waiting.first()
    if photo is None:
        return
    found, looked = _looked_for(path_of(photo.token, LARGE))
    with transaction.atomic():
        if not waiting.filter(token=photo.token).select_for_update().exists():
            return  # posted, dropped, or something was hidden by hand meanwhile
        PrivateArea.objects.filter(photo=photo).delete()
        PrivateArea.objects.bulk_create(PrivateArea(photo=photo, **area._asdict()) for area in found)
        waiting.update(looked=looked)


def _looked_for(large: Path) -> tuple[list[Area], Looked]:
    """Plates, which are few, then faces, the surest first. FAILED when one could not be looked for; the others stay."""
    found, looked = [], Looked.DONE
    for find in (find_plates, decoder.find):
        try:
            found += find(large)
        except CommunityError:
            looked = Looked.FAILED
    return found[:MOST_AREAS], looked


def hide_areas(*, name: str, author: Any, holder: str, areas: Sequence[Area]) -> Photo:
    """Hide parts of a photo of a form that is not sent yet, in every size, for good; it gets another address.

    `name` may be an address that it had before: a second press covers what is covered. Raises NotFound for a photo that
    has a post by now or is another's, PhotoRefused, Unavailable.
    """
    drafts = Photo.objects.drafts_of(author, holder)
    for _try in range(TRIES):
        photo = drafts.named([name]).first()
        if photo is None:
            raise NotFound
        fresh = covered(photo, areas)
        if fresh is None:
            continue
        with transaction.atomic():
            if exchange(photo=photo, fresh=fresh, among=drafts):
                return photo
    raise Unavailable


def covered(photo: Photo, areas: Sequence[Area]) -> str | None:
    """All sizes of a photo with these parts covered, under a new address that is no row's yet; `exchange` is next.

    None when it got another address while we looked. Raises PhotoRefused, Unavailable.
    """
    if not disk_has_room():
        raise Unavailable
    fresh = token()
    try:
        decoder.make(_best_of(photo), order(fresh, CARD, LARGE, SHARE), hide=areas)
    except (PhotoRefused, Unavailable):
        delete_files(fresh)
        if Photo.objects.filter(pk=photo.pk, token=photo.token).exists():
            raise
        return None
    return fresh


def exchange(*, photo: Photo, fresh: str, among: Any) -> bool:
    """Give a photo the address of its covered files, if it is still as it was and `among` what may be changed.

    Call in a transaction. Files that are nobody's go at once, or with the commit.
    """
    old = photo.token
    row = among.select_for_update(of=("self",)).filter(pk=photo.pk, token=old).first()
    if row is None:
        delete_files(fresh)
        return False
    before = ",".join([old, *filter(None, row.was.split(","))][:MOST_BEFORE]) if row.draft_key else ""
    photo.token, photo.was, photo.state, photo.looked = fresh, before, State.READY, Looked.DONE
    photo.save(update_fields=["token", "was", "state", "looked"])
    PrivateArea.objects.filter(photo=photo).delete()
    transaction.on_commit(lambda: delete_files(old))
    return True


def _best_of(photo: Photo) -> Any:
    """The largest of ours; until it is made the upload, and the card where nothing larger could be made."""
    for path in (path_of(photo.token, LARGE), spool_path(photo.token)):
        if path.exists():
            return path
    return path_of(photo.token, CARD)
