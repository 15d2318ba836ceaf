"""What a plain form says in a talk: words, whom they answer, photos that wait under its key or come with it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from community.core.errors import InvalidInput, NotAllowed, TooFast
from community.core.ids import token
from community.core.negotiation import wants_json
from community.core.shown_again import shown_again
from community.core.text import asked, asked_number
from community.moderation.permissions import refuse_banned
from community.organisations.models import Organisation
from community.organisations.speaking import voice_of
from community.photos.models import Photo
from community.photos.uploads import PhotosField, photos_named, take_in_all

from . import actions
from .actions.picturing import MOST_PHOTOS, TOO_MANY, count_photo
from .actions.posting import LONGEST_KEY
from .models import Event, Message, Thread
from .permissions import may_post
from .rendering import page_address


class TalkPhotosField(PhotosField):
    most = MOST_PHOTOS
    too_many = TOO_MANY


def say(request: HttpRequest, thread: Thread, *, organisation: Organisation | None = None) -> Event:
    """Raises what `post_message` raises, and what is wrong with a photo; the good ones wait for the next try."""
    key = request.POST.get("key", "")
    return actions.post_message(
        author=request.user,
        thread=thread,
        body=request.POST.get("body", ""),
        key=key,
        organisation=organisation,
        reply_to=reply_in(request),
        photos=[photo.token for photo in _photos_in(request, thread, key)],
    )


def said_by_form(
    request: HttpRequest,
    thread: Thread,
    *,
    template: str,
    context: Callable[..., dict[str, Any]],
    one_voice: bool = False,
) -> HttpResponse:
    """The answer to a plain form, or to the talk's own script. What is wrong is said beside the words, which stay on
    the page: `context` makes it of `draft` and `draft_error`. With `one_voice` nobody speaks for an organisation."""
    try:
        voice = None if one_voice else voice_of(request.user, request.POST.get("organisation"))
        event = say(request, thread, organisation=voice)
    except (InvalidInput, NotAllowed, TooFast) as error:
        if wants_json(request):
            raise
        draft = {"draft": request.POST.get("body", ""), "draft_error": str(error)}
        return shown_again(request, template, context(**draft), error)
    return JsonResponse({"seq": event.seq}) if wants_json(request) else redirect(f"{page_address(thread)}#m{event.seq}")


def reply_in(request: HttpRequest) -> int | None:
    """Which message a form answers."""
    return asked_number(request.POST.get("reply_to"))


def waiting_photos(request: HttpRequest) -> list[Photo]:
    """Photos of a form that could not be taken: they are there already."""
    return getattr(request, "waiting_photos", [])


def _photos_in(request: HttpRequest, thread: Thread, key: str) -> list[Photo]:
    """Those taken in before, by their tokens, then those that come with the form. Raises InvalidInput."""
    user, uploads = request.user, request.FILES.getlist("photos")
    is_said = key and Message.objects.by(user).filter(thread=thread, key=key[:LONGEST_KEY]).exists()
    if is_said or not may_post(user, thread):  # nothing is decoded for what is refused, or said already
        return []
    names = asked(",".join(request.POST.getlist("photos")), limit=200)
    kept = photos_named(names, author=user, most=MOST_PHOTOS)
    request.waiting_photos = kept
    if not uploads:
        return kept
    refuse_banned(user)
    try:
        files = TalkPhotosField(required=False).clean(uploads)
    except forms.ValidationError as error:
        raise InvalidInput(error.messages[0]) from error
    given: dict[str, Any] = {"author": user, "key": asked(key, limit=LONGEST_KEY) or token()}
    photos, refused = take_in_all(files, kept=kept, most=MOST_PHOTOS, spend=lambda: count_photo(user), **given)
    request.waiting_photos = photos
    if refused:
        raise InvalidInput(refused[0])
    return photos
