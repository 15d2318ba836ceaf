"""The photos of a page of lines: none of them costs a query, and a talk without photos none at all."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from community.photos.models import Photo

from .models import Message, MessagePhoto, Thread


def dress(messages: Iterable[Any]) -> None:
    """Each message among these gets its `pictures`, in order, with a query for all; a second where there are any."""
    shown = [one for one in messages if isinstance(one, Message) and not one.is_hidden]
    asked = {message.pk for message in shown}
    joins = MessagePhoto.objects.filter(message__in=asked).order_by("position").values_list("message", "photo")
    found: dict[int, list[int]] = defaultdict(list)
    for message, photo in joins if shown else ():
        found[message].append(photo)
    photos = Photo.objects.in_bulk([photo for some in found.values() for photo in some]) if found else {}
    for message in shown:
        message.pictures = [photos[photo] for photo in found.get(message.pk, ())]


def addresses_in(thread_id: int) -> dict[int, str]:
    """Event → the addresses of its photos: a line is made anew when one of them changes."""
    joins = MessagePhoto.objects.filter(message__thread=thread_id).order_by("message", "position")
    found: dict[int, str] = {}
    for event, name in joins.values_list("message__event", "photo__token"):
        found[event] = f"{found.get(event, '')}{name} "
    return found


def photo_door(user: Any) -> Any:
    """Photos of talks that are not for everybody, for those who read these: the two sides."""
    read = Thread.objects.read_by(user)
    shown = MessagePhoto.objects.filter(message__state=Message.State.SHOWN, message__thread__in=read)
    return shown.values("photo")


def is_pictured(thread_id: int) -> Any:
    """An expression: whether anything in this talk has photos."""
    return MessagePhoto.objects.filter(message__thread=thread_id)
