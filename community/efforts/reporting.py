"""The report page between form and action: photos are taken in one by one, and kept while the rest is put right."""

from typing import Any

from community.issues.models import Issue
from community.issues.posting import keep_uploads
from community.photos.models import Photo

from .actions.reporting import MOST_PHOTOS
from .forms import SIDES, EffortForm

Sides = dict[str, list[Photo]]


def keep_sides(form: EffortForm, *, author: Any) -> Sides:
    """The photos of this form so far, before and after; what could not be used is said beside its field."""
    form.full_clean()
    key = form.cleaned_data.get("key") or form.initial["key"]
    sides: Sides = {}
    for side in SIDES:
        uploads, kept = form.cleaned_data.get(side) or [], form.kept_photos(side, author)
        sides[side], refused = keep_uploads(uploads, kept=kept, most=MOST_PHOTOS, author=author, key=key)
        for sentence in refused:
            form.add_error(side, sentence)
    return sides


def report_context(form: EffortForm, issue: Issue, sides: Sides) -> dict[str, Any]:
    return {
        "form": form,
        "issue": issue,
        "sides": [
            {"field": form[side], "kept_name": f"kept_{side}", "photos": photos, "kept": _names(photos)}
            for side, photos in sides.items()
        ],
    }


def _names(photos: list[Photo]) -> str:
    return ",".join(photo.token for photo in photos)
