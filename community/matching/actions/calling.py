"""呼びかける: volunteers are asked blind, and what they answer. Locks: the need, then the invitation.

Nothing is written down of who was asked or said no but the invitation itself, which only that person sees.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core import journal
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ratelimit import Rate, spend
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.issues.models import Issue
from community.moderation.permissions import ban_of, refuse_banned
from community.notifications.actions import announce
from community.people.actions import unlearn

from ..calling import AT_ONCE, Caller, callers, ranked
from ..models import Call, Invitation, Match, Need
from ..workflow import ENDS, Side, State
from .asking import let_read
from .locking import DATE_WITHIN, NotNow, append_step

ANSWER_WITHIN = timedelta(days=7)
NEWCOMERS = (Rate(3, 3600), Rate(6, 86400))
TRUSTED = (Rate(10, 3600), Rate(30, 86400))
OF_A_NEED = Rate(3, 86400)


def call_volunteers(*, need: int, by: Any, voice: str = "", key: str = "") -> Call:
    """Ask up to ten people who could help, at once. `voice`: `poster`, `desk` or an organisation's number.

    The same key of the same person calls once. Raises NotFound, NotAllowed, InvalidInput or TooFast.
    """
    if len(key) > 64 or "\x00" in key:
        raise InvalidInput
    refuse_banned(by)
    with transaction.atomic():
        found = _take(need, by)
        known = Call.objects.filter(by=by, key=key).first() if key else None
        return known or _call(found, _voice(found, by, voice), by, key)


def _take(need: int, by: Any) -> Need:
    found = Need.objects.visible_to(by).select_for_update(of=("self",)).select_related("code").filter(pk=need).first()
    if found is None:
        raise NotFound
    found.issue = Issue.objects.visible_to(by).select_related("ward").get(pk=found.issue_id)
    return found


def _voice(need: Need, by: Any, voice: str) -> Caller:
    known = [caller for caller in callers(by, need.issue) if caller.may(need)]
    chosen = next((caller for caller in known if voice in ("", caller.name)), None)
    if chosen is None:
        raise NotAllowed(_("呼びかけられるのは、投稿した人、市、市が確認した団体です。"))
    if need.state != Need.State.OPEN:
        raise NotAllowed(_("この「ほしい力」は、もうそろったか、とりさげられました。"))
    return chosen


def _call(need: Need, caller: Caller, by: Any, key: str) -> Call:
    if not is_exempt(by.email):
        spend("volunteers", by.pk, *(TRUSTED if by.is_trusted else NEWCOMERS))
        spend("volunteers-need", f"{need.issue_id}:{need.code_id}", OF_A_NEED)
    people = ranked(need, by=by)[:AT_ONCE]
    if not people:
        raise NotAllowed(_("いま、声をかけられる人がいません。"))
    call = Call.objects.create(
        need=need,
        by=by,
        organisation=caller.organisation,
        as_desk=caller.name == "desk",
        asked=len(people),
        key=key,
        ends_at=now() + ANSWER_WITHIN,
    )
    Invitation.objects.bulk_create(Invitation(call=call, need=need, person_id=person) for person in people)
    issue, code = need.issue, {"code": need.code_id}
    journal.record(act="need.call", by=by, kind="issue", number=issue.number, ward=issue.ward_id or "", after=code)
    announce(news="invitation.asked", data={"call": call.pk}, key=f"invitation.asked:{call.pk}")
    return call


def accept_invitation(*, number: int, by: Any) -> Match:
    """「はい」: a hand-over begins, and the asker learns the name. A second yes is the same one.

    Raises NotFound, NotAllowed, or NotNow when it is over or enough others have said yes.
    """
    refuse_banned(by)
    with transaction.atomic():
        invitation = _lock(number, by)
        if invitation.match is not None:
            return invitation.match
        _must_wait(invitation)
        _must_be_wanted(invitation)
        match = _begin(invitation)
        _answer(invitation, Invitation.State.ACCEPTED, match=match)
        append_step(match, "accept", side=Side.OWNER, by=by)
        return match


@transaction.atomic
def decline_invitation(*, number: int, by: Any, never: bool = False) -> None:
    """「今回は無理」; `never`: 「この種類は不要」, and the card forgets it. Nobody is told.

    Raises NotFound or NotNow.
    """
    invitation = _lock(number, by)
    _must_wait(invitation)
    _answer(invitation, Invitation.State.UNWANTED if never else Invitation.State.DECLINED)
    if never:
        code = invitation.need.code_id
        same = Invitation.objects.filter(person=by, need__code=code, state=Invitation.State.WAITING)
        same.update(state=Invitation.State.UNWANTED, answered_at=now())
        unlearn(person=by, code=code)


def end_invitations() -> int:
    """Those whose week is over, or whose need or post is. Returns how many."""
    over = list(Invitation.objects.over().order_by("pk").values_list("pk", flat=True)[:500])
    waiting = Invitation.objects.filter(pk__in=over, state=Invitation.State.WAITING)
    return waiting.update(state=Invitation.State.ENDED, answered_at=now())


def forget_invitations(*, person: int) -> None:
    """Their card is gone, and with it that they were ever asked; hand-overs that they began go on."""
    Invitation.objects.filter(person=person).exclude(state=Invitation.State.ACCEPTED).delete()


def _lock(number: int, by: Any) -> Invitation:
    """An invitation of one's own, its need locked first, so that yes and yes are counted one after the other."""
    known = Invitation.objects.visible_to(by).filter(pk=number).values_list("need", flat=True).first()
    if known is None:
        raise NotFound
    Need.objects.select_for_update().get(pk=known)
    mine = Invitation.objects.visible_to(by).select_for_update(of=("self",))
    found = mine.select_related("need__issue__ward", "call__by", "call__organisation", "match").filter(pk=number)
    invitation = found.first()
    if invitation is None:
        raise NotFound
    return invitation


