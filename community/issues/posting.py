"""The post page between form and action: photos are taken in one by one, and kept while the rest is put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core.errors import InvalidInput, NotFound
from community.core.holding import Holder, hashed_network
from community.core.ratelimit import spend
from community.photos.actions import take_in
from community.photos.models import Photo
from community.photos.rates import PHOTO_RATES
from community.photos.uploads import photos_named, take_in_all

from .forms import MOST_PHOTOS, PostForm
from .models import Precision
from .workflow import Kind


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

    @property
    def holder(self) -> str:
        """Whose a photo is without an account."""
        return "" if self.author is not None else self.browser.name

    def count_photo(self) -> None:
        """A decoding for this person or network. Raises TooFast."""
        if self.author is None:
            spend("photo", self.network, *PHOTO_RATES)
        else:
            count_one(self.author)

    def kept_photos(self, tokens: str | None) -> list[Photo]:
        """Photos of an earlier try of a form, still without a post, in their order."""
        return photos_named(tokens, author=self.author, holder=self.browser.name, most=MOST_PHOTOS)

    def draft_photo(self, name: str) -> Photo:
        """One of theirs without a post, by an address that it has or had; its form may have got another key since.

        Raises NotFound.
        """
        photo = Photo.objects.drafts_of(self.author, self.browser.name).named([name]).first()
        if photo is None:
            raise NotFound(_("この写真は、もうありません。えらびなおしてください。"))
        return photo


def keep_photos(form: PostForm, *, sender: Sender) -> tuple[list[Photo], list[str]]:
    """The photos of this form so far, and a sentence for each file that could not be used."""
    form.full_clean()
    return take_in_all(
        form.cleaned_data.get("photos") or [],
        kept=sender.kept_photos(form.data.get("kept")),
        most=MOST_PHOTOS,
        author=sender.author,
        holder=sender.holder,
        key=form.cleaned_data.get("key") or form.initial["key"],
        spend=sender.count_photo,
    )


def keep_one(upload: UploadedFile, *, sender: Sender, key: str, kept: str) -> Photo:
    """A picture of a form that is still being written, under its key; `place` of it is where its camera was.

    `kept` names those that the form has: one whose answer was lost on the way counts no more. Raises InvalidInput (the
    file, or too many), TooFast, Unavailable.
    """
    if len(sender.kept_photos(kept)) >= MOST_PHOTOS:
        raise InvalidInput(_("写真は5枚までです。"))
    sender.count_photo()
    return take_in(upload=upload, author=sender.author, holder=sender.holder, draft_key=key)


def keep_uploads(
    uploads: Iterable[UploadedFile], *, kept: list[Photo], most: int, author: Any, key: str
) -> tuple[list[Photo], list[str]]:
    """The kept photos and, up to `most`, those of the uploads; and a sentence for each that could not be used."""
    return take_in_all(uploads, kept=kept, most=most, author=author, key=key, spend=lambda: count_one(author))


def count_one(author: Any) -> None:
    """A decoding for this person. Raises TooFast."""
    if not is_exempt(author.email):
        spend("photo", author.pk, *PHOTO_RATES)


def post_context(form: PostForm, photos: list[Photo]) -> dict[str, Any]:
    prefetch_related_objects(photos, "areas")  # what may be hidden in them
    return {
        "form": form,
        "photos": photos,
        "suggests": any(photo.areas.all() for photo in photos),
        "kept": ",".join(photo.token for photo in photos),
        "categories": form.fields["category"].queryset,
        "kinds": Kind,
        "precisions": Precision,
        "chosen": form["category"].value() or "",
        "tiles": settings.MAP_TILES,
    }
