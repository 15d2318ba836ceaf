"""What the owner of a talk does with it: open, number, follow, close, erase. Call inside the owner's transaction."""

from typing import Any

from django.db import transaction

from community.core.clock import now
from community.core.visibility import Visibility
from search import outbox as search_outbox

from .. import live
from ..models import Message, Thread
from .erasing import take_words
from .picturing import photos_follow


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
    photos_follow(thread_id, visibility=visibility, ward=ward)
    search_outbox.record_all("message", Message.objects.filter(thread=thread_id).values_list("pk", flat=True))
    transaction.on_commit(lambda: live.hint(thread_id, visibility=visibility))


def close_talk(*, thread_id: int) -> None:
    """No new words from now on; what was said stays. Call inside the owner's transaction."""
    Thread.objects.filter(pk=thread_id, closed_at=None).update(closed_at=now())


def erase_talk(*, thread_id: int) -> None:
    """What it belongs to is taken back for good: its words and pictures go, and nobody reads it any more.

    Call inside the owner's transaction.
    """
    said = Message.objects.filter(thread=thread_id)
    take_words(said)
    said.update(state=Message.State.HIDDEN)
    close_talk(thread_id=thread_id)
    follow_owner(thread_id=thread_id, visibility=Visibility.ERASED)


def open_talk_again(*, thread_id: int) -> None:
    """Words are taken again. Call inside the owner's transaction."""
    Thread.objects.filter(pk=thread_id).update(closed_at=None)
