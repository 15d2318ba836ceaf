"""Pictures in their owner's copy. Packages above name those of their things (`put`); the rest is given here."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core.mydata import Files, Row, forgets, gives

from .actions import drop_drafts
from .models import Photo
from .sizes import CARD, LARGE, path_of

forgets(drop_drafts, "photos.Photo.author")


def put(files: Files, photo: Photo, name: str) -> str:
    """Take a picture along as photos/<name>.webp, in its largest size; empty when no file is left."""
    for size in (LARGE, CARD):
        path = path_of(photo.token, size)
        if path.exists():
            return files.add(f"photos/{name}.webp", path)
    return ""


def put_all(files: Files, joins: Any, number: int | str, owner: Any) -> list[str]:
    """Those of a thing's pictures that are the person's own, numbered from 1."""
    own = [join.photo for join in joins if join.photo.author_id == owner.pk]
    return [put(files, photo, f"{number}-{place}") for place, photo in enumerate(own, 1)]


@gives("photos", _("写真"), "photos.Photo.author")
def photos(person: Any, files: Files) -> Iterator[Row]:
    for photo in Photo.objects.filter(author=person).iterator():
        yield {
            "file": put(files, photo, f"photo-{photo.pk}"),
            "shows": photo.alt,
            "shows_en": photo.alt_en,
            "taken_in_at": photo.created_at,
            "visibility": photo.visibility,
            "is_draft": bool(photo.draft_key),
        }
