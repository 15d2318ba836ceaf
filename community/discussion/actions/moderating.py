"""What is taken out of sight, shown again or said anew. The desks decide it, check the right and keep the journal."""

from django.db import transaction
from django.utils.translation import gettext as _

from community.core.errors import NotAllowed
from community.core.visibility import Visibility
from community.photos import actions as photos
from community.photos.models import Photo
from search import outbox as search_outbox

from ..models import Event, Message
from .log import message_of, write_down


@transaction.atomic
def hide_message(*, thread_id: int, message_id: int) -> Message:
    """Put a placeholder where these words were, on open pages too; its photos go with them. Locks the thread's row.

    Call inside the transaction of the owner's desk, which has checked the right and writes the journal. Words that
    were set aside are hidden for good by it. Raises NotFound, or NotAllowed when the words are hidden already.
    """
    message = message_of(thread_id, message_id)
    refuse_deleted(message)
    if message.state == Message.State.HIDDEN:
        raise NotAllowed(_("このひとことは、もう隠されています。"))
    if message.state == Message.State.ASIDE:  # the placeholder stands there already
        message.state = Message.State.HIDDEN
        message.save(update_fields=["state"])
        return message
    return turn(message, Message.State.HIDDEN, photos_are=Visibility.HIDDEN)


@transaction.atomic
def set_message_aside(*, thread_id: int, message_id: int) -> Message:
    """Put the placeholder there until the desk has looked. Raises NotFound, or NotAllowed when it is not shown."""
    message = message_of(thread_id, message_id)
    refuse_unread(message)
    return turn(message, Message.State.ASIDE, photos_are=Visibility.HIDDEN)


@transaction.atomic
def show_message(*, thread_id: int, message_id: int) -> Message:
    """Show hidden words again, on open pages too, with their photos. Locks the thread's row.

    Call as `hide_message`. Raises NotFound, or NotAllowed when the words are not hidden.
    """
    message = message_of(thread_id, message_id)
    if not message.is_hidden:
        raise NotAllowed(_("このひとことは、隠されていません。"))
    if not message.body and not message.photos.exists():
        raise NotAllowed(_("書いた人が取り消したひとことは、もどせません。"))
    return turn(message, Message.State.SHOWN, photos_are=message.thread.visibility)


@transaction.atomic
def say_anew(*, message_id: int) -> None:
    """The name above these words has changed: they take their own place once more, on open pages too.

    Locks the thread's row. Words that are not shown have no name above them.
    """
    message = Message.objects.select_related("thread", "event").filter(pk=message_id).first()
    if message is None or message.is_hidden:
        return
    write_down(message, Event.SHOW)


def refuse_deleted(message: Message) -> None:
    if message.state == Message.State.DELETED:
        raise NotAllowed(_("このひとことは、書いた人が取り消しました。"))


def refuse_unread(message: Message) -> None:
    """Raises NotAllowed for words that nobody reads."""
    refuse_deleted(message)
    if message.is_hidden:
        raise NotAllowed(_("このひとことは、もう隠されています。"))


def turn(message: Message, state: str, *, photos_are: str) -> Message:
    """Words, photos and the log change together; open pages hear of it."""
    message.state = state
    message.save(update_fields=["state"])
    search_outbox.record("message", message.pk)
    photos.follow_owner(photos=Photo.objects.filter(pk__in=message.photos.values("photo")), visibility=photos_are)
    write_down(message, Event.HIDE if message.is_hidden else Event.SHOW)
    return message
