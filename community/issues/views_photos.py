"""The pictures of the post form, one by one, under its key: taken in while the rest is written, faces hidden."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.areas import geometry
from community.areas.models import Town, Ward
from community.core.errors import CommunityError, InvalidInput
from community.core.text import asked
from community.moderation.permissions import refuse_banned
from community.photos.actions import forget
from community.photos.areas import LONGEST
from community.photos.models import Photo
from community.photos.uploads import PhotosField

from .answering import answer_login, is_anothers
from .hiding import hide_in_one, how_it_stands
from .posting import Sender, keep_one


class PhotoForm(forms.Form):
    """One picture for a form's key; or `drop`, the token of one that goes again."""

    key = forms.CharField(max_length=64)
    drop = forms.CharField(max_length=26, required=False)
    photo = PhotosField(required=False)


class AreasForm(forms.Form):
    """One photo of a form; with `hide`, JSON boxes that are to be covered."""

    token = forms.CharField(max_length=26)
    hide = forms.CharField(max_length=LONGEST, required=False)


@require_POST
def new_photo(request: HttpRequest) -> JsonResponse:
    """What can be shown of it, and where it was taken, once; or a sentence. No page: for the form's script."""
    return _answered(request, _taken)


@require_POST
def photo_areas(request: HttpRequest) -> JsonResponse:
    """What may be hidden in a photo, and its new address when something is. No page: for the form's script."""
    return _answered(request, _looked_at)


def _answered(request: HttpRequest, work: Callable[[HttpRequest, Sender], dict[str, Any]]) -> JsonResponse:
    sender = Sender.of(request)
    if is_anothers(request):
        return answer_login()
    try:
        refuse_banned(request.user)
        answer, status, headers = work(request, sender), 200, {}
    except CommunityError as error:
        answer, status, headers = {"error": str(error)}, error.status, error.headers
    response = JsonResponse(
        answer,
        status=status,
        headers=headers | {"Cache-Control": "no-store"},
        json_dumps_params={"ensure_ascii": False},
    )
    if sender.author is None and status == HTTPStatus.OK:
        sender.browser.remember(response, secure=request.is_secure())
    return response


def _looked_at(request: HttpRequest, sender: Sender) -> dict[str, Any]:
    form = AreasForm(request.POST)
    if not form.is_valid():
        raise InvalidInput
    name, boxes = form.cleaned_data["token"], form.cleaned_data["hide"]
    return hide_in_one(name, boxes, sender=sender) if boxes else how_it_stands(name, sender=sender)


def _taken(request: HttpRequest, sender: Sender) -> dict[str, Any]:
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        raise InvalidInput(form.errors["photo"][0] if "photo" in form.errors else None)
    key = asked(form.cleaned_data["key"], limit=64)
    if form.cleaned_data["drop"]:
        forget(name=form.cleaned_data["drop"], author=sender.author, holder=sender.browser.name, draft_key=key)
        return {}
    if len(form.cleaned_data["photo"]) != 1:
        raise InvalidInput(_("写真を1枚ずつ送ってください。"))
    kept = request.POST.get("kept", "")
    return _shown(keep_one(form.cleaned_data["photo"][0], sender=sender, key=key, kept=kept))


def _shown(photo: Photo) -> dict[str, Any]:
    size = {"width": photo.width, "height": photo.height}
    return {"token": photo.token, "url": photo.card_url, "place": _offered(photo.place), **size}


def _offered(place: tuple[float, float] | None) -> dict[str, Any] | None:
    """A place in Osaka and its words; the person says whether it is the post's. It is stored nowhere."""
    ward = geometry.ward_at(*place) if place else None
    if ward is None:
        return None
    lat, lng = place
    town = Town.objects.nearest(lat, lng, ward=ward)
    words = [Ward.objects.listed().get(pk=ward).label, *([town.name] if town else [])]
    return {"lat": lat, "lng": lng, "ward": ward, "words": "　".join(words)}
