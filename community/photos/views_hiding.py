"""The page on which whoever put up a photo hides parts of it, whatever the photo belongs to."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from community.core.errors import InvalidInput, NotAllowed, TooFast, Unavailable
from community.core.ids import token as fresh_key
from community.core.negotiation import wants_json
from community.core.shown_again import shown_again
from community.core.text import asked

from . import actions
from .albums import own_photo
from .forms import OwnBoxesForm
from .models import Looked, Photo

LETTER = 24  # a number on the picture is this part of its width
TEMPLATE = "photos/hide.html"


@login_required
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, token: str) -> HttpResponse:
    """The editor of one picture; a press replaces every size of it and its address. `step=look` asks the worker for
    suggestions. Programs get how that stands, as JSON. Also for people who may only read."""
    done = actions.hidden_before(key=asked(request.POST.get("key"), limit=64), by=request.user)
    if done is not None:
        return redirect(done[1].page(done[0].pk))
    photo, album = own_photo(request.user, token)
    if request.POST.get("step") == "look":
        return _looked(request, photo)
    page = album.page(photo.pk)
    if request.method != "POST":
        if wants_json(request):
            return _standing(photo)
        return shown_again(request, TEMPLATE, _context(request, photo, page, _empty(photo)), None)
    return _hidden(request, photo, page)


def _hidden(request: HttpRequest, photo: Photo, page: str) -> HttpResponse:
    form, refusal = OwnBoxesForm(request.POST, photo=photo), InvalidInput()
    if form.is_valid():
        areas, key = form.cleaned_data["areas"], form.cleaned_data["key"]
        try:
            actions.hide_own(name=photo.token, areas=areas, by=request.user, key=key)
        except (InvalidInput, NotAllowed, TooFast, Unavailable) as error:
            form.add_error(None, str(error))
            refusal = error
        else:
            messages.success(request, _("かくしました。まえの写真は、もう見られません。"))
            return redirect(page)
    return shown_again(request, TEMPLATE, _context(request, photo, page, form), refusal)


def _looked(request: HttpRequest, photo: Photo) -> HttpResponse:
    try:
        actions.look_for_areas(name=photo.token, by=request.user)
    except TooFast as error:
        if not wants_json(request):
            raise
        return JsonResponse({"error": str(error)}, status=error.status, headers=error.headers)
    photo.refresh_from_db()
    if wants_json(request):
        return _standing(photo)
    return redirect(f"{request.path}?looked=1")


def _standing(photo: Photo) -> JsonResponse:
    return JsonResponse({"state": photo.looked, "areas": _boxes(photo)})


def _boxes(photo: Photo) -> list[list[float]]:
    return [[round(share, 4) for share in one.area] for one in photo.areas.all()]


def _empty(photo: Photo) -> OwnBoxesForm:
    return OwnBoxesForm(initial={"key": fresh_key()}, photo=photo)


def _context(request: HttpRequest, photo: Photo, page: str, form: OwnBoxesForm) -> dict[str, Any]:
    """`marks`: each suggestion in the picture's own pixels, for those without script; `was_asked`: somebody has looked
    because of this page."""
    return {
        "photo": photo,
        "page": page,
        "form": form,
        "boxes": json.dumps(_boxes(photo)),
        "marks": [_mark(photo, one) for one in form.suggested],
        "letter": max(12, photo.width // LETTER),
        "ticks": [(one, one.pk in form.taken()) for one in form.suggested],
        "was_asked": photo.looked != Looked.DONE or bool(form.suggested) or "looked" in request.GET,
    }


def _mark(photo: Photo, one: Any) -> dict[str, int]:
    wide, high = photo.width, photo.height
    sides = {"x": one.left * wide, "y": one.top * high, "width": one.width * wide, "height": one.height * high}
    return {name: round(length) for name, length in sides.items()}
