"""The photos of a page of lines: none of them costs a query, and a talk without photos none at all."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from community.photos.models import Photo

from .models import Message, MessagePhoto, Thread


def pictures_of(messages: Iterable[int]) -> dict[int, list[Photo]]:
    """Message → its photos, in order."""
    found: dict[int, list[Photo]] = defaultdict(list)
    for join in MessagePhoto.objects.filter(message__in=messages).select_related("photo").order_by("position"):
        found[join.message_id].append(join.photo)
    return found


def dress(messages: Iterable[Any]) -> None:
    """Each message among these gets its `pictures`, with one query for all."""
    shown = [one for one in messages if isinstance(one, Message) and not one.is_hidden]
    found = pictures_of({message.pk for message in shown}) if shown else {}
    for message in shown:
        message.pictures = found.get(message.pk, ())


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
