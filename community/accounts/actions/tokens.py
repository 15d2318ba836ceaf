"""Tokens for programs: made, used, ended."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from community.core import journal
from community.core.clock import now
from community.core.errors import InvalidInput, NotFound
from community.core.models import JournalEntry
from community.core.ratelimit import Rate, spend
from community.core.takedowns import Takedown
from community.core.text import said

from .. import tokens
from ..models import ApiToken, User

MAKE, END = "token.make", "token.end"
MOST_TOKENS = 10  # of one person
MAKING = Rate(20, 86400)
LONGEST_NAME = 40
LONGEST_LIFE = 366  # days
USE_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def make_token(
    *, person: User, name: str, scopes: Iterable[str], days: int = 365, key: str = ""
) -> tuple[ApiToken, str] | None:
    """A token for `days`, and its secret, which nobody can be told again. None: this `key` has made one before.

    A letter tells the person, who may not be who pressed. Raises InvalidInput or TooFast. Locks the person's row.
    """
    name = said(name, LONGEST_NAME, _("何に使うトークンか、名前を書いてください。"), lines=False)
    scopes = sorted(set(scopes))
    if not scopes or not set(scopes) <= set(ApiToken.Scope.values) or not 1 <= days <= LONGEST_LIFE:
        raise InvalidInput
    User.objects.select_for_update().get(pk=person.pk)
    if key and JournalEntry.objects.filter(actor=person.public_id, act=MAKE, key=key).exists():
        return None
    _leave_room(person)
    spend("token", person.pk, MAKING)
    secret = tokens.new_secret()
    made = ApiToken.objects.create(
        person=person,
        name=name,
        prefix=tokens.prefix_of(secret),
        digest=tokens.digest_of(secret),
        scopes=scopes,
        expires_at=now() + timedelta(days=days),
    )
    journal.record(act=MAKE, by=person, kind="token", number=made.pk, after={"scopes": scopes, "days": days}, key=key)
    _tell(person, made)
    return made, secret


@transaction.atomic
def end_token(*, person: User, number: int) -> None:
    """Take one of one's own back: from now on nothing comes in with it. Raises NotFound."""
    ended, _rows = ApiToken.objects.of(person).filter(pk=number).delete()
    if not ended:
        raise NotFound
    journal.record(act=END, by=person, kind="token", number=number)


@transaction.atomic
def end_token_again(down: Takedown) -> bool:
    """After an older copy was restored: one that was taken back since; whether it was there."""
    ended, _rows = ApiToken.objects.filter(pk=down.number).delete()
    return bool(ended)


def note_use(*, token: ApiToken) -> None:
    """Remember that something was written with it, once an hour at most."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now() - USE_NOTED_EVERY)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now())


def _leave_room(person: User) -> None:
    if ApiToken.objects.of(person).count() >= MOST_TOKENS:
        raise InvalidInput(
            _("トークンは %(most)dこまでです。使わないものを取り消してから、作ってください。") % {"most": MOST_TOKENS}
        )


def _tell(person: User, made: ApiToken) -> None:
    if not person.email:
        return
    EmailMultiAlternatives(
        _("トークンを作りました"),
        render_to_string("accounts/mail/token.txt", {"token": made}),
        settings.DEFAULT_FROM_EMAIL,
        [person.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
