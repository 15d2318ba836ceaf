"""One's own words: said anew, or taken away."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import journal
from community.core.clock import now
from community.core.errors import NotAllowed
from community.core.takedowns import Takedown
from community.organisations.speaking import refuse_other_voices
from search import outbox as search_outbox

from ..models import Event, Message, MessageEdit, MessagePhoto, Thread
from ..permissions import Closed, refuse_silent, speaks_for_city
from .erasing import take_words
from .log import done_before, message_of, write_down
from .mentioning import name_people, tell_named
from .posting import clean, clean_key, pay

DELETED = "message.delete"


def edit_message(*, author: Any, thread: Thread, message_id: int, body: str, key: str = "") -> int:
    """Say one's own words anew, while one may write there; what stood there before is kept for oneself and the desk.

    Returns the number of the event that says so; the thread's latest when nothing has changed. The same key is done
    once. Raises NotAllowed, NotFound, InvalidInput or TooFast.
    """
    refuse_silent(author, thread)
    own_photos = MessagePhoto.objects.filter(message=message_id, message__thread=thread, message__author=author)
    body = clean(body, key, is_needed=not own_photos.exists())
    done = done_before(thread, Event.EDIT, author, key)
    if done is not None:
        return done
    pay(author, trusted=author.is_trusted or speaks_for_city(author, thread))
    with transaction.atomic():
        message = _own(author, thread, message_id)
        if message.is_hidden:
            raise NotAllowed(_("隠されているひとことは、直せません。"))
        if message.thread.closed_at is not None or message.thread.closing_sentence:  # a moment ago
            raise Closed
        done = done_before(thread, Event.EDIT, author, key)
        if done is not None or message.body == body:
            return done or message.thread.last_seq
        MessageEdit.objects.create(message=message, body=message.body)
        message.body, message.edited_at = body, now()
        message.links = message.official or author.is_trusted
        message.save(update_fields=["body", "edited_at", "links"])
        search_outbox.record("message", message.pk)
        seq = write_down(message, Event.EDIT, by=author, key=key)
        tell_named(message, name_people(message), seq=seq)
        return seq


@transaction.atomic
def delete_message(*, author: Any, thread: Thread, message_id: int, key: str = "") -> int:
    """Take one's own words away for good: a placeholder says so, and nothing of them is kept.

    The talk still counts them, as it does what the desk hides: their place is there. Words that the desk has hidden
    stay as they are, for an appeal. Done again it does no more. Returns the number of the event that says so.
    Raises NotAllowed, NotFound or InvalidInput.
    """
    clean_key(key)
    message = _own(author, thread, message_id)
    if message.state == Message.State.DELETED:
        return Event.objects.filter(thread=thread, type=Event.DELETE, data__message=message.pk).latest("seq").seq
    if message.state == Message.State.HIDDEN:
        raise NotAllowed(_("隠されているひとことは、取り消せません。"))
    seq = _take_away(message, by=author, key=key)
    _record(message, by=author)
    return seq


@transaction.atomic
def delete_again(down: Takedown) -> bool:
    """After an older copy was restored: whether the words were there, which their author has taken away since."""
    meant = Message.objects.filter(pk=down.part, thread__number=down.number, at__lte=down.at)
    message = meant.exclude(state=Message.State.DELETED).select_related("thread", "event").first()
    if message is None:
        return False
    _take_away(message, by=None)
    _record(message, by=None, note="restore")
    return True


def _record(message: Message, *, by: Any, note: str = "") -> None:
    of = message.thread
    after = {"message": message.pk}
    journal.record(
        act=DELETED, by=by, kind=of.kind, number=of.number or 0, ward=of.ward_id or "", after=after, note=note
    )


def _take_away(message: Message, *, by: Any, key: str = "") -> int:
    words = Message.objects.filter(pk=message.pk)
    take_words(words)
    words.update(state=Message.State.DELETED)
    search_outbox.record("message", message.pk)
    return write_down(message, Event.DELETE, by=by, key=key)


def _own(author: Any, thread: Thread, message_id: int) -> Message:
    """A message of this author, whose thread is locked. Words of the city, or of an organisation, are theirs: who wrote
    them must still speak for it. Raises NotAllowed or NotFound."""
    message = message_of(thread.pk, message_id)
    if not author.is_authenticated or message.author_id != author.pk:
        raise NotAllowed(_("直したり取り消したりできるのは、書いた人だけです。"))
    if message.official and not speaks_for_city(author, thread):
        raise NotAllowed
    refuse_other_voices(author, message.organisation)
    return message
