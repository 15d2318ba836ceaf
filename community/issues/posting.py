"""The post page between form and action: photos are taken in one by one, and kept while the rest is put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from community.accounts.testaccounts import is_exempt
from community.core.holding import Holder, hashed_network
from community.core.ratelimit import Rate, spend
from community.photos.models import Photo
from community.photos.uploads import photos_named, take_in_all

from .forms import MOST_PHOTOS, PostForm
from .models import Precision
from .workflow import Kind

PHOTO_RATES = (Rate(40, 600), Rate(200, 86400))  # each costs a decoding, whether it is then posted or not


@dataclass(frozen=True)
class Sender:
    """Whose form it is: an account's, or that of a browser without one. `network` is a hash."""

    author: Any
    browser: Holder
    network: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Sender":
        author = request.user if request.user.is_authenticated else None
        return cls(author, Holder.of(request), hashed_network(request))

    def kept_photos(self, tokens: str | None) -> list[Photo]:
        """Photos of an earlier try of a form, still without a post, in their order."""
        return photos_named(tokens, author=self.author, holder=self.browser.name, most=MOST_PHOTOS)


def keep_photos(form: PostForm, *, sender: Sender) -> tuple[list[Photo], list[str]]:
    """The photos of this form so far, and a sentence for each file that could not be used."""
    form.full_clean()
    key = form.cleaned_data.get("key") or form.initial["key"]
    uploads = form.cleaned_data.get("photos") or []
    kept = sender.kept_photos(form.data.get("kept"))
    if sender.author is not None:
        return keep_uploads(uploads, kept=kept, most=MOST_PHOTOS, author=sender.author, key=key)
    return take_in_all(
        uploads,
        kept=kept,
        most=MOST_PHOTOS,
        author=None,
        holder=sender.browser.name,
        key=key,
        spend=lambda: spend("photo", sender.network, *PHOTO_RATES),
    )


def keep_uploads(
    uploads: Iterable[UploadedFile], *, kept: list[Photo], most: int, author: Any, key: str
) -> tuple[list[Photo], list[str]]:
    """The kept photos and, up to `most`, those of the uploads; and a sentence for each that could not be used."""

    def count_one() -> None:
        if not is_exempt(author.email):
            spend("photo", author.pk, *PHOTO_RATES)

    return take_in_all(uploads, kept=kept, most=most, author=author, key=key, spend=count_one)


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