def _must_wait(invitation: Invitation) -> None:
    if not Invitation.objects.waiting().filter(pk=invitation.pk).exists():
        raise NotNow(_("この呼びかけは、もうおわっています。"))


def _must_be_wanted(invitation: Invitation) -> None:
    """The asker is still there, and fewer have said yes than are needed."""
    call, need = invitation.call, invitation.need
    if call.organisation is not None:
        is_there = call.organisation.is_public and call.organisation.is_verified
    else:
        is_there = call.by is not None and call.by.is_active and (call.as_desk or ban_of(call.by) is None)
    if not is_there:
        raise NotNow(_("呼びかけた人が、いなくなりました。"))
    lost = [state for state in ENDS if state != State.THANKED]
    coming = need.matches.filter(resource=None).exclude(state__in=lost).count()
    if need.quantity is not None and coming >= need.quantity:
        raise NotNow(_("もう、人がそろいました。ありがとうございます。"))


def _begin(invitation: Invitation) -> Match:
    """Their talk is read by the two alone; where the desk itself has asked, by the desk of the ward."""
    call, issue = invitation.call, invitation.need.issue
    seen = {"visibility": Visibility.PRIVATE, "ward": issue.ward} if call.as_desk else DRAFT
    thread = talk.open_thread(kind="match", number=None, author=None, **seen)
    match = Match.objects.create(
        volunteer=invitation.person,
        issue=issue,
        need=invitation.need,
        asker=call.by,
        asking_organisation=call.organisation,
        as_desk=call.as_desk,
        proposed_by=Side.ASKER,
        state=State.ACCEPTED,
        due_at=now() + DATE_WITHIN,
        thread=thread,
        made_by=invitation.person,
    )
    talk.number_thread(thread_id=thread.pk, number=match.pk)
    let_read(match)
    return match


DRAFT = {"visibility": Visibility.DRAFT, "ward": None}


def _answer(invitation: Invitation, state: str, *, match: Match | None = None) -> None:
    invitation.state, invitation.match, invitation.answered_at = state, match, now()
    invitation.save(update_fields=["state", "match", "answered_at"])
