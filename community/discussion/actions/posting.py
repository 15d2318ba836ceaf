from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core.errors import InvalidInput
from community.core.ratelimit import Rate, spend
from community.core.text import UNWRITABLE, said
from community.notifications import actions as notices
from community.organisations.models import Organisation
from community.organisations.speaking import refuse_other_voices
from search import outbox as search_outbox

from ..models import LONGEST_BODY, Event, Message, Thread
from ..permissions import office_of, refuse_silent, speaks_for_city
from ..registry import discussable
from ..signals import message_posted
from .log import lock_and_count, tell
from .mentioning import name_people
from .picturing import give_photos, refuse_many
from .staff import refuse_hurry

NEWCOMERS = (Rate(6, 60), Rate(40, 3600))
TRUSTED = (Rate(20, 60), Rate(200, 3600))
LONGEST_KEY = 64


def post_message(
    *,
    author: Any,
    thread: Thread,
    body: str,
    key: str = "",
    organisation: Organisation | None = None,
    reply_to: int | None = None,
    photos: Sequence[str] = (),
) -> Event:
    """Say something in a thread that `author` sees, in one's own name or for an `organisation` that one acts for;
    `reply_to` is the message that it answers, `photos` name up to four that the author has taken in; with them words
    are not needed. The same key of the same author is said once.

    Raises NotAllowed (also for a person who may only read), InvalidInput or TooFast.
    """
    refuse_silent(author, thread)
    kind = discussable(thread.kind)
    if kind is not None and kind.voice is not None:
        organisation = kind.voice(thread, author)
    refuse_other_voices(author, organisation)
    refuse_many(photos)
    body = clean(body, key, is_needed=not photos)
    official = organisation is None and speaks_for_city(author, thread)
    said = _said_before(author, thread, key)
    if said is not None:
        return said
    pay(author, trusted=official or author.is_trusted)  # before the lock: nobody waits for a count that hangs
    with transaction.atomic():
        seq = lock_and_count(thread.pk, messages=1)
        said = _said_before(author, thread, key)
        if said is not None:
            transaction.set_rollback(True)
            return said
        if not official:
            refuse_hurry(author, thread)
        message = Message.objects.create(
            thread=thread,
            reply_to=_answered(thread, reply_to),
            author=author,
            organisation=organisation,
            key=key,
            body=body,
            links=official or author.is_trusted,
            official=official,
            **(office_of(author) if official else {}),
        )
        give_photos(message, photos)
        name_people(message)
        event = Event.objects.create(thread=thread, seq=seq, type=Event.MESSAGE, author=author, message=message)
        search_outbox.record("message", message.pk)
        tell(thread.pk, seq)
        _announce(thread, message)
        transaction.on_commit(
            lambda: message_posted.send_robust(Thread, thread_id=thread.pk, message_id=message.pk, official=official)
        )
    return event


def clean(body: str, key: str, *, is_needed: bool = True) -> str:
    """Words as they are kept. Raises InvalidInput."""
    clean_key(key)
    return said(body, LONGEST_BODY, _("ひとこと書いてから、送ってください。") if is_needed else "")


def clean_key(key: str) -> None:
    if len(key) > LONGEST_KEY or UNWRITABLE.search(key):
        raise InvalidInput


def _said_before(author: Any, thread: Thread, key: str) -> Event | None:
    """The same message, when it is on its way again; that costs nothing."""
    said = Event.objects.filter(thread=thread, message__author=author, message__key=key)[:1] if key else ()
    return next(iter(said), None)


def pay(author: Any, *, trusted: bool) -> None:
    """Words cost, whether they are new or said anew. Raises TooFast."""
    if not is_exempt(author.email):
        spend("message", author.pk, *(TRUSTED if trusted else NEWCOMERS))


def _answered(thread: Thread, message_id: int | None) -> Message | None:
    """What the new words answer: something that is read in the same talk. Raises InvalidInput."""
    if message_id is None:
        return None
    found = Message.objects.shown().filter(thread=thread, pk=message_id).first()
    if found is None:
        raise InvalidInput(_("返信しようとしたひとことは、いま読めません。返信をやめると、このまま送れます。"))
    return found


def _announce(thread: Thread, message: Message) -> None:
    kind = discussable(thread.kind)
    if kind is not None and kind.news:
        ids = {"thread": thread.pk, "message": message.pk, "by": message.author_id}
        notices.announce(news=kind.news, data=ids, key=f"{kind.news}:{message.pk}")
