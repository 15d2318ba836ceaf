"""異動: all that one officer looks after goes to another, with a note. Half-way is no harm: press again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.accounts.models import User
from community.accounts.permissions import is_chief, is_chief_of, is_officer_of
from community.areas.reference import wards
from community.core.errors import CommunityError
from community.core.ids import token
from community.issues import actions as issues
from community.issues.models import Issue
from community.issues.querysets import IssueQuerySet
from community.notifications import actions as notices

from .filters import people_of
from .forms_more import HandoverForm

MOST_AT_ONCE = 500


@dataclass
class Result:
    """What one press did; `failed` are (number, why)."""

    moved: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)

    @property
    def words(self) -> str:
        words = ngettext("%(n)d件を引きつぎました。", "%(n)d件を引きつぎました。", self.moved)
        return words % {"n": self.moved}


@dataclass
class Plan:
    """`goes` and `stays` are (ward, count); what stays is in wards that the other does not serve."""

    form: HandoverForm
    giver: User
    taker: User | None
    goes: list[tuple[str, int]]
    stays: list[tuple[str, int]]
    result: Result | None = None

    @property
    def count(self) -> int:
        return sum(count for _ward, count in self.goes)

    @property
    def left(self) -> int:
        return sum(count for _ward, count in self.stays)


def plan_of(user: Any, given: Mapping[str, Any], *, result: Result | None = None) -> Plan:
    """What would go from whom to whom, by ward."""
    people = {person.public_id: person for person in people_of(user)}
    givers = [user, *(person for person in people.values() if is_chief(user) and person.pk != user.pk)]
    asked = {"giver": given.get("giver") or user.public_id, "taker": given.get("taker", "")}
    form = HandoverForm(
        given if "note" in given else None,
        initial=asked | {"key": token()},
        givers=givers,
        takers=list(people.values()),
    )
    giver = next((one for one in givers if one.public_id == asked["giver"]), user)
    taker = people.get(asked["taker"])
    counted = Counter(_issues_of(giver, user).values_list("ward_id", flat=True))
    by_ward = {code: counted[code] for code in wards() if counted[code]}
    goes = {code: n for code, n in by_ward.items() if taker is None or is_officer_of(taker, code)}
    return Plan(
        form=form,
        giver=giver,
        taker=taker,
        goes=_named(goes),
        stays=_named({code: n for code, n in by_ward.items() if code not in goes}),
        result=result,
    )


def hand_all(plan: Plan, *, by: Any) -> Result:
    """Move every issue that the other can take, one transaction each, and tell them once."""
    form, result = plan.form.cleaned_data, Result()
    giver, taker = form["giver"], form["taker"]
    rows = _issues_of(giver, by).order_by("number").values_list("number", "ward_id")
    numbers = [number for number, ward in rows if is_officer_of(taker, ward)]
    for number in numbers[:MOST_AT_ONCE]:
        try:
            issues.hand_over_issue(number=number, by=by, giver=giver, taker=taker, note=form["note"], key=form["key"])
            result.moved += 1
        except CommunityError as error:
            result.failed.append((number, str(error)))
    if result.moved:
        data = {"giver": giver.pk, "taker": taker.pk, "count": result.moved}
        notices.announce(news="desk.handover", data=data, key=f"handover:{form['key'] or token()}:{result.moved}")
    if len(numbers) > MOST_AT_ONCE:
        left = _("まだ %(n)d件あります。もう一度押すと、つづきを引きつぎます。") % {"n": len(numbers) - MOST_AT_ONCE}
        result.failed.append((numbers[MOST_AT_ONCE], left))
    return result


def _issues_of(giver: Any, by: Any) -> IssueQuerySet:
    """What this person looks after: one's own, or, of a colleague, what lies in wards whose chief one is."""
    mine = Issue.objects.at_desk_of(by).filter(officer=giver)
    if giver.pk == by.pk:
        return mine
    return mine.filter(ward_id__in=[code for code in wards() if is_chief_of(by, code)])


def _named(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(wards()[code].label, count) for code, count in counts.items()]
