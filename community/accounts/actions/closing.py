"""An account ends: by its owner, by staff, and once more after an older copy was restored."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from community.core import journal, mydata
from community.core.errors import NotAllowed
from community.core.models import JournalEntry, OutboxItem
from community.core.takedowns import Takedown

from ..models import User

CLOSE, CLOSE_AND_ERASE, DELETE = "user.close", "user.erase", "user.delete"
ENDS = (CLOSE, CLOSE_AND_ERASE, DELETE)


@transaction.atomic
def close_account(*, person: Any, erase: bool = False) -> bool:
    """Leave: what tells of the person goes, posts and words stay without a name, or go too (`erase`).

    Returns False when the account had gone already. Raises NotAllowed for staff, and for whoever has something to hand
    over first.
    """
    found = User.objects.select_for_update().filter(pk=person.pk).first()
    if found is None:
        return False
    refuse_closing(found)
    address = found.email if found.email_verified_at else None
    _end(found, act=CLOSE_AND_ERASE if erase else CLOSE)
    if address:
        _say_goodbye(address, erase=erase)
    return True


def refuse_closing(person: Any) -> None:
    """Raises NotAllowed for staff, and for whoever has something to hand over first, with what is to be done."""
    if person.is_staff or person.is_superuser:
        raise NotAllowed(
            _(
                "市の仕事の役割がある間は、退会できません。"
                "先に役割をほかの人に引きついで、管理者に外してもらってください。"
            )
        )
    mydata.refuse(person)


def note_deleted_account(*, user: User, by: User) -> None:
    """Staff delete an account: nothing personal outlives it. Call in that transaction, before."""
    mydata.forget(user, erase=False)
    journal.record(act=DELETE, by=by, kind="user", number=user.public_id)


@transaction.atomic
def delete_again(down: Takedown) -> bool:
    """After an older copy was restored: an account that was closed or deleted since; whether it was there."""
    found = User.objects.select_for_update().filter(public_id=down.number).first()
    if found is None:
        return False
    _end(found, act=down.act, note="restore")
    return True


def is_closed(public_id: str) -> bool:
    """Whether there was such a person, who has left."""
    return JournalEntry.objects.filter(kind="user", number=public_id, act__in=ENDS).exists()


def forget_login(person: Any, *, erase: bool) -> None:
    """Sessions on all devices, letters that wait for the address, and the name in Wagtail's own log."""
    sessions = UserSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=list(sessions.values_list("session_key", flat=True))).delete()
    sessions.delete()
    known = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    addresses = {address.casefold() for address in (*known, person.email or "")} - {""}
    waiting = OutboxItem.objects.filter(channel="mail", done_at=None, failed_at=None)
    letters = [item.pk for item in waiting.iterator() if _is_for(item.payload, addresses)]
    OutboxItem.objects.filter(pk__in=letters).delete()
    kind = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.filter(content_type=kind, object_id=str(person.pk)).update(label="", data={})


def _is_for(letter: dict[str, Any], addresses: set[str]) -> bool:
    return any(address.casefold() in addresses for address in letter.get("to", []))


def _end(found: User, *, act: str, note: str = "") -> None:
    public_id = found.public_id
    mydata.forget(found, erase=act == CLOSE_AND_ERASE)
    found.delete()
    journal.record(act=act, by=None, kind="user", number=public_id, note=note)


def _say_goodbye(address: str, *, erase: bool) -> None:
    """The last letter. The outbox forgets the address when the letter has left, or could not."""
    EmailMultiAlternatives(
        _("退会の手続きが終わりました"),
        render_to_string("accounts/mail/closed.txt", {"erase": erase}),
        settings.DEFAULT_FROM_EMAIL,
        [address],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
