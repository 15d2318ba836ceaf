"""The log of a thread: its row is locked, a number is taken, an event is written, open pages hear of it."""

from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from community.core.errors import NotFound

from .. import live
from ..models import Event, Message, Thread
from ..permissions import Closed

# One statement: what every message does shall not be asked for twice.
COUNT = "UPDATE {table} SET last_seq = last_seq + 1, message_count = message_count + %s WHERE id = %s"
WHILE_OPEN = " AND closed_at IS NULL AND closing_sentence = ''"
NUMBER = " RETURNING last_seq"


def append_event(*, thread_id: int, type: str, by: Any, data: dict[str, Any]) -> Event:
    """Add an event of another package to the log. Call inside that package's transaction; locks the thread's row."""
    event = Event.objects.create(thread_id=thread_id, seq=lock_and_count(thread_id), type=type, author=by, data=data)
    tell(thread_id, event.seq)
    return event


def lock_and_count(thread_id: int, *, messages: int = 0) -> int:
    """Take the thread's row until the end of the transaction; returns the next number.

    Words (`messages`) are refused when the talk was closed a moment ago.
    """
    table = Thread._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute((COUNT + (WHILE_OPEN if messages else "") + NUMBER).format(table=table), [messages, thread_id])
        row = cursor.fetchone()
    if row is None:
        raise Closed if messages else Thread.DoesNotExist
    return row[0]


def message_of(thread_id: int, message_id: int) -> Message:
    """A message of this thread, whose row is locked until the end of the transaction."""
    Thread.objects.select_for_update().get(pk=thread_id)
    messages = Message.objects.filter(pk=message_id, thread=thread_id).select_related("event", "author", "thread")
    message = messages.first()
    if message is None:
        raise NotFound(_("このひとことは、この話にありません。"))
    return message


def write_down(message: Message, type: str, *, by: Any = None, key: str = "") -> int:
    """What was done to a message becomes an event; returns its number. Locks the thread's row."""
    data: dict[str, Any] = {"message": message.pk, "seq": message.event.seq} | ({"key": key} if key else {})
    if type in (Event.HIDE, Event.DELETE) and _let_pin_go(message):
        data["unpins"] = 1
    return append_event(thread_id=message.thread_id, type=type, by=by, data=data).seq


def _let_pin_go(message: Message) -> bool:
    """Words that are taken out of sight are no longer at the top of the talk; whether they were."""
    return bool(Thread.objects.filter(pk=message.thread_id, pinned=message.pk).update(pinned=None))


def done_before(thread: Thread, type: str, by: Any, key: str) -> int | None:
    """The number under which this person's act with this key is in the log already."""
    if not key:
        return None
    done = Event.objects.filter(thread=thread, type=type, author=by, data__key=key)
    return done.values_list("seq", flat=True).first()


def tell(thread_id: int, seq: int) -> None:
    transaction.on_commit(lambda: live.hint(thread_id, seq=seq))
