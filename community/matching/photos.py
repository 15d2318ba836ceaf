"""The picture of a thank-you, kept over a form with an error."""

from typing import Any

from community.core.errors import InvalidInput
from community.issues.posting import keep_uploads
from community.photos.models import Photo

from .forms import ThankForm


def keep_photo(form: ThankForm, *, author: Any) -> Photo | None:
    """The uploaded picture, or the one of an earlier try of the same form. Raises InvalidInput for a bad file."""
    key = form.cleaned_data.get("key") or form.initial["key"]
    kept = list(Photo.objects.filter(author=author, draft_key=key).order_by("-pk")[:1])
    upload = form.cleaned_data.get("photo")
    if upload is None:
        return kept[0] if kept else None
    photos, refused = keep_uploads([upload], kept=[], most=1, author=author, key=key)
    if refused:
        raise InvalidInput(refused[0])
    return photos[0]
