"""How staff on duty keep a talk in order: slow it down, close it with a sentence, pin a message. All can be undone.

Each is an event of the log, which open pages hear of, and an entry of the journal. The thread's row is locked first.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import journal
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed, NotFound, TooFast
from community.core.text import said

from ..models import LONGEST_CLOSING, Event, Message, Thread
from ..permissions import keeps_order, office_of
from .log import append_event

PACES = (0, 10, 30, 60, 300)  # seconds between two messages of one person


@transaction.atomic
def slow_down(*, by: Any, thread: Thread, seconds: int, key: str = "") -> Thread:
    """Whoever is not staff may write once in so many seconds; 0 ends that. Raises NotAllowed or InvalidInput."""
    row, is_done = _take(by, thread, "talk.slow", key)
    if seconds not in PACES:
        raise InvalidInput(_("間隔を、一覧からえらんでください。"))
    if is_done or row.slow_seconds == seconds:
        return row
    before, row.slow_seconds = row.slow_seconds, seconds
    row.save(update_fields=["slow_seconds"])
    append_event(thread_id=row.pk, type=Event.SLOW, by=None, data={"seconds": seconds})
    _record("talk.slow", row, by=by, key=key, before={"seconds": before}, after={"seconds": seconds})
    return row


@transaction.atomic
def close_with(*, by: Any, thread: Thread, sentence: str, key: str = "") -> Thread:
    """Take no more words, for the reason that everybody reads in the composer's place; also to change that reason.

    What the thing's owner closes or opens is another matter: both must be open. Raises NotAllowed or InvalidInput.
    """
    row, is_done = _take(by, thread, "talk.close", key)
    missing = _("閉じるわけを、1つの文で書いてください。みんなが読みます。")
    sentence = said(sentence, LONGEST_CLOSING, missing, lines=False)
    if is_done or row.closing_sentence == sentence:
        return row
    if row.closed_at is not None:
        raise NotAllowed(_("ここの話は、もう閉じています。"))
    office = office_of(by)
    row.closing_sentence = sentence
    row.closing_office, row.closing_office_en = office["office"], office["office_en"]
    row.save(update_fields=["closing_sentence", "closing_office", "closing_office_en"])
    append_event(thread_id=row.pk, type=Event.CLOSE, by=None, data={"closed": 1})
    _record("talk.close", row, by=by, key=key, note=sentence)
    return row


@transaction.atomic
def open_again(*, by: Any, thread: Thread, key: str = "") -> Thread:
    """Undo `close_with`. Raises NotAllowed."""
    row, is_done = _take(by, thread, "talk.open", key)
    if is_done or not row.closing_sentence:
        return row
    row.closing_sentence = row.closing_office = row.closing_office_en = ""
    row.save(update_fields=["closing_sentence", "closing_office", "closing_office_en"])
    append_event(thread_id=row.pk, type=Event.CLOSE, by=None, data={"closed": 0})
    _record("talk.open", row, by=by, key=key)
    return row


@transaction.atomic
def pin(*, by: Any, thread: Thread, message_id: int | None, key: str = "") -> Thread:
    """Keep one message at the top of the talk; None takes it off. Raises NotAllowed or NotFound."""
    row, is_done = _take(by, thread, "talk.pin", key)
    if is_done or row.pinned_id == message_id:
        return row
    data: dict[str, int] = {}
    if message_id is not None:
        message = Message.objects.filter(pk=message_id, thread=row).select_related("event").first()
        if message is None:
            raise NotFound(_("このひとことは、この話にありません。"))
        if message.is_hidden:
            raise NotAllowed(_("いま見えているひとことだけを、ピン留めできます。"))
        data = {"message": message.pk, "seq": message.event.seq}
    before, row.pinned_id = row.pinned_id, message_id
    row.save(update_fields=["pinned"])
    append_event(thread_id=row.pk, type=Event.PIN, by=None, data=data)
    _record("talk.pin", row, by=by, key=key, before={"message": before}, after={"message": message_id})
    return row


def refuse_hurry(author: Any, thread: Thread) -> None:
    """A slow talk takes a person's next words only after its pause. Call under the lock. Raises TooFast."""
    if not thread.slow_seconds:
        return
    last = Message.objects.filter(thread=thread, author=author).order_by("-pk").values_list("at", flat=True).first()
    left = last + timedelta(seconds=thread.slow_seconds) - now() if last is not None else timedelta(0)
    if left > timedelta(0):
        wait = max(1, round(left.total_seconds()))
        sentence = _("いまは、ゆっくりモードです。あと%(wait)d秒たったら、もう一度送ってください。")
        raise TooFast(wait, sentence % {"wait": wait})


def _take(by: Any, thread: Thread, act: str, key: str) -> tuple[Thread, bool]:
    """The thread, locked until the end of the transaction, and whether this press has had its effect.

    Raises NotAllowed for everybody but staff on duty who serve its ward.
    """
    row = Thread.objects.select_for_update().get(pk=thread.pk)
    if not keeps_order(by, row):
        raise NotAllowed
    return row, journal.already_done(act=act, by=by, kind=row.kind, number=row.number or 0, key=key)


def _record(act: str, row: Thread, *, by: Any, **more: Any) -> None:
    journal.record(act=act, by=by, kind=row.kind, number=row.number or 0, ward=row.ward_id or "", **more)
