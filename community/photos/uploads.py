"""Photos of a form: several files in one field, taken in one by one and kept while the rest is put right."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.errors import CommunityError
from community.core.text import asked

from . import actions
from .decoding import PhotoTooSlow
from .models import Photo

LARGEST_PHOTO = 12 * 1024 * 1024
LARGEST_TOGETHER = 25 * 1024 * 1024


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several uploads. What is wrong with one is said of that one; the others stay."""

    widget = ManyFiles
    most = 5
    too_many: str | Promise = gettext_lazy("写真は5枚までです。5枚えらびなおしてください。")

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in data or [] if file]
        if len(files) > self.most:
            raise forms.ValidationError(self.too_many)
        for file in files:
            if file.size > LARGEST_PHOTO:
                raise forms.ValidationError(
                    _("この写真は大きすぎて送れませんでした（1枚12MBまで）。小さくして送りなおしてください。")
                )
        if sum(file.size for file in files) > LARGEST_TOGETHER:
            raise forms.ValidationError(_("写真は、ぜんぶで25MBまでです。枚数をへらしてください。"))
        return files


def photos_named(tokens: str | None, *, author: Any, most: int, holder: str = "") -> list[Photo]:
    """Photos of this person or browser that belong to nothing yet, by their tokens with commas, in that order."""
    names = list(dict.fromkeys(asked(tokens, limit=200).split(",")))
    drafts = Photo.objects.drafts_of(author, holder).named(names[:most])
    found = {name: photo for photo in drafts for name in photo.names}
    return list(dict.fromkeys(found[name] for name in names if name in found))[:most]


def take_in_all(
    uploads: Iterable[UploadedFile],
    *,
    kept: list[Photo],
    most: int,
    author: Any,
    key: str,
    spend: Callable[[], None],
    holder: str = "",
) -> tuple[list[Photo], list[str]]:
    """The kept photos and, up to `most`, those of the uploads; and a sentence for each that could not be used.

    `spend` counts one decoding and refuses what is too much.
    """
    photos, refused = list(kept), []
    for upload in uploads:
        if len(photos) >= most:
            break
        try:
            spend()
            photos.append(actions.take_in(upload=upload, author=author, draft_key=key, holder=holder))
        except PhotoTooSlow as error:  # whoever sent one may have sent five
            refused.append(f"{upload.name[:40]}：{error}")
            break
        except CommunityError as error:
            refused.append(f"{upload.name[:40]}：{error}")
    return photos, refused
