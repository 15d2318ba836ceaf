"""Answers without words. Their counts stand in the message's row, kept under the thread's lock: no page counts them."""

from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet

from community.accounts.testaccounts import is_exempt
from community.core.errors import InvalidInput
from community.core.ratelimit import Rate, spend

from ..models import Event, Message, Reaction, Thread
from ..permissions import refuse_silent
from .log import done_before, message_of, write_down
from .moderating import refuse_unread
from .posting import clean_key

REACTIONS = (Rate(30, 60), Rate(300, 3600))


def react(*, person: Any, thread: Thread, message_id: int, kind: str, on: bool = True, key: str = "") -> int:
    """Answer a message without words, or take that back. Open pages hear how many there are, never who.

    Returns the number of the event that says so; the thread's latest when nothing has changed. The same key is done
    once. Raises NotAllowed, NotFound, InvalidInput or TooFast.
    """
    refuse_silent(person, thread)
    if kind not in Reaction.Kind.values:
        raise InvalidInput
    clean_key(key)
    done = done_before(thread, Event.REACT, person, key)
    if done is not None:
        return done
    if not is_exempt(person.email):
        spend("react", person.pk, *REACTIONS)
    with transaction.atomic():
        message = message_of(thread.pk, message_id)
        refuse_unread(message)
        done = done_before(thread, Event.REACT, person, key)
        own = Reaction.objects.filter(message=message, person=person, kind=kind)
        if done is not None or own.exists() == on:
            return done or message.thread.last_seq
        if on:
            Reaction.objects.create(message=message, person=person, kind=kind)
        else:
            own.delete()
        _count(Message.objects.filter(pk=message.pk))
        return write_down(message, Event.REACT, by=person, key=key)


def recount(thread_id: int, messages: QuerySet[Message]) -> None:
    """Count the reactions of these messages of one thread anew. Locks the thread's row."""
    Thread.objects.select_for_update().get(pk=thread_id)
    _count(messages)


def _count(messages: QuerySet[Message]) -> None:
    counts: dict[int, dict[str, int]] = {pk: {} for pk in messages.values_list("pk", flat=True)}
    rows = Reaction.objects.filter(message__in=counts).values_list("message", "kind").order_by()
    for message_id, kind, number in rows.annotate(number=Count("pk")):
        counts[message_id][kind] = number
    for message_id, numbers in counts.items():
        in_order = {kind: numbers[kind] for kind in Reaction.Kind.values if kind in numbers}
        Message.objects.filter(pk=message_id).update(reaction_counts=in_order)
