"""The page of a project between form and action: its picture is taken in, and kept while the rest is put right."""

from typing import Any

from django.http import HttpRequest

from community.accounts.testaccounts import is_exempt
from community.core.ratelimit import Rate, spend
from community.core.text import asked_number
from community.issues.models import Issue
from community.photos.models import Photo
from community.photos.uploads import take_in_all
from community.resources.filterbar import code_groups

from .forms_project import ProjectForm
from .models import Challenge

PHOTO_RATES = (Rate(20, 600), Rate(60, 86400))  # each costs a decoding, whether it is then shown or not


def keep_photos(form: ProjectForm, *, author: Any) -> list[Photo]:
    """The picture of this form so far; what could not be used is said beside its field."""
    form.full_clean()

    def count_one() -> None:
        if not is_exempt(author.email):
            spend("photo", author.pk, *PHOTO_RATES)

    uploads = form.cleaned_data.get("photos") or []
    photos, refused = take_in_all(
        uploads,
        kept=[] if uploads else form.kept_photos(author),
        most=1,
        author=author,
        key=form.cleaned_data.get("key") or form.initial["key"],
        spend=count_one,
    )
    for sentence in refused:
        form.add_error("photos", sentence)
    return photos


def cover_of(form: ProjectForm, photos: list[Photo]) -> Photo | None:
    """A new picture, or the one it has, unless that is given up."""
    if photos:
        return photos[0]
    return None if form.cleaned_data["drop"] else form.old_cover


def form_context(form: ProjectForm, photos: list[Photo]) -> dict[str, Any]:
    """`photos` are those of an earlier try."""
    chosen = set(form["codes"].value() or ())
    groups = [
        {"label": label, "codes": [{"slug": slug, "label": name, "on": slug in chosen} for slug, name in codes]}
        for label, codes in code_groups()
    ]
    number = asked_number(str(form["issue"].value() or ""))
    issue = Issue.objects.visible_to(form.user).listed().filter(number=number).first() if number else None
    return {
        "form": form,
        "project": form.project,
        "photos": photos,
        "kept": ",".join(photo.token for photo in photos),
        "code_groups": groups,
        "issue": issue,
        "has_events": form.fields["event"].queryset.exists(),
        "has_challenges": form.fields["challenge"].queryset.exists(),
        "has_data": form.fields["uses"].queryset.exists(),
    }


def begun(request: HttpRequest) -> dict[str, Any]:
    """A project may be begun from an issue (`issue`: its number) or from a challenge (`challenge`)."""
    given: dict[str, Any] = {"issue": asked_number(request.GET.get("issue"))}
    number = asked_number(request.GET.get("challenge"))
    challenge = Challenge.objects.visible_to(request.user).filter(pk=number).first() if number else None
    if challenge is not None:
        given |= {"challenge": challenge.pk, "event": challenge.event_id}
    return given
