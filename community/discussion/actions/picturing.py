"""Photos in messages: taken in while somebody still writes, given to the message in its transaction."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts.testaccounts import is_exempt
from community.core.errors import InvalidInput
from community.core.ratelimit import spend
from community.core.takedowns import Takedown
from community.photos import actions as photos
from community.photos.albums import Taken
from community.photos.models import Photo
from community.photos.rates import PHOTO_RATES
from search import outbox as search_outbox

from ..models import Event, Message, MessagePhoto, Thread
from ..permissions import refuse_silent
from .log import message_of, write_down
from .moderating import hide_message

MOST_PHOTOS = 4
TOO_MANY = gettext_lazy("写真は4枚までです。4枚えらびなおしてください。")


def stage_photo(*, author: Any, thread: Thread, upload: UploadedFile, key: str) -> Photo:
    """Take a picture in for words that are still being written, under their key.

    Raises NotAllowed where `author` may not write, TooFast, PhotoRefused or Unavailable.
    """
    refuse_silent(author, thread)
    count_photo(author)
    return photos.take_in(upload=upload, author=author, draft_key=key)


def count_photo(author: Any) -> None:
    """A decoding for this person. Raises TooFast."""
    if not is_exempt(author.email):
        spend("photo", author.pk, *PHOTO_RATES)


def refuse_many(tokens: Sequence[str]) -> None:
    if len(set(tokens)) > MOST_PHOTOS:
        raise InvalidInput(TOO_MANY)


def give_photos(message: Message, tokens: Sequence[str]) -> None:
    """These photos of the author now belong to the message, and are seen as its talk is. Call under the thread's lock.

    Raises InvalidInput when one is not there: it is another's, belongs to something, or was forgotten.
    """
    wanted = list(dict.fromkeys(tokens))
    if not wanted:
        return
    drafts = Photo.objects.drafts_of(message.author).named(wanted).select_for_update()
    found = {name: photo for photo in drafts for name in photo.names}
    if any(name not in found for name in wanted):
        raise InvalidInput(_("写真が見つかりませんでした。写真をえらびなおして、もう一度送ってください。"))
    given = list(dict.fromkeys(found[name] for name in wanted))
    thread = Thread.objects.select_related("ward").get(pk=message.thread_id)
    joins = [MessagePhoto(message=message, photo=photo, position=nth) for nth, photo in enumerate(given)]
    MessagePhoto.objects.bulk_create(joins)
    photos.give_to(photos=given, visibility=thread.visibility, author=message.author, ward=thread.ward)


def photos_follow(thread_id: int, *, visibility: str, ward: str | None) -> None:
    """The photos of a talk are seen as it is, but for those of hidden words. Call in the owner's transaction."""
    joins = MessagePhoto.objects.filter(message__thread=thread_id)
    if ward:
        Photo.objects.filter(pk__in=joins.values("photo")).update(ward=ward)
    shown = joins.filter(message__state=Message.State.SHOWN)
    photos.follow_owner(photos=Photo.objects.filter(pk__in=shown.values("photo")), visibility=visibility)


def take_with_photo(photo: int) -> Taken | None:
    """The talk of the message that this photo came with, locked; None when it came with none. The line takes its own
    place once more on open pages, since its picture has another address."""
    join = MessagePhoto.objects.filter(photo=photo).select_related("message").first()
    if join is None:
        return None
    message = message_of(join.message.thread_id, join.message_id)
    thread = message.thread

    def follow() -> None:
        if not message.is_hidden:
            write_down(message, Event.EDIT, by=message.author)
        search_outbox.record("message", message.pk)

    return Taken(thread.kind, thread.number or 0, thread.ward_id or "", follow)


def put_away(down: Takedown) -> bool:
    """Whether the words were to be read, a picture of which cannot be covered again."""
    message = MessagePhoto.objects.select_related("message").get(photo=down.part).message
    if message.is_hidden:
        return False
    hide_message(thread_id=message.thread_id, message_id=message.pk)
    return True
