"""「なぜ出ないか」: what keeps an offer from standing beside an issue, or where it stands there. Reads only.

A gate is looked at anew; places are those of the lists that are kept, so that nobody waits for a model.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from community.core.clock import today
from community.issues.models import Issue
from community.resources.models import Resource
from community.taxonomy.codes import code_names

from . import site
from .cards import shown_of
from .mending import Way, ways_for
from .models import FitAnswer, Need, Suggested, SuggestionList
from .ranking import Reason, Suggestion, judge
from .reasons import LABELS, gate_sentence, more_sentence, named, sentence
from .sides import Offer
from .weights import Weights, shipped

ISSUES, MOST_LINES = 20, 4
OF_THE_OFFER = ("consent", "status", "nothing_left", "over")  # gates that no issue can open
CLEARLY = 0.05  # of a score: what another one must have more to be named


@dataclass(frozen=True)
class Verdict:
    """How it is with one issue. `tone`: shown, placed, little, closed or waits."""

    issue: Issue
    needs: Sequence[Need]
    tone: str
    sentence: str
    label: str = ""
    lines: Sequence[str] = ()
    ways: Sequence[Way] = ()


@dataclass(frozen=True)
class _Lists:
    """What is kept of these issues."""

    rows: Mapping[int, list[Suggested]]
    versions: Mapping[int, str]
    needs: Mapping[int, list[Need]]
    refused: Mapping[int, set[str]]


def why_context(resource: Resource, user: Any, number: int | None) -> dict[str, Any]:
    """`number`: an issue that is asked for beside those that come by themselves."""
    stopped = site.stopped_by([resource])[site.owner_of(resource)]
    offer = site.offer_of(resource, site.said_of([resource])[resource.pk], stopped=stopped)
    closed = _closed_for_all(resource, offer)
    asked = _open_issues(user).filter(number=number).first() if number else None
    issues = [] if closed else _issues(resource, user, asked)
    lists, by = _lists(issues), shipped()
    return {
        "resource": resource,
        "closed": closed,
        "verdicts": [_verdict(issue, resource, offer, lists, by) for issue in issues],
        "number": number,
        "is_missing": bool(number) and asked is None,
    }


def _closed_for_all(resource: Resource, offer: Offer) -> Verdict | None:
    """What keeps it from every issue."""
    organisation = resource.organisation
    if not resource.is_public or (organisation is not None and not organisation.is_public):
        words = _("まだ、みんなに見えていません。見えるようになると、合う投稿に出ます。")
        return Verdict(Issue(), (), "closed", words, ways=ways_for(["hidden"], resource))
    gate = judge(site.facts_of(Issue(title="", author_id=0), ()), offer, shipped()).gate
    if gate not in OF_THE_OFFER:
        return None
    if gate == "status" and (resource.is_over or resource.left == 0):
        gate = "over" if resource.is_over else "nothing_left"  # more than that it is not on offer
    words = gate_sentence(Suggestion(offer.id, 0.0, {}, gate=gate))
    return Verdict(Issue(), (), "closed", words, ways=ways_for([gate], resource))


def _open_issues(user: Any) -> Any:
    return Issue.objects.visible_to(user).listed().open().select_related("ward", "category")


def _issues(resource: Resource, user: Any, asked: Issue | None) -> list[Issue]:
    """Those that ask for the same sort of help first, then the newest."""
    needs = Need.objects.open().filter(issue=OuterRef("pk"))
    same = Exists(needs.filter(code__in=[code.pk for code in resource.codes.all()]))
    first = Case(When(same, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = list(_open_issues(user).filter(Exists(needs)).order_by(first, "-pk")[:ISSUES])
    return found if asked is None else [asked, *(issue for issue in found if issue != asked)]


def _lists(issues: Sequence[Issue]) -> _Lists:
    """Four queries, however many issues there are."""
    rows, needs = defaultdict(list), defaultdict(list)
    kept = Suggested.objects.visible_to(None).filter(issue__in=issues).to_be_had(today()).order_by("issue", "place")
    for row in kept:
        rows[row.issue_id].append(row)
    for need in Need.objects.open().filter(issue__in=issues).select_related("code"):
        needs[need.issue_id].append(need)
    versions = SuggestionList.objects.filter(issue__in=issues).values_list("pk", "version")
    return _Lists(rows, dict(versions), needs, FitAnswer.objects.refused([issue.pk for issue in issues]))


def _verdict(issue: Issue, resource: Resource, offer: Offer, lists: _Lists, by: Weights) -> Verdict:
    needs = lists.needs.get(issue.pk, [])
    facts = site.facts_of(issue, needs, refused=lists.refused.get(issue.pk, ()))
    judged = judge(facts, offer, by)
    if judged.gate:
        about = named(offer.excludes & facts.essence) if judged.gate == "excluded" else ""
        lines = [_("条件に書いてあること：%(words)s。") % {"words": about}] if about else []
        ways = [*ways_for([judged.gate], resource), *_other_answer(judged.gate, resource, issue)]
        return Verdict(issue, needs, "closed", gate_sentence(judged), lines=lines, ways=ways)
    rows = lists.rows.get(issue.pk, [])
    mine = next((row for row in rows if row.resource_id == resource.pk), None)
    if mine is not None:
        return _standing(issue, needs, resource, mine, rows, by)
    if not lists.versions.get(issue.pk):
        words = _("いま、合うものをさがしています。数分あとに、もう一度見てください。")
        return Verdict(issue, needs, "waits", words)
    return _too_little(issue, needs, resource, judged, offer)


def _other_answer(gate: str, resource: Resource, issue: Issue) -> list[Way]:
    """Where an owner takes back what they said of this issue, or of its sort."""
    if gate not in ("refused", "stopped"):
        return []
    return [Way(_("答えを変える"), reverse("matches:fit", args=[resource.pk, issue.number]))]


def _standing(
    issue: Issue, needs: Sequence[Need], resource: Resource, mine: Suggested, rows: Sequence[Suggested], by: Weights
) -> Verdict:
    place, shown = rows.index(mine) + 1, shown_of(rows)
    misfits = [Reason(one["code"], one["about"]) for one in mine.misfits]
    if mine in shown:
        words = _("この投稿に出ています。%(place)s番目です。") % {"place": shown.index(mine) + 1}
        more: list[str] = []
    else:
        words = _("%(place)s番目です。先に、ほかの提供が出ています。") % {"place": place}
        more = _more(mine, shown[-1], by)
    lines = [*more, *(sentence(misfit, is_misfit=True) for misfit in misfits)][:MOST_LINES]
    ways = ways_for([misfit.code for misfit in misfits], resource)
    tone = "shown" if mine in shown else "placed"
    return Verdict(issue, needs, tone, words, label=str(LABELS[mine.label]), lines=lines, ways=ways)


def _more(mine: Suggested, other: Suggested, by: Weights) -> list[str]:
    """What the last one that is shown has more, what counts most first."""
    worth = {**by.shares, **by.factors}
    ahead = {
        name: worth.get(name, 0.0) * (signal - mine.signals.get(name, 0.0)) for name, signal in other.signals.items()
    }
    names = sorted((name for name, much in ahead.items() if much > CLEARLY), key=lambda name: -ahead[name])
    return list(dict.fromkeys(more_sentence(name) for name in names))[:2]


def _too_little(issue: Issue, needs: Sequence[Need], resource: Resource, judged: Suggestion, offer: Offer) -> Verdict:
    """Looked at and left out: what is asked for that the offer does not say it brings, and what does not fit."""
    names, lines, codes = code_names(), [], []
    misfits = list(judged.misfits)
    if needs and not any(need.code_id in offer.codes for need in needs):
        asked = "・".join(names.get(need.code_id, need.code_id) for need in needs)
        lines, codes = [_("ほしいものは%(codes)sです。使い道に、はいっていません。") % {"codes": asked}], ["codes"]
        misfits = [misfit for misfit in misfits if misfit.code != "kind"]  # said by that
    lines += [sentence(misfit, is_misfit=True) for misfit in misfits]
    codes += [misfit.code for misfit in misfits]
    if not lines:
        lines, codes = [_("ことばと場所が、この投稿にもっと近い提供がありました。")], ["words"]
    words = _("合うところが少ないので、出ていません。")
    return Verdict(issue, needs, "little", words, lines=lines[:MOST_LINES], ways=ways_for(codes, resource))
