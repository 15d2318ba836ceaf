"""The Monday mail: up to three open issues that somebody's offers may help with, looked at anew. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from community.core.clock import begin_of, today
from community.issues.models import Issue
from community.organisations.models import Membership
from community.resources.models import Resource
from community.taxonomy.models import HelpKind, NeedCode

from . import site
from .cards import card_of
from .gates import closed
from .models import FitAnswer, Match, Need, Suggested, Thanks
from .workflow import Side

MOST = 3  # in a mail
LOOKED_AT = 60  # of the best
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Fit:
    """One issue with the offer that fits it best, in words."""

    issue: Issue
    resource: Resource
    card: dict[str, Any]

    @property
    def look(self) -> str:
        return HelpKind(self.resource.kind).chip


def owners() -> Iterator[Any]:
    """Everybody who decides about an offer that is suggested somewhere, each once."""
    shown = Resource.objects.visible_to(None).listed().filter(pk__in=Suggested.objects.values("resource"))
    acting = Membership.objects.acting().filter(organisation__in=shown.values("organisation"))
    mine = Q(pk__in=shown.filter(organisation=None).values("author")) | Q(pk__in=acting.values("user"))
    yield from get_user_model().objects.filter(mine, is_active=True).order_by("pk").iterator(chunk_size=500)


def best_for(person: Any, only: Iterable[Sequence[int]] | None = None) -> list[Fit]:
    """The best fitting first, each issue once, what only nearly fits last and once. `only`: of these (offer, issue)."""
    offered = Resource.objects.owned_by(person).listed().available(today())
    resources = {it.pk: it for it in offered.select_related("organisation").prefetch_related("codes")}
    rows = list(_open_rows(resources, only))
    needs, refused = _needs(rows), FitAnswer.objects.refused([row.issue_id for row in rows])
    stopped, said = site.stopped_by(list(resources.values())), site.said_of(resources.values())
    found: dict[int, Suggested] = {}
    for row in rows:
        resource = resources[row.resource_id]
        stops = stopped[site.owner_of(resource)]
        facts = site.facts_of(row.issue, needs[row.issue_id], refused=refused[row.issue_id])
        offer = site.offer_of(resource, said[resource.pk], stopped=stops)
        code = sort_of(resource, needs[row.issue_id])
        if not closed(facts, offer) and not (code is not None and code.pk in stops):
            found.setdefault(row.issue_id, row)
    fitting = [row for row in found.values() if row.label != "nearly"]
    nearly = [row for row in found.values() if row.label == "nearly"][:1]
    return [Fit(row.issue, resources[row.resource_id], card_of(row)) for row in [*fitting, *nearly][:MOST]]


def _open_rows(resources: dict[int, Resource], only: Iterable[Sequence[int]] | None) -> Iterator[Suggested]:
    """Of open public issues that nobody asked for or answered yet, the best first."""
    about = Match.objects.filter(resource__in=resources, issue__isnull=False).values("issue")
    answered = set(FitAnswer.objects.filter(resource__in=resources).values_list("resource", "issue"))
    wanted = None if only is None else {tuple(pair) for pair in only}
    of_these = {} if wanted is None else {"issue__in": {issue for _resource, issue in wanted}}
    shown = Suggested.objects.visible_to(None).filter(issue__in=Issue.objects.listed().open(), resource__in=resources)
    best = (
        shown.filter(**of_these)
        .exclude(issue__in=about)
        .select_related("issue__ward", "issue__category")
        .order_by("-score", "-issue")
    )
    for row in best[:LOOKED_AT]:
        pair = (row.resource_id, row.issue_id)
        if pair not in answered and (wanted is None or pair in wanted):
            yield row


def _needs(rows: Iterable[Suggested]) -> dict[int, list[Need]]:
    found: dict[int, list[Need]] = defaultdict(list)
    for need in Need.objects.open().filter(issue__in=[row.issue_id for row in rows]).select_related("code"):
        found[need.issue_id].append(need)
    return found


def sort_of(resource: Resource, needs: Iterable[Need]) -> NeedCode | None:
    """The sort of help that an offer would bring to an issue: one that it asks for, or else what the offer is."""
    codes = {code.pk: code for code in resource.codes.all()}
    return next((codes[need.code_id] for need in needs if need.code_id in codes), next(iter(codes.values()), None))


def thanks_of_week(person: Any) -> Thanks | None:
    """The newest thanks since this day a week ago that both sides let out; one's own before anybody else's."""
    told = Thanks.objects.told().filter(side=Side.ASKER, at__gte=begin_of(today() - WEEK))
    told = told.filter(match__resource__in=Resource.objects.listed()).order_by("-at")
    told = told.select_related("match__asking_organisation", "match__resource__organisation")
    return told.filter(match__resource__in=Resource.objects.owned_by(person)).first() or told.first()
