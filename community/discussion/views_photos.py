"""Photos of words that are still being written, one by one, under their key. No page: for the composer's script."""

from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.errors import CommunityError, InvalidInput, NotFound
from community.photos.actions import forget

from . import actions
from .actions.posting import LONGEST_KEY
from .models import Thread
from .saying import TalkPhotosField


class PhotoForm(forms.Form):
    """One picture for a message's key; or `drop`, the token of one that goes again."""

    key = forms.CharField(max_length=LONGEST_KEY)
    drop = forms.CharField(max_length=26, required=False)
    photo = TalkPhotosField(required=False)


@require_POST
def stage(request: HttpRequest, kind: str, number: int) -> JsonResponse:
    """Its token for the message, its address to show it, its size; or a sentence."""
    if not request.user.is_authenticated:
        raise NotFound
    thread = Thread.objects.of(request.user, kind, number)
    try:
        answer, status, headers = _taken(request, thread), 200, {}
    except CommunityError as error:
        answer, status, headers = {"error": str(error)}, error.status, error.headers
    headers = headers | {"Cache-Control": "no-store"}
    return JsonResponse(answer, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})


def _taken(request: HttpRequest, thread: Thread) -> dict[str, Any]:
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        raise InvalidInput(form.errors["photo"][0] if "photo" in form.errors else None)
    key, files = form.cleaned_data["key"], form.cleaned_data["photo"]
    if form.cleaned_data["drop"]:
        forget(name=form.cleaned_data["drop"], author=request.user, draft_key=key)
        return {}
    if len(files) != 1:
        raise InvalidInput(_("写真を1枚ずつ送ってください。"))
    photo = actions.stage_photo(author=request.user, thread=thread, upload=files[0], key=key)
    return {"token": photo.token, "url": photo.card_url, "width": photo.width, "height": photo.height}
