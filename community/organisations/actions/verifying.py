"""What the city confirms of an organisation: asked for with evidence, granted until a day, refused, taken back."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core.clock import now, today
from community.core.errors import InvalidInput, NotAllowed
from community.core.ratelimit import Rate, spend
from community.core.text import said
from community.core.visibility import Visibility
from community.notifications.actions import announce

from ..models import LONGEST_EVIDENCE, Membership, Organisation, Verification
from ..permissions import VERIFY
from .locking import record, save, take, take_as_member

RATES = (Rate(3, 86400),)
USUAL, LONGEST = timedelta(days=2 * 365), timedelta(days=3 * 366)
LONGEST_SEEN, LONGEST_WORD = 200, 400
State = Verification.State


@transaction.atomic
def ask_verification(*, number: int, by: Any, evidence: str) -> Verification:
    """Ask the city to confirm that this is who it says. Raises NotFound, NotAllowed, InvalidInput or TooFast."""
    missing = _("団体だとわかるものを書いてください。登記や会則、ホームページ、活動の場所などです。")
    evidence = said(evidence, LONGEST_EVIDENCE, missing)
    found, _own = take_as_member(number=number, by=by, act=VERIFY)
    if found.visibility not in (Visibility.PUBLIC, Visibility.PENDING):
        raise NotAllowed(_("この団体は、いま申しこめません。"))
    if found.verifications.open().exists():
        raise NotAllowed(_("もう申しこんであります。市の担当者が見ています。"))
    if not is_exempt(by.email):
        spend("verification", found.pk, *RATES)
    asked = Verification.objects.create(organisation=found, evidence=evidence, asked_by=by)
    record("organisation.ask", found, by=by, after={"verification": asked.pk})
    return asked


@transaction.atomic
def grant_verification(
    *, number: int, by: Any, seen: str, until: date | None = None, version: int | None = None, key: str = ""
) -> Organisation:
    """The desk has seen what shows it; `until` is the last day, in two years unless told otherwise, at most in three.

    Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
    """
    seen = said(seen, LONGEST_SEEN, _("何を見て確かめたか、書いてください。"), lines=False)
    until = until or today() + USUAL
    if not today() < until <= today() + LONGEST:
        raise InvalidInput(_("期限は、あしたから3年後までの日にしてください。"))
    yours = {str(_("見たもの")): seen, str(_("期限")): until.isoformat()}
    found, is_done = take(number=number, by=by, act="organisation.grant", key=key, version=version, yours=yours)
    if is_done:
        return found
    asked = _asked(found, by)
    _decide(asked, State.GRANTED, by=by, seen=seen, until=until)
    found.verified_on, found.verified_until = today(), until
    save(found, "verified_on", "verified_until")
    after = {"verification": asked.pk, "until": until.isoformat()}
    record("organisation.grant", found, by=by, after=after, note=seen, key=key)
    return found


@transaction.atomic
def refuse_verification(*, number: int, by: Any, word: str, version: int | None = None, key: str = "") -> Organisation:
    """The desk cannot confirm it, and says why. Raises NotFound, NotAllowed, InvalidInput or StaleVersion."""
    word = said(word, LONGEST_WORD, _("確認できないわけを書いてください。団体の人が読みます。"))
    yours = {str(_("ひとこと")): word}
    found, is_done = take(number=number, by=by, act="organisation.refuse", key=key, version=version, yours=yours)
    if is_done:
        return found
    asked = _asked(found, by)
    _decide(asked, State.REFUSED, by=by, word=word)
    save(found)
    record("organisation.refuse", found, by=by, after={"verification": asked.pk}, note=word, key=key)
    return found


@transaction.atomic
def revoke_verification(*, number: int, by: Any, word: str, version: int | None = None, key: str = "") -> Organisation:
    """What the city confirmed holds no more, and why. Raises NotFound, NotAllowed, InvalidInput or StaleVersion."""
    word = said(word, LONGEST_WORD, _("取り消すわけを書いてください。団体の人が読みます。"))
    yours = {str(_("ひとこと")): word}
    found, is_done = take(number=number, by=by, act="organisation.revoke", key=key, version=version, yours=yours)
    if is_done:
        return found
    if found.verified_until is None:
        raise NotAllowed(_("この団体には、市の確認がありません。"))
    end_verification(found, by=by, word=word)
    save(found, "verified_on", "verified_until")
    record("organisation.revoke", found, by=by, note=word, key=key)
    return found


def end_verification(found: Organisation, *, by: Any, word: str) -> None:
    """The last one granted is taken back; the caller saves the locked row."""
    last = found.verifications.filter(state=State.GRANTED).last()
    if last is not None:
        _decide(last, State.REVOKED, by=by, word=word)
    found.verified_on = found.verified_until = None


def tell_ending(found: Organisation) -> None:
    """Its verification ends soon, or has ended: owners and managers are told, each of it once."""
    news = "organisation.ending" if found.is_verified else "organisation.ended"
    announce(news=news, data={"organisation": found.pk}, key=f"{news}:{found.pk}:{found.verified_until}")


def _asked(found: Organisation, by: Any) -> Verification:
    """The open request, which nobody decides who belongs to it."""
    asked = found.verifications.open().first()
    if asked is None:
        raise NotAllowed(_("この団体からの申しこみは、いまありません。"))
    if Membership.objects.filter(organisation=found, user=by).exists():
        raise NotAllowed(_("自分のいる団体は、ほかの職員が確かめます。"))
    return asked


def _decide(asked: Verification, state: str, *, by: Any, **columns: Any) -> None:
    for name, value in (columns | {"state": state, "decided_by": by, "decided_at": now()}).items():
        setattr(asked, name, value)
    asked.save(update_fields=[*columns, "state", "decided_by", "decided_at"])
    news = "organisation.verification"
    announce(news=news, data={"verification": asked.pk, "by": by.pk}, key=f"{news}:{asked.pk}:{state}")
