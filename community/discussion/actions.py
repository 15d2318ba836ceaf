"""Every write to the talk. The lock is always the thread's row, taken first."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core import outbox
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ratelimit import Rate, spend
from community.core.text import said
from community.core.visibility import Visibility
from community.moderation.permissions import refuse_banned
from community.notifications import actions as notices
from community.organisations.models import Organisation
from community.organisations.speaking import refuse_other_voices
from community.photos import actions as photos
from community.photos.models import Photo
from search import outbox as search_outbox

from . import live
from .models import LONGEST_BODY, Event, Message, MessagePhoto, Thread
from .permissions import may_post, speaks_for_city
from .registry import discussable
from .signals import message_posted

NEWCOMERS = (Rate(6, 60), Rate(40, 3600))
TRUSTED = (Rate(20, 60), Rate(200, 3600))
LONGEST_KEY = 64


def post_message(
    *, author: Any, thread: Thread, body: str, key: str = "", organisation: Organisation | None = None
) -> Event:
    """Say something in a thread that `author` sees, in one's own name or for an `organisation` that one acts for.
    The same key of the same author is said once.

    Raises NotAllowed (also for a person who may only read), InvalidInput or TooFast.
    """
    refuse_banned(author)
    if not may_post(author, thread):
        raise NotAllowed(_("ここには、いま書けません。"))
    kind = discussable(thread.kind)
    if kind is not None and kind.voice is not None:
        organisation = kind.voice(thread, author)
    refuse_other_voices(author, organisation)
    body = _clean(body, key)
    official = organisation is None and speaks_for_city(author, thread)
    _spend(author, thread, key, trusted=official or author.is_trusted)
    with transaction.atomic():
        seq = _lock_and_count(thread, messages=1)
        said = Event.objects.filter(thread=thread, message__author=author, message__key=key).first() if key else None
        if said is not None:
            transaction.set_rollback(True)
            return said
        message = Message.objects.create(
            thread=thread,
            author=author,
            organisation=organisation,
            key=key,
            body=body,
            links=official or author.is_trusted,
            official=official,
            **(_office(author) if official else {}),
        )
        event = Event.objects.create(thread=thread, seq=seq, type=Event.MESSAGE, author=author, message=message)
        search_outbox.record("message", message.pk)
        _tell(thread.pk, seq)
        _announce(thread, message)
        transaction.on_commit(
            lambda: message_posted.send_robust(Thread, thread_id=thread.pk, message_id=message.pk, official=official)
        )
    return event


def append_event(*, thread_id: int, type: str, by: Any, data: dict[str, Any]) -> Event:
    """Add an event of another package to the log. Call inside that package's transaction; locks the thread's row."""
    thread = Thread(pk=thread_id)
    event = Event.objects.create(thread_id=thread_id, seq=_lock_and_count(thread), type=type, author=by, data=data)
    _tell(thread_id, event.seq)
    return event


@transaction.atomic
def hide_message(*, thread_id: int, message_id: int) -> Message:
    """Put a placeholder where these words were, on open pages too; its photos go with them. Locks the thread's row.

    Call inside the transaction of the owner's desk, which has checked the right and writes the journal. Words that
    were set aside are hidden for good by it. Raises NotFound, or NotAllowed when the words are hidden already.
    """
    message = _message_of(thread_id, message_id)
    if message.state == Message.State.HIDDEN:
        raise NotAllowed(_("このひとことは、もう隠されています。"))
    if message.state == Message.State.ASIDE:  # the placeholder stands there already
        message.state = Message.State.HIDDEN
        message.save(update_fields=["state"])
        return message
    return _turn(message, Message.State.HIDDEN, photos_are=Visibility.HIDDEN)


@transaction.atomic
def set_message_aside(*, thread_id: int, message_id: int) -> Message:
    """Put the placeholder there until the desk has looked. Raises NotFound, or NotAllowed when it is not shown."""
    message = _message_of(thread_id, message_id)
    if message.is_hidden:
        raise NotAllowed(_("このひとことは、もう隠されています。"))
    return _turn(message, Message.State.ASIDE, photos_are=Visibility.HIDDEN)


@transaction.atomic
def show_message(*, thread_id: int, message_id: int) -> Message:
    """Show hidden words again, on open pages too, with their photos. Locks the thread's row.

    Call as `hide_message`. Raises NotFound, or NotAllowed when the words are not hidden.
    """
    message = _message_of(thread_id, message_id)
    if not message.is_hidden:
        raise NotAllowed(_("このひとことは、隠されていません。"))
    if not message.body:
        raise NotAllowed(_("書いた人が取り消したひとことは、もどせません。"))
    return _turn(message, Message.State.SHOWN, photos_are=message.thread.visibility)


@transaction.atomic
def say_anew(*, message_id: int) -> None:
    """The name above these words has changed: they take their own place once more, on open pages too.

    Locks the thread's row. Words that are not shown have no name above them.
    """
    message = Message.objects.select_related("thread", "event").filter(pk=message_id).first()
    if message is None or message.is_hidden:
        return
    seq = _lock_and_count(message.thread)
    data = {"message": message.pk, "seq": message.event.seq}
    Event.objects.create(thread=message.thread, seq=seq, type=Event.SHOW, data=data)
    _tell(message.thread_id, seq)


@transaction.atomic
def let_go(person: Any, *, erase: bool) -> None:
    """An account is closed: its words stay without a name, on open pages too, or (`erase`) go with their photos.

    Words of an organisation or of the city are theirs. Call in the closing transaction.
    """
    said = Message.objects.filter(author=person, organisation=None, official=False).order_by("pk")
    if not erase:
        remembered = said.filter(state=Message.State.SHOWN, event__seq__gt=F("thread__last_seq") - live.RING)
        outbox.put("talk.left", {"messages": list(remembered.values_list("pk", flat=True))})
        return
    for message_id, thread_id in said.values_list("pk", "thread_id"):
        message = _message_of(thread_id, message_id)
        if not message.is_hidden:
            message = _turn(message, Message.State.HIDDEN, photos_are=Visibility.HIDDEN)
        message.body, message.state = "", Message.State.HIDDEN
        message.save(update_fields=["body", "state"])
        photos.drop(photos=Photo.objects.filter(pk__in=message.photos.values("photo")))


def open_thread(*, kind: str, number: int | None, visibility: str, author: Any, ward: Any) -> Thread:
    """The thread of a new thing. Call inside its transaction."""
    return Thread.objects.create(kind=kind, number=number, visibility=visibility, author=author, ward=ward)


def number_thread(*, thread_id: int, number: int) -> None:
    """The owner was stored and knows its number. Call inside the transaction that opened the thread."""
    Thread.objects.filter(pk=thread_id).update(number=number)


def follow_owner(*, thread_id: int, visibility: str, ward: str | None = None) -> None:
    """The owner's visibility changed, or the `ward` whose desk looks after it: the thread's does too.

    Call inside that transaction.
    """
    columns = {"visibility": visibility} | ({"ward_id": ward} if ward else {})
    Thread.objects.filter(pk=thread_id).update(**columns)
    search_outbox.record_all("message", Message.objects.filter(thread=thread_id).values_list("pk", flat=True))
    transaction.on_commit(lambda: live.hint(thread_id, visibility=visibility))


def _message_of(thread_id: int, message_id: int) -> Message:
    """A message of this thread, whose row is locked until the end of the transaction."""
    Thread.objects.select_for_update().get(pk=thread_id)
    messages = Message.objects.filter(pk=message_id, thread=thread_id).select_related("event", "author", "thread")
    message = messages.first()
    if message is None:
        raise NotFound(_("このひとことは、この話にありません。"))
    return message


def _turn(message: Message, state: str, *, photos_are: str) -> Message:
    """Words, photos and the log change together; open pages hear of it."""
    seq = _lock_and_count(message.thread)
    message.state = state
    message.save(update_fields=["state"])
    search_outbox.record("message", message.pk)
    photos.follow_owner(photos=Photo.objects.filter(pk__in=message.photos.values("photo")), visibility=photos_are)
    data = {"message": message.pk, "seq": message.event.seq}
    type = Event.HIDE if message.is_hidden else Event.SHOW
    Event.objects.create(thread=message.thread, seq=seq, type=type, data=data)
    _tell(message.thread_id, seq)
    return message


def close_talk(*, thread_id: int) -> None:
    """No new words from now on; what was said stays. Call inside the owner's transaction."""
    Thread.objects.filter(pk=thread_id, closed_at=None).update(closed_at=now())


