"""What the desk does to an organisation's page: let it out, hide it, show it again, close what was flagged."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts import actions as people
from community.core.errors import NotAllowed
from community.core.takedowns import Takedown
from community.core.text import said
from community.core.visibility import Visibility
from community.moderation import actions as flags
from community.moderation.models import Outcome
from community.notifications.actions import announce

from ..models import Membership, Organisation
from .locking import lock, record, save, set_visibility, take

LONGEST_REASON = 400
REASON = "市が隠しました。"  # the words of that day are in the journal that was lost


@transaction.atomic
def approve_organisation(*, number: int, by: Any, version: int | None = None, key: str = "") -> Organisation:
    """Let everybody see a page that waits. Raises NotFound, NotAllowed or StaleVersion."""
    yours = {str(_("公開範囲")): Visibility.PUBLIC.label}
    found, is_done = take(number=number, by=by, act="organisation.approve", key=key, version=version, yours=yours)
    if is_done:
        return found
    if found.visibility != Visibility.PENDING:
        raise NotAllowed(_("この団体は、公開まちではありません。"))
    set_visibility(found, Visibility.PUBLIC)
    flags.close_flags(kind="organisation", number=number, outcome=Outcome.FINE)
    record("organisation.approve", found, by=by, key=key)
    _tell(found, "approved", by=by)
    return found


@transaction.atomic
def hide_organisation(*, number: int, by: Any, reason: str, version: int | None = None, key: str = "") -> Organisation:
    """Take a page out of everybody's sight, with a reason that its people read. What was said in its name stays, under
    no name. Raises NotFound, NotAllowed, InvalidInput or StaleVersion."""
    reason = said(reason, LONGEST_REASON, _("隠す理由を書いてください。団体の人に見えます。"))
    yours = {str(_("理由")): reason}
    found, is_done = take(number=number, by=by, act="organisation.hide", key=key, version=version, yours=yours)
    if is_done:
        return found
    if found.visibility not in (Visibility.PUBLIC, Visibility.PENDING):
        raise NotAllowed(_("この団体は、もう隠されています。"))
    found.hidden_reason = reason
    set_visibility(found, Visibility.HIDDEN, "hidden_reason")
    owner = Membership.objects.of(found).owners().first()
    if owner is not None:
        people.note_hidden_post(user_id=owner.user_id)
        flags.note_takedown(kind="organisation", number=number, author=owner.user, reason=reason, by=by)
    flags.close_flags(kind="organisation", number=number)
    record("organisation.hide", found, by=by, note=reason, key=key)
    _tell(found, "hidden", by=by)
    return found


@transaction.atomic
def restore_organisation(
    *, number: int, by: Any, reason: str, version: int | None = None, key: str = ""
) -> Organisation:
    """Show a hidden page again, with a reason for colleagues. Raises as `hide_organisation`."""
    reason = said(reason, LONGEST_REASON, _("もどす理由を書いてください。"))
    yours = {str(_("理由")): reason}
    found, is_done = take(number=number, by=by, act="organisation.restore", key=key, version=version, yours=yours)
    if is_done:
        return found
    if found.visibility != Visibility.HIDDEN:
        raise NotAllowed(_("この団体は、隠されていません。"))
    found.hidden_reason = ""
    set_visibility(found, Visibility.PUBLIC, "hidden_reason")
    flags.undo_takedown(kind="organisation", number=number, by=by)
    record("organisation.restore", found, by=by, note=reason, key=key)
    _tell(found, "restored", by=by)
    return found


@transaction.atomic
def close_organisation_flags(*, number: int, by: Any, version: int | None = None, key: str = "") -> Organisation:
    """Nothing is wrong with it: close what residents have flagged. Raises NotFound, NotAllowed or StaleVersion."""
    found, is_done = take(number=number, by=by, act="organisation.flags", key=key, version=version)
    if is_done:
        return found
    closed = flags.close_flags(kind="organisation", number=number, outcome=Outcome.FINE)
    if not closed:
        raise NotAllowed(_("開いている知らせは、もうありません。"))
    save(found)
    record("organisation.flags", found, by=by, after={"flags": closed}, key=key)
    return found


@transaction.atomic
def hide_again(down: Takedown) -> bool:
    """After an older copy was restored: one that was hidden since; whether it was there and to be seen."""
    if not Organisation.objects.filter(pk=down.number, created_at__lte=down.at).exists():
        return False
    found = lock(number=int(down.number))
    if found.visibility not in (Visibility.PUBLIC, Visibility.PENDING):
        return False
    found.hidden_reason = REASON
    set_visibility(found, Visibility.HIDDEN, "hidden_reason")
    record("organisation.hide", found, by=None, note="restore")
    return True


def _tell(found: Organisation, act: str, *, by: Any) -> None:
    """Owners and managers hear of it; `act` is approved, hidden or restored."""
    data = {"organisation": found.pk, "act": act, "by": by.pk}
    announce(news="organisation.desk", data=data, key=f"organisation.desk:{found.pk}:{found.version}")
