"""Taking photos in, handing them to a post, taking them down."""

import os
import shutil
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from community.core import outbox
from community.core.clock import now
from community.core.errors import InvalidInput, Unavailable
from community.core.files import write_durably
from community.core.health import disk_has_room
from community.core.ids import token
from community.core.visibility import Visibility

from ..decoding import PhotoRefused, decoder
from ..models import Looked, Photo, PhotoQuerySet, PrivateArea, State
from ..sizes import CARD, LARGE, SHARE, folder_of, order, spool_path

MOST_DRAFTS = 30  # photos of a person that belong to no post yet: five kept forms, and one that is being written


def take_in(*, upload: UploadedFile, author: Any, draft_key: str, holder: str = "") -> Photo:
    """Keep an upload and make its card size at once; the worker makes the rest.

    Where the camera was comes back as `place` of the photo in hand, for the one answer; it is kept nowhere.
    Without an account `author` is None and `holder` the browser. Past MOST_DRAFTS the oldest drafts are forgotten.
    Raises PhotoRefused, or Unavailable when the disk is full or too many wait for the decoder. A process killed at any
    point leaves at most files without a row, which `tasks.sweep_files` removes.
    """
    if not draft_key:
        raise InvalidInput  # nothing would ever let go of it
    if not disk_has_room():
        raise Unavailable
    name = token()
    try:
        write_durably(spool_path(name), upload.chunks())
        width, height, place = decoder.make(spool_path(name), order(name, CARD))
    except (PhotoRefused, Unavailable, OSError):
        delete_files(name)
        raise
    with transaction.atomic():
        photo = Photo.objects.create(
            token=name,
            author=author,
            holder=holder,
            draft_key=draft_key,
            width=width,
            height=height,
            looked=Looked.WAITING,
        )
        outbox.put("photo.sizes", {"photo": photo.pk})
        drop(photos=_too_many_drafts(author, holder))
    photo.place = place
    return photo


def _too_many_drafts(author: Any, holder: str) -> Iterable[Photo]:
    """The oldest beyond MOST_DRAFTS, locked: one that is being posted at this moment is no draft any more."""
    return Photo.objects.drafts_of(author, holder).order_by("-pk").select_for_update()[MOST_DRAFTS:]


@transaction.atomic
def forget(*, name: str, author: Any, draft_key: str, holder: str = "") -> None:
    """Somebody takes a photo out of a form before it is sent. One that has a post by now, or is another's, stays."""
    drop_unposted(photos=Photo.objects.drafts_of(author, holder).named([name]).filter(draft_key=draft_key))


@transaction.atomic
def drop_unposted(*, photos: PhotoQuerySet) -> None:
    """Let go of photos, but for those that have a post by now: they are looked at again under their lock."""
    drop(photos=photos.exclude(draft_key="").select_for_update())


def keep_longer(*, tokens: Iterable[str], author: Any, holder: str) -> None:
    """A form was kept anew: its photos live as long as it does."""
    Photo.objects.drafts_of(author, holder).named(tokens).update(created_at=now())


def describe(*, photo: Photo, alt: str, alt_en: str = "") -> Photo:
    """Say what a photo shows, for those who do not see it."""
    photo.alt, photo.alt_en = alt, alt_en
    photo.save(update_fields=["alt", "alt_en"])
    return photo


def make_sizes(*, photo_id: int) -> None:
    """Make the sizes that are still missing and let the upload go; then faces and plates are looked for, where that
    is waited for. Idempotent.

    A photo that got another address meanwhile – something in it was hidden, or it was taken down – leaves nothing
    behind under the old one.
    """
    photo = Photo.objects.filter(pk=photo_id, state=State.WAITING).first()
    if photo is None or not spool_path(photo.token).exists():
        return
    try:
        decoder.make(spool_path(photo.token), order(photo.token, LARGE, SHARE))
        made = {"state": State.READY}
    except PhotoRefused:
        made = {"state": State.FAILED, "looked": Looked.FAILED}  # the card stays; nothing larger can be made
    with transaction.atomic():
        is_there = Photo.objects.filter(pk=photo_id, token=photo.token).update(**made)
        if is_there and Photo.objects.filter(pk=photo_id, state=State.READY, looked=Looked.WAITING).exists():
            outbox.put("photo.areas", {"photo": photo_id})
    if not is_there:
        delete_files(photo.token)
        make_sizes(photo_id=photo_id)
        return
    spool_path(photo.token).unlink(missing_ok=True)


def give_to(*, photos: Iterable[Photo], visibility: str, author: Any, ward: Any) -> None:
    """Photos now belong to a thing with this visibility, author and ward. Call in that thing's transaction."""
    keys = [photo.pk for photo in photos]
    Photo.objects.filter(pk__in=keys).update(
        visibility=visibility, author=author, ward=ward, draft_key="", holder="", was="", looked=Looked.DONE
    )
    PrivateArea.objects.filter(photo__in=keys).delete()


def follow_owner(*, photos: Iterable[Photo], visibility: str) -> None:
    """The owner's visibility changed. Call in that transaction.

    A photo that was public and is no longer gets another address; the old one is dead for good.
    """
    for photo in photos:
        if photo.visibility == Visibility.PUBLIC and visibility != Visibility.PUBLIC:
            _readdress(photo)
        photo.visibility = visibility
        photo.save(update_fields=["visibility", "token"])


def drop(*, photos: Iterable[Photo]) -> None:
    """Photos that nobody needs any more: rows now, files after the commit."""
    for photo in photos:
        photo.delete()
        transaction.on_commit(lambda name=photo.token: delete_files(name))


def drop_drafts(person: Any, *, erase: bool) -> None:
    """An account is closed: what was taken in and never posted goes. Call in the closing transaction."""
    drop(photos=Photo.objects.filter(author=person).exclude(draft_key=""))


def _readdress(photo: Photo) -> None:
    """The files get a second name before the commit and lose the first after it, so a crash loses none."""
    old, photo.token = photo.token, token()
    if folder_of(old).exists():
        shutil.copytree(folder_of(old), folder_of(photo.token), copy_function=os.link)
    if spool_path(old).exists():
        os.link(spool_path(old), spool_path(photo.token))
    transaction.on_commit(lambda: delete_files(old))


def delete_files(name: str) -> None:
    shutil.rmtree(folder_of(name), ignore_errors=True)
    spool_path(name).unlink(missing_ok=True)