def erase_talk(*, thread_id: int) -> None:
    """What it belongs to is taken back for good: its words and pictures go, and nobody reads it any more.

    Call inside the owner's transaction.
    """
    said = Message.objects.filter(thread=thread_id)
    shown = MessagePhoto.objects.filter(message__in=said)
    photos.drop(photos=list(Photo.objects.filter(pk__in=shown.values("photo"))))
    said.update(body="", state=Message.State.HIDDEN)
    close_talk(thread_id=thread_id)
    follow_owner(thread_id=thread_id, visibility=Visibility.ERASED)


def open_talk_again(*, thread_id: int) -> None:
    """Words are taken again. Call inside the owner's transaction."""
    Thread.objects.filter(pk=thread_id).update(closed_at=None)


def _clean(body: str, key: str) -> str:
    body = said(body, LONGEST_BODY, _("ひとこと書いてから、送ってください。"))
    if len(key) > LONGEST_KEY or "\x00" in key:
        raise InvalidInput
    return body


def _spend(author: Any, thread: Thread, key: str, *, trusted: bool) -> None:
    """A repeated key costs nothing: it is the same message on its way again."""
    if key and Message.objects.filter(thread=thread, author=author, key=key).exists():
        return
    if not is_exempt(author.email):
        spend("message", author.pk, *(TRUSTED if trusted else NEWCOMERS))


def _lock_and_count(thread: Thread, *, messages: int = 0) -> int:
    """Take the thread's row until the end of the transaction; returns the next number.

    Words (`messages`) are refused when the talk was closed a moment ago.
    """
    row = Thread.objects.filter(pk=thread.pk, **({"closed_at": None} if messages else {}))
    counted = row.update(last_seq=F("last_seq") + 1, message_count=F("message_count") + messages)
    if messages and not counted:
        raise NotAllowed(_("ここには、いま書けません。"))
    return Thread.objects.values_list("last_seq", flat=True).get(pk=thread.pk)


def _office(author: Any) -> dict[str, str]:
    role = author.desk_role
    return (
        {"office": role.office, "office_en": role.office_en}
        if role
        else {"office": "大阪市", "office_en": "Osaka City"}
    )


def _announce(thread: Thread, message: Message) -> None:
    kind = discussable(thread.kind)
    if kind is not None and kind.news:
        ids = {"thread": thread.pk, "message": message.pk, "by": message.author_id}
        notices.announce(news=kind.news, data=ids, key=f"{kind.news}:{message.pk}")


def _tell(thread_id: int, seq: int) -> None:
    transaction.on_commit(lambda: live.hint(thread_id, seq=seq))
