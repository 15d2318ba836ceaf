"""The page of an offer between form and action: photos are taken in, and kept while the rest is put right."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from community.accounts.testaccounts import is_exempt
from community.core.ratelimit import Rate, spend
from community.photos.models import Photo
from community.photos.uploads import take_in_all
from community.taxonomy.models import HelpKind
from community.taxonomy.reference import usable_codes

from .actions.offering import MOST_PHOTOS
from .filters import Filters
from .forms import ResourceForm
from .models import Resource
from .reference import LOOKS

PHOTO_RATES = (Rate(40, 600), Rate(200, 86400))  # each costs a decoding, whether it is then offered or not


def keep_photos(form: ResourceForm, *, author: Any) -> list[Photo]:
    """The photos of this form so far; what could not be used is said beside its field."""
    form.full_clean()

    def count_one() -> None:
        if not is_exempt(author.email):
            spend("photo", author.pk, *PHOTO_RATES)

    photos, refused = take_in_all(
        form.cleaned_data.get("photos") or [],
        kept=form.kept_photos(author),
        most=MOST_PHOTOS,
        author=author,
        key=form.cleaned_data.get("key") or form.initial["key"],
        spend=count_one,
    )
    for sentence in refused:
        form.add_error("photos", sentence)
    return photos


def form_context(form: ResourceForm, photos: list[Photo]) -> dict[str, Any]:
    """`photos` are those of an earlier try; those that the offer has already are the form's own."""
    old = {photo.token for photo in form.old_photos}
    fresh = [photo for photo in photos if photo.token not in old]
    chosen = set(form["codes"].value() or ())
    return {
        "form": form,
        "resource": form.resource,
        "photos": fresh,
        "kept": ",".join(photo.token for photo in fresh),
        "old_photos": form.old_photos,
        "dropped": set(form["drop"].value() or ()),
        "kinds": [(kind.value, kind.label, LOOKS[kind]) for kind in HelpKind],
        "chosen_kind": form["kind"].value() or "",
        "code_groups": code_groups(chosen),
        "tiles": settings.MAP_TILES,
        "most": MOST_PHOTOS,
    }


def code_groups(chosen: set[str]) -> list[dict[str, Any]]:
    """The codes as checkboxes under their groups, kind by kind."""
    groups: dict[str, dict[str, Any]] = {}
    for slug, code in usable_codes().items():
        given = {"kind": code.kind, "kind_label": HelpKind(code.kind).label, "label": code.group.label, "codes": []}
        group = groups.setdefault(code.group_id, given)
        group["codes"].append({"slug": slug, "label": code.label, "hint": code.hint_text, "on": slug in chosen})
    order = list(HelpKind.values)
    return sorted(groups.values(), key=lambda group: order.index(group["kind"]))


def initial_of(resource: Resource) -> dict[str, Any]:
    """What the form says of a resource as it is."""
    names = (
        "kind", "title", "title_en", "body", "quantity", "unit", "returns", "amount", "cost", "cost_note", "conditions",
        "languages", "from_on", "until_on", "hours_note", "remote", "ward", "place", "lat", "lng", "radius", "version",
    )  # fmt: skip
    return {name: getattr(resource, name) for name in names} | {
        "codes": [code.pk for code in resource.codes.all()],
        "serves": [] if resource.radius else [ward.pk for ward in resource.serves.all()],
    }


def begun(request: HttpRequest) -> dict[str, Any]:
    """An offer may be begun from a list: what was looked for comes along."""
    filters = Filters.read(request.GET)
    given: dict[str, Any] = {"kind": filters.kind, "ward": filters.ward, "languages": ["ja"]}
    return given | ({"codes": [filters.code]} if filters.code else {})
