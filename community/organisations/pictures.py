"""The picture between form and action: taken in at once, and kept while the rest is put right."""

from functools import partial
from typing import Any

from community.accounts.testaccounts import is_exempt
from community.core.ratelimit import Rate, spend
from community.photos.models import Photo
from community.photos.uploads import take_in_all

from .actions.registering import KEEP
from .forms import OrganisationForm

RATES = (Rate(40, 600), Rate(200, 86400))  # each costs a decoding; counted together with those of posts


def keep_picture(form: OrganisationForm, *, author: Any) -> Photo | None:
    """The picture of this form so far; what could not be used is said beside its field."""
    form.full_clean()
    uploads = form.cleaned_data.get("picture") or []
    pictures, refused = take_in_all(
        uploads,
        kept=[] if uploads else form.kept_picture(author),
        most=1,
        author=author,
        key=form.cleaned_data.get("key") or form.initial["key"],
        spend=(lambda: None) if is_exempt(author.email) else partial(spend, "photo", author.pk, *RATES),
    )
    for sentence in refused:
        form.add_error("picture", sentence)
    return pictures[0] if pictures else None


def picture_wanted(form: OrganisationForm, picture: Photo | None) -> Any:
    """What a form that changes an organisation asks for: another picture, none, or the one there is."""
    if picture is not None:
        return picture
    return None if form.cleaned_data.get("no_picture") else KEEP
