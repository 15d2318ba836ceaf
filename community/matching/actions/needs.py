"""What an issue asks for."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core import journal, outbox
from community.core.clock import today
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ratelimit import Rate, spend
from community.core.text import said
from community.issues.models import Issue
from community.moderation.permissions import refuse_banned
from community.taxonomy.models import NeedCode

from ..models import MOST, Match, Need
from ..permissions import source_of
from ..workflow import State

RATE = Rate(60, 3600)
MOST_NEEDS = 8  # of one issue


@transaction.atomic
def state_need(
    *,
    issue: int,
    by: Any,
    code: str,
    quantity: int | None = None,
    unit: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
    required: bool = True,
    short: bool = False,
    note: str = "",
) -> Need:
    """Say that an issue needs something; saying it twice changes what was said.

    Raises NotFound, NotAllowed or InvalidInput.
    """
    found, source = _take(issue, by)
    columns = _clean(quantity=quantity, unit=unit, from_on=from_on, until_on=until_on, note=note)
    columns |= {"required": required, "short": short}
    wanted = NeedCode.objects.leaves().filter(pk=code).first()
    if wanted is None:
        raise InvalidInput(_("ほしいものを、一覧からえらんでください。"))
    known = Need.objects.of_issue(found).filter(code=wanted).first()
    if known is not None:
        _refuse_others(known, source)
        return _change(known, by, columns)
    if Need.objects.of_issue(found).count() >= MOST_NEEDS:
        raise NotAllowed(_("ほしいものは、1つの投稿に%(most)dつまでです。") % {"most": MOST_NEEDS})
    try:
        with transaction.atomic():
            need = Need.objects.create(issue=found, code=wanted, source=source, by=by, **columns)
    except IntegrityError:  # somebody said the same at the same moment
        return Need.objects.of_issue(found).get(code=wanted)
    _write_down("need.state", need, by)
    return need


@transaction.atomic
def change_need(*, need: int, by: Any, **columns: Any) -> Need:
    """Say it better. Raises NotFound, NotAllowed or InvalidInput."""
    known = _known(need, by)
    flags = {name: columns.pop(name) for name in ("required", "short") if name in columns}
    return _change(known, by, _clean(**columns) | flags)


@transaction.atomic
def withdraw_need(*, need: int, by: Any) -> Need:
    """It is not needed after all. Raises NotFound or NotAllowed."""
    known = _known(need, by)
    known.state = Need.State.WITHDRAWN
    known.save(update_fields=["state"])
    _write_down("need.withdraw", known, by)
    return known


def forget_notes(*, issue: Issue) -> None:
    """A post was taken back: what was asked for it says nothing any more. Call in that transaction."""
    Need.objects.filter(issue=issue).update(note="")


def note_delivery(match: Match) -> None:
    """A confirmed hand-over counts for the need it was made for. Call inside the step's transaction."""
    if match.need_id is None:
        return
    need = Need.objects.select_for_update().get(pk=match.need_id)
    given = need.matches.filter(state__in=(State.CONFIRMED, State.THANKED)).aggregate(sum=Sum("delivered"))["sum"] or 0
    if need.state == Need.State.OPEN and given >= (need.quantity or 1):
        need.state = Need.State.MET
        need.save(update_fields=["state"])


def _take(number: int, by: Any) -> tuple[Issue, str]:
    refuse_banned(by)
    if not is_exempt(by.email):
        spend("need", by.pk, RATE)
    found = Issue.objects.visible_to(by).filter(number=number).first()
    if found is None:
        raise NotFound
    source = source_of(by, found)
    if source is None:
        raise NotAllowed(_("ほしいものを書けるのは、投稿した人、市、市が確認した団体です。"))
    return found, source


def _known(need: int, by: Any) -> Need:
    known = Need.objects.visible_to(by).select_related("issue", "code").filter(pk=need).first()
    if known is None or known.state == Need.State.WITHDRAWN:
        raise NotFound
    _issue, source = _take(known.issue.number, by)
    _refuse_others(known, source)
    return known


def _refuse_others(known: Need, source: str) -> None:
    """What the poster or the city has said is not an organisation's to change."""
    if source == Need.Source.ORGANISATION != known.source:
        raise NotAllowed(_("これを変えられるのは、書いた人と、投稿した人、市です。"))


def _change(known: Need, by: Any, columns: dict[str, Any]) -> Need:
    for name, value in columns.items():
        setattr(known, name, value)
    known.save(update_fields=list(columns))
    _write_down("need.change", known, by)
    return known


def _clean(
    *, quantity: int | None, unit: str, from_on: date | None, until_on: date | None, note: str
) -> dict[str, Any]:
    if quantity is not None and not 1 <= quantity <= MOST:
        raise InvalidInput(_("数は、1から%(most)dまでで入れてください。") % {"most": MOST})
    if from_on and until_on and until_on < from_on:
        raise InvalidInput(_("おわりの日は、はじまりの日よりあとにしてください。"))
    if until_on and until_on < today():
        raise InvalidInput(_("おわりの日は、今日からあとの日を入れてください。"))
    return {
        "quantity": quantity,
        "unit": said(unit, 10, lines=False),
        "from_on": from_on,
        "until_on": until_on,
        "note": said(note, 120, lines=False),
    }


def _write_down(act: str, need: Need, by: Any) -> None:
    """In the journal; and offers are looked for anew."""
    outbox.put("suggest", {"issue": need.issue_id})
    journal.record(
        act=act,
        by=by,
        kind="issue",
        number=need.issue.number,
        ward=need.issue.ward_id or "",
        after={"code": need.code_id},
    )
