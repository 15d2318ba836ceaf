"""The post page between form and action: photos are taken in one by one, and kept while the rest is put right."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core.errors import InvalidInput
from community.core.ratelimit import Rate, spend
from community.photos.actions import take_in
from community.photos.models import Photo
from community.photos.uploads import take_in_all

from .forms import MOST_PHOTOS, PostForm
from .models import Precision
from .workflow import Kind

PHOTO_RATES = (Rate(40, 600), Rate(200, 86400))  # each costs a decoding, whether it is then posted or not


def keep_photos(form: PostForm, *, author: Any) -> tuple[list[Photo], list[str]]:
    """The photos of this form so far, and a sentence for each file that could not be used."""
    form.full_clean()
    key = form.cleaned_data.get("key") or form.initial["key"]
    uploads = form.cleaned_data.get("photos") or []
    return keep_uploads(uploads, kept=form.kept_photos(author), most=MOST_PHOTOS, author=author, key=key)


def keep_uploads(
    uploads: Iterable[UploadedFile], *, kept: list[Photo], most: int, author: Any, key: str
) -> tuple[list[Photo], list[str]]:
    """The kept photos and, up to `most`, those of the uploads; and a sentence for each that could not be used."""

    return take_in_all(uploads, kept=kept, most=most, author=author, key=key, spend=partial(count_one, author))


def count_one(author: Any) -> None:
    """A decoding for this person. Raises TooFast."""
    if not is_exempt(author.email):
        spend("photo", author.pk, *PHOTO_RATES)


def keep_one(upload: UploadedFile, *, author: Any, key: str) -> Photo:
    """A picture of a form that is still being written, under its key; `place` of it is where its camera was.

    Raises InvalidInput (the file, or too many under this key), TooFast, Unavailable.
    """
    if Photo.objects.filter(author=author, draft_key=key).count() >= MOST_PHOTOS:
        raise InvalidInput(_("写真は5枚までです。"))
    count_one(author)
    return take_in(upload=upload, author=author, draft_key=key)


def post_context(form: PostForm, photos: list[Photo]) -> dict[str, Any]:
    return {
        "form": form,
        "photos": photos,
        "kept": ",".join(photo.token for photo in photos),
        "categories": form.fields["category"].queryset,
        "kinds": Kind,
        "precisions": Precision,
        "chosen": form["category"].value() or "",
        "tiles": settings.MAP_TILES,
    }
