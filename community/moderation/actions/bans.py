"""Who may only read for a while. The rights of a chief are checked here, by the person as they are in this session."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.accounts.permissions import is_chief
from community.core import journal
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.takedowns import Takedown, is_known
from community.core.text import said
from community.notifications.actions import announce

from ..models import LONGEST_REASON, Appeal, Ban
from .appeals import close

REASON = "市が利用を止めています。"  # the words of that day are in the journal that was lost


@transaction.atomic
def ban_person(
    *, public_id: str, by: Any, reason: str, until: datetime | None = None, note: str = "", key: str = ""
) -> Ban:
    """Let a person only read, until a moment or for good. A ban that holds already is replaced by the new one.

    Raises NotFound, NotAllowed (also for staff, who cannot be banned, and while an appeal waits) or InvalidInput.
    """
    reason = said(reason, LONGEST_REASON, _("理由を書いてください。本人が読みます。"))
    note = said(note, LONGEST_REASON)
    person, is_done = _take(public_id, by, "user.ban", key)
    if is_done:
        return person.bans.first()
    if person.is_staff:
        raise NotAllowed(_("職員の利用は、ここでは止められません。管理者に相談してください。"))
    if until is not None and until <= now():
        raise InvalidInput(_("いまよりあとの日を入れてください。"))
    if Appeal.objects.open().filter(ban__in=Ban.objects.in_force().filter(user=person)).exists():
        raise NotAllowed(_("申し立てに答えてから、変えてください。"))
    _lift(person, by)
    ban = Ban.objects.create(user=person, reason=reason, note=note, by=by, until=until)
    announce(news="moderation.banned", data={"ban": ban.pk}, key=f"banned:{ban.pk}")
    after = {"ban": ban.pk, "until": until.isoformat() if until else ""}
    journal.record(act="user.ban", by=by, kind="user", number=public_id, after=after, note=reason, key=key)
    return ban


@transaction.atomic
def lift_ban(*, public_id: str, by: Any, key: str = "") -> User:
    """End a person's ban before its end. Raises NotFound, or NotAllowed: none holds, or it is one's own."""
    person, is_done = _take(public_id, by, "user.unban", key)
    if is_done:
        return person
    if person.pk == by.pk:
        raise NotAllowed(_("自分の利用を、自分で始めることはできません。"))
    if not _lift(person, by):
        raise NotAllowed(_("この人の利用は、いま止められていません。"))
    journal.record(act="user.unban", by=by, kind="user", number=public_id, key=key)
    return person


@transaction.atomic
def ban_again(down: Takedown) -> bool:
    """After an older copy was restored: a ban since then that still holds; whether the person was there."""
    until = datetime.fromisoformat(down.until) if down.until else None
    person = User.objects.select_for_update().filter(public_id=down.number, is_staff=False).first()
    if person is None or (until is not None and until <= now()) or is_known(down, "user"):
        return False
    _lift(person, None)
    ban = Ban.objects.create(user=person, reason=REASON, until=until)
    after = {"ban": ban.pk, "until": down.until}
    journal.record(act="user.ban", by=None, kind="user", number=down.number, after=after, note="restore")
    return True


def _take(public_id: str, by: Any, act: str, key: str) -> tuple[User, bool]:
    """The person, locked until the end of the transaction; and whether this press was done before."""
    if not is_chief(by):
        raise NotAllowed(_("利用を止められるのは、責任者です。"))
    person = User.objects.select_for_update().filter(public_id=public_id).first()
    if person is None:
        raise NotFound
    return person, journal.already_done(act=act, by=by, kind="user", number=public_id, key=key)


def _lift(person: User, by: Any) -> int:
    """An appeal that was still open has thereby reached what it asked for."""
    bans = list(Ban.objects.in_force().filter(user=person))
    Ban.objects.filter(pk__in=[ban.pk for ban in bans]).update(lifted_at=now(), lifted_by=by)
    for appeal in Appeal.objects.open().filter(ban__in=bans):
        close(appeal, outcome=Appeal.Decision.REVERSED, by=by, answer="")
    return len(bans)
