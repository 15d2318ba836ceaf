"""Whom to call: needs that nobody has promised anything for, with those who have had the same before.

Only organisations that the city has verified and everybody may read of; of them no more than their page says.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from community.core.clock import today
from community.core.visibility import ALL_WARDS
from community.organisations.models import Organisation
from community.resources.models import Resource

from .gapcell import waits_of
from .models import Match, Need
from .querysets import NeedQuerySet

MOST_CALLS = 5  # organisations for one need


@dataclass(frozen=True)
class Call:
    """An organisation that has had it before: how often it has offered it, and really brought it."""

    organisation: Organisation
    offered: int
    delivered: int
    serves: bool  # is active in the ward of the need


def waiting_in(served: Any, ward: str = "") -> NeedQuerySet:
    """Needs of these wards (a set of codes, or ALL_WARDS), the oldest first."""
    waiting = Need.objects.waiting().select_related("issue", "issue__ward", "code")
    waiting = waiting.defer("issue__ward__shape", "issue__ward__outline").order_by("created_at", "pk")
    if served is not ALL_WARDS:
        waiting = waiting.filter(issue__ward__in=sorted(served))
    return waiting.filter(issue__ward=ward) if ward else waiting


def call_list(needs: Iterable[Need]) -> list[dict[str, Any]]:
    """Each need with how long it waits and whom to call, nearest and most proven first: four queries."""
    needs = list(needs)
    codes = {need.code_id for need in needs}
    known = Organisation.objects.visible_to(None).verified(today())
    kept = Resource.objects.visible_to(None).filter(codes__in=codes, organisation__in=known)
    offered = _counted(kept.order_by().values_list("codes", "organisation").annotate(Count("pk", distinct=True)))
    given = Match.objects.delivered().filter(resource__in=kept.order_by().values("pk"), resource__codes__in=codes)
    rows = given.order_by().values_list("resource__codes", "resource__organisation")
    delivered = _counted(rows.annotate(Count("pk", distinct=True)))
    ids = {number for counts in offered.values() for number in counts}
    organisations = known.with_card().in_bulk(ids)
    return [
        {
            "need": need,
            "issue": need.issue,
            "waits": waits_of(need),
            "calls": _calls(need, organisations, offered[need.code_id], delivered[need.code_id]),
        }
        for need in needs
    ]


def _counted(rows: Iterable[tuple[str, int, int]]) -> dict[str, Counter[int]]:
    """Code → organisation → how many."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for code, organisation, count in rows:
        counts[code][organisation] += count
    return counts


def _calls(
    need: Need, organisations: dict[int, Organisation], offered: Counter[int], delivered: Counter[int]
) -> list[Call]:
    ward = need.issue.ward_id
    calls = [
        Call(organisations[pk], count, delivered[pk], _is_active_in(organisations[pk], ward))
        for pk, count in offered.items()
        if pk in organisations
    ]
    calls.sort(key=lambda call: (not call.serves, -call.delivered, -call.offered, call.organisation.pk))
    return calls[:MOST_CALLS]


def _is_active_in(organisation: Organisation, ward: str | None) -> bool:
    named = {one.pk for one in organisation.serves.all()}
    return not named or ward in named or organisation.ward_id == ward
