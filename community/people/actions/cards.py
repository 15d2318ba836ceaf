"""A person's card: made, changed, resting, erased. The journal tells that it happened, never what stood there."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.areas.models import Ward
from community.core import journal
from community.core.clock import now
from community.core.errors import InvalidInput, NotFound
from community.core.ratelimit import Rate, spend
from community.core.text import said
from community.moderation.permissions import refuse_banned
from community.taxonomy.languages import LANGUAGES
from community.taxonomy.models import HelpKind, NeedCode
from search import outbox as search_outbox

from ..models import LONGEST_WORDS, MOST_HOURS_A_MONTH, CardHours, VolunteerCard

MOST_CODES, MOST_HOURS = 10, 49
CHANGES = (Rate(20, 3600), Rate(60, 86400))


@transaction.atomic
def save_card(
    *,
    person: Any,
    can: Sequence[NeedCode],
    learn: Sequence[NeedCode] = (),
    words: str = "",
    wards: Sequence[Ward] = (),
    hours: Sequence[tuple[int, time, time]] = (),
    hours_a_month: int | None = None,
    languages: Sequence[str] = (),
    public: bool = False,
) -> VolunteerCard:
    """Make one's card, or say it anew. `hours`: weekday, from, to. Raises InvalidInput, NotAllowed or TooFast."""
    refuse_banned(person)
    can, learn = _codes(can), _codes(learn)
    if not can:
        raise InvalidInput(_("できることを、1つえらんでください。"))
    if hours_a_month is not None and not 1 <= hours_a_month <= MOST_HOURS_A_MONTH:
        raise InvalidInput(_("時間は、1から%(most)dまでで入れてください。") % {"most": MOST_HOURS_A_MONTH})
    columns = {
        "words": said(words, LONGEST_WORDS),
        "hours_a_month": hours_a_month,
        "languages": [code for code in LANGUAGES if code in languages],
        "public": public,
        "changed_at": now(),
    }
    if not is_exempt(person.email):
        spend("card", person.pk, *CHANGES)
    card, made = VolunteerCard.objects.update_or_create(person=person, defaults=columns)
    card.can.set(can)
    card.learn.set([code for code in learn if code not in can])
    card.wards.set(wards)
    _set_hours(card, hours)
    _write_down("card.make" if made else "card.change", card)
    return card


def _codes(codes: Sequence[NeedCode]) -> list[NeedCode]:
    """What people can do, each once."""
    codes = list({code.pk: code for code in codes}.values())
    if len(codes) > MOST_CODES:
        raise InvalidInput(_("えらべるのは、%(most)dまでです。") % {"most": MOST_CODES})
    if any(code.kind != HelpKind.PEOPLE or code.group_id is None or not code.active for code in codes):
        raise InvalidInput(_("できることは、一覧からえらんでください。"))
    return codes


def _set_hours(card: VolunteerCard, hours: Sequence[tuple[int, time, time]]) -> None:
    if len(hours) > MOST_HOURS:
        raise InvalidInput(_("曜日と時間が多すぎます。へらしてください。"))
    if any(weekday not in range(7) or opens >= closes for weekday, opens, closes in hours):
        raise InvalidInput(_("おわりの時間は、はじめの時間よりあとにしてください。"))
    card.hours.all().delete()
    CardHours.objects.bulk_create(
        CardHours(card=card, weekday=weekday, opens=opens, closes=closes)
        for weekday, opens, closes in sorted(set(hours))
    )


def rest_card(*, person: Any) -> VolunteerCard:
    """Nobody counts it, sees it or is asked by it until its person goes on. Raises NotFound without a card."""
    return _turn(person, resting=True)


def resume_card(*, person: Any) -> VolunteerCard:
    """It counts again. Raises NotFound without a card, or NotAllowed."""
    refuse_banned(person)
    return _turn(person, resting=False)


@transaction.atomic
def _turn(person: Any, *, resting: bool) -> VolunteerCard:
    card = _take(person)
    if card.resting != resting:
        if not is_exempt(person.email):
            spend("card", person.pk, *CHANGES)
        card.resting, card.changed_at = resting, now()
        card.save(update_fields=["resting", "changed_at"])
        _write_down("card.rest" if resting else "card.resume", card)
    return card


@transaction.atomic
def unlearn(*, person: Any, code: str) -> None:
    """「この種類は不要」: it is taken off the card; one that can and wants nothing more rests."""
    card = VolunteerCard.objects.select_for_update().filter(person=person).first()
    if card is None:
        return
    card.can.remove(code)
    card.learn.remove(code)
    if not card.can.exists():
        card.resting = True
    card.changed_at = now()
    card.save(update_fields=["resting", "changed_at"])
    search_outbox.record("person", card.pk)  # and nothing in the journal: whoever was asked is nobody's to know


@transaction.atomic
def erase_card(*, person: Any) -> None:
    """It is gone, with everything that was found by it. Those above hear of it as of any row that is deleted."""
    card = VolunteerCard.objects.filter(person=person).first()
    if card is None:
        return
    number = card.pk
    card.delete()
    search_outbox.record("person", number)
    journal.record(act="card.erase", by=person, kind="person", number=person.public_id)


def _take(person: Any) -> VolunteerCard:
    card = VolunteerCard.objects.select_for_update().filter(person=person).first()
    if card is None:
        raise NotFound
    return card


def _write_down(act: str, card: VolunteerCard) -> None:
    search_outbox.record("person", card.pk)
    after = {"public": card.public, "resting": card.resting}
    person = card.person
    journal.record(act=act, by=person, kind="person", number=person.public_id, after=after)
