"""Taking a hand-over for a step: lock first, then look; and what every step leaves behind."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core import journal
from community.core.clock import now
from community.core.errors import CommunityError, NotAllowed, NotFound
from community.core.ratelimit import Rate, spend
from community.core.text import said
from community.discussion import actions as talk
from community.moderation.permissions import refuse_banned
from community.notifications.actions import announce
from community.resources.actions import stock

from ..models import LONGEST_NOTE, Match, MatchStep
from ..permissions import side_of
from ..workflow import ENDS, Side, State, may_step

ANSWER_WITHIN, DATE_WITHIN, CONFIRM_WITHIN = timedelta(days=7), timedelta(days=14), timedelta(days=7)
STEPS = Rate(60, 3600)  # each is told to the other side at once
CONTACTS_STAY = timedelta(days=30)  # after it is over


class NotNow(CommunityError):
    """The hand-over has gone on meanwhile, and this step is no longer possible."""

    code = "not_now"
    status = 409


def take(*, number: int, by: Any, banned_too: bool = False) -> tuple[Match, str]:
    """A hand-over and the side `by` is on; the row is locked until the end of the transaction.

    Raises NotFound for everybody else, NotAllowed for the desk, which only reads, and for banned people – who may
    still take back what they have shown – or TooFast.
    """
    if not banned_too:
        refuse_banned(by)
    if not is_exempt(by.email):
        spend("match-step", by.pk, STEPS)
    found = Match.objects.select_for_update(of=("self",)).visible_to(by).with_words().filter(pk=number).first()
    if found is None:
        raise NotFound
    side = side_of(by, found)
    if side is None:
        raise NotAllowed(_("これは、ふたりのあいだのことです。市の担当者は、読むことができます。"))
    return found, side


def must_be_possible(match: Match, verb: str, side: str) -> None:
    """Raises NotNow with where it stands."""
    if not may_step(verb, match.state, side=side, proposed_by=match.proposed_by):
        raise NotNow(
            _("いまは「%(state)s」です。このボタンは、もう押せません。") % {"state": match.get_state_display()}
        )


def move(
    match: Match,
    to: str,
    act: str,
    *,
    side: str,
    by: Any,
    note: str = "",
    quantity: int | None = None,
    fields: tuple[str, ...] = (),
) -> MatchStep:
    """Write the new state of a locked hand-over, its step, a line of the talk, the journal, and the news of it."""
    match.state, match.waiting_since, match.reminded = to, now(), 0
    if to == State.SCHEDULED and match.scheduled_at is not None:
        match.waiting_since = max(now(), match.scheduled_at)  # until then nobody has to do anything
    match.due_at = _ends_by_itself(match)
    changed = {*fields, "state", "waiting_since", "reminded", "due_at", "closes_at"}
    if to in ENDS or to == State.CONFIRMED:  # thanks may never come
        match.closes_at = now() + CONTACTS_STAY
    save(match, *changed)
    step = append_step(match, act, side=side, by=by, note=note, quantity=quantity)
    if to in ENDS and to != State.THANKED:
        talk.close_talk(thread_id=match.thread_id)
    return step


def save(match: Match, *fields: str) -> None:
    match.version += 1
    match.save(update_fields=[*fields, "version"])


def append_step(
    match: Match, act: str, *, side: str, by: Any, note: str = "", quantity: int | None = None
) -> MatchStep:
    """What happened, in the history, the talk, the journal, and told to the other side (to both when it was time)."""
    moment = match.scheduled_at if act == "schedule" else None
    step = MatchStep.objects.create(match=match, act=act, side=side, by=by, note=note, quantity=quantity, moment=moment)
    talk.append_event(thread_id=match.thread_id, type="match", by=None, data={"step": step.pk})
    journal.record(
        act=f"match.{act}",
        by=None if match.by_person and side == Side.OWNER else by,  # a volunteer is known to the other side alone
        kind="match",
        number=match.pk,
        ward=match.ward.pk if match.ward else "",
        after={"state": match.state, "quantity": quantity} if quantity is not None else {"state": match.state},
    )
    announce(news="match.step", data={"match": match.pk, "step": step.pk}, key=f"match.step:{step.pk}")
    return step


def release(match: Match) -> None:
    """What was kept for it is free again; once, however often it is called."""
    if match.holds:
        stock.release(resource_id=match.resource_id, quantity=match.quantity)
        match.holds = False


def clean_note(note: str) -> str:
    return said(note, LONGEST_NOTE)


def _ends_by_itself(match: Match) -> datetime | None:
    """When nobody answers any more; see docs/decisions/0014-matching.md."""
    if match.state == State.PROPOSED:
        return now() + ANSWER_WITHIN
    if match.state == State.ACCEPTED:
        return now() + DATE_WITHIN
    if match.state == State.SCHEDULED:
        return max(match.scheduled_at or now(), now()) + DATE_WITHIN
    return now() + CONFIRM_WITHIN if match.state == State.DELIVERED else None
