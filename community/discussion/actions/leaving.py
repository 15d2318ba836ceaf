"""What becomes of words and marks when an account is closed."""

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from community.core import outbox
from community.core.visibility import Visibility

from .. import live
from ..models import Message, Reaction
from .erasing import take_words
from .log import message_of
from .moderating import turn
from .reacting import recount


@transaction.atomic
def let_go(person: Any, *, erase: bool) -> None:
    """An account is closed: its words stay without a name, on open pages too, or (`erase`) go with their photos.

    Words of an organisation or of the city are theirs. Reactions go. Call in the closing transaction.
    """
    _take_reactions(person)
    said = Message.objects.filter(author=person, organisation=None, official=False).order_by("pk")
    if not erase:
        oldest = F("thread__last_seq") - live.RING
        remembered = said.filter(
            Q(event__seq__gt=oldest) | Q(replies__event__seq__gt=oldest), state=Message.State.SHOWN
        )
        outbox.put("talk.left", {"messages": list(remembered.values_list("pk", flat=True).distinct())})
        return
    for message_id, thread_id in said.values_list("pk", "thread_id"):
        message = message_of(thread_id, message_id)
        if not message.is_hidden:
            message = turn(message, Message.State.HIDDEN, photos_are=Visibility.HIDDEN)
        take_words(Message.objects.filter(pk=message.pk))
        Message.objects.filter(pk=message.pk).update(state=Message.State.HIDDEN)


def _take_reactions(person: Any) -> None:
    """They would go with the account's row; what was counted of them goes too."""
    own = Reaction.objects.filter(person=person)
    given = defaultdict(list)
    for thread_id, message_id in own.order_by("message__thread").values_list("message__thread", "message"):
        given[thread_id].append(message_id)
    own.delete()
    for thread_id, messages in given.items():
        recount(thread_id, Message.objects.filter(pk__in=messages))
