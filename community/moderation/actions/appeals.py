"""One appeal against each act of the desk; somebody else than the one who acted decides it."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.accounts.permissions import is_chief
from community.core import journal
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed, NotFound, StaleVersion
from community.core.text import said
from community.notifications.actions import announce

from ..models import LONGEST_ANSWER, LONGEST_WORDS, Appeal, Ban, Takedown
from ..registry import moderatable


@transaction.atomic
def appeal(*, cause: Takedown | Ban, by: Any, words: str) -> Appeal:
    """The author of what was hidden, or the person who was banned, says that this was not right.

    Raises NotFound for anybody else, NotAllowed the second time or when there is nothing left to appeal against, or
    InvalidInput.
    """
    if by.pk is None or by.pk != _whose(cause):
        raise NotFound
    words = said(words, LONGEST_WORDS, _("なぜ見なおしてほしいか、書いてください。"))
    cause = _as_it_is_now(cause)
    if not (cause.undone_at is None if isinstance(cause, Takedown) else cause.is_in_force):
        raise NotAllowed(_("この決定は、もう終わっています。申し立てはいりません。"))
    against = {"takedown": cause} if isinstance(cause, Takedown) else {"ban": cause}
    try:
        with transaction.atomic():
            made = Appeal.objects.create(author=by, words=words, **against)
            journal.record(act="appeal.make", by=by, after={"appeal": made.pk}, **_place(made))
    except IntegrityError as twice:
        raise NotAllowed(_("申し立ては、1つの決定に1回です。市の答えは、マイページで読めます。")) from twice
    return made


@transaction.atomic
def decide_appeal(*, appeal_id: int, by: Any, outcome: str, answer: str, key: str = "") -> Appeal:
    """Uphold the act, or reverse it: what was hidden is shown again, a ban ends. The author is told the answer.

    Raises NotFound outside the officer's wards, NotAllowed for whoever acted or appeals, InvalidInput, or StaleVersion
    with both texts when somebody has decided meanwhile.
    """
    answer = said(answer, LONGEST_ANSWER, _("答えを書いてください。申し立てた人が読みます。"))
    if outcome not in Appeal.Decision.values:
        raise InvalidInput(_("決定をそのままにするか、取り消すか、えらんでください。"))
    found = Appeal.objects.with_cause().filter(pk=appeal_id).first()
    if found is None:
        raise NotFound
    _take_cause(found, by)
    found = Appeal.objects.select_for_update(of=("self",)).with_cause().get(pk=appeal_id)
    if key and journal.already_done(act="appeal.decide", by=by, kind="appeal", number=appeal_id, key=key):
        return found
    if by.pk in (found.cause.by_id, found.author_id):
        raise NotAllowed(_("自分の決定と、自分からの申し立ては、ほかの職員が答えます。"))
    _refuse_decided(found, outcome, answer)
    close(found, outcome=outcome, by=by, answer=answer)
    if outcome == Appeal.Decision.REVERSED:
        _reverse(found, by, answer)
    journal.record(act="appeal.decide", by=by, kind="appeal", number=appeal_id, after={"outcome": outcome}, key=key)
    return found


def close(appeal: Appeal, *, outcome: str, by: Any, answer: str) -> None:
    """Write the decision on an open appeal, and tell its author. Call inside the deciding transaction."""
    appeal.outcome, appeal.answer, appeal.decided_by, appeal.decided_at = outcome, answer, by, now()
    appeal.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])
    act = "appeal.uphold" if outcome == Appeal.Decision.UPHELD else "appeal.reverse"
    journal.record(act=act, by=by, after={"appeal": appeal.pk}, note=answer, **_place(appeal))
    announce(news="moderation.appeal_decided", data={"appeal": appeal.pk}, key=f"appeal:{appeal.pk}")


def _as_it_is_now(cause: Takedown | Ban) -> Takedown | Ban:
    """The decision, locked: nobody ends or replaces it while its author appeals."""
    if isinstance(cause, Ban):
        User.objects.select_for_update().get(pk=cause.user_id)  # as bans do
    return type(cause).objects.select_for_update().get(pk=cause.pk)


def _take_cause(appeal: Appeal, by: Any) -> None:
    """The row that the act was about, locked for this officer; a ban is for chiefs."""
    if appeal.ban is not None:
        if not is_chief(by):
            raise NotFound
        User.objects.select_for_update().get(pk=appeal.ban.user_id)  # as bans do
        return
    thing = moderatable(appeal.takedown.kind)
    if thing is None or thing.take is None:
        raise NotFound
    thing.take(appeal.takedown.number, by)


def _refuse_decided(appeal: Appeal, outcome: str, answer: str) -> None:
    if appeal.decided_at is None:
        return
    yours = {"outcome": Appeal.Decision(outcome).label, "answer": answer}
    theirs = {"outcome": appeal.get_outcome_display(), "answer": appeal.answer}
    raise StaleVersion(yours=yours, theirs=theirs, version=1)


def _reverse(appeal: Appeal, by: Any, answer: str) -> None:
    if appeal.ban is not None:
        Ban.objects.in_force().filter(pk=appeal.ban_id).update(lifted_at=now(), lifted_by=by)
        journal.record(act="user.unban", by=by, kind="user", number=appeal.ban.user.public_id)
        return
    act = appeal.takedown
    if act.undone_at is None:
        moderatable(act.kind).restore(number=act.number, part=act.part, by=by, reason=answer)


def _whose(cause: Takedown | Ban) -> int | None:
    return cause.author_id if isinstance(cause, Takedown) else cause.user_id


def _place(appeal: Appeal) -> dict[str, Any]:
    """Where the journal tells of it."""
    if appeal.ban is not None:
        return {"kind": "user", "number": appeal.ban.user.public_id}
    hidden = appeal.takedown
    thing = moderatable(hidden.kind)
    if thing and thing.issue:
        return {"kind": "issue", "number": thing.issue(hidden.number)}
    return {"kind": hidden.kind, "number": hidden.number}
