"""Who may call volunteers for a need, and whom a call would ask. Reads only.

What leaves this module for people is a number; who it is made of is known to `actions.calling` alone.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from community.accounts.permissions import serves_ward
from community.core.clock import now, today
from community.discussion.permissions import is_off_duty
from community.issues.models import Issue
from community.organisations.models import Organisation
from community.people import masking
from community.people.models import VolunteerCard

from .models import Call, Invitation, Need

AT_ONCE = 10
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Caller:
    """As whom somebody calls: the ward's desk, an organisation that the city knows, or the poster."""

    name: str
    label: str
    organisation: Organisation | None = None

    @property
    def is_poster(self) -> bool:
        return self.name == "poster"

    def may(self, need: Need) -> bool:
        """What is sensitive goes through organisations that the city knows and its staff."""
        return not (self.is_poster and need.code.sensitive)


def callers(user: Any, issue: Issue) -> list[Caller]:
    """All that this person may call as for needs of an issue. One query at most."""
    if not user.is_authenticated or is_off_duty(user) or not (issue.is_public and issue.is_open):
        return []
    known = [Caller("poster", _("%(name)s（自分）") % {"name": user.shown_name})] if issue.author_id == user.pk else []
    if serves_ward(user, issue.ward_id):
        return [Caller("desk", user.desk_role.office_name if user.desk_role else _("市の担当者")), *known]
    groups = Organisation.objects.acted_for_by(user).verified(today()).order_by("name")
    return known + [Caller(str(one.pk), one.label, one) for one in groups]


def askable(*, issue: Issue, by: Any, code: Any, but_author: bool = True) -> QuerySet[VolunteerCard]:
    """Those whom a call for this help would ask: able or learning, coming there, neither asker nor asked before.

    `code` is a key, or a reference of an outer query. Numbers that are shown count the author of the post too: two
    posts that differ by one would tell who has a card.
    """
    askers = {pk for pk in (issue.author_id if but_author else None, by.pk) if pk is not None}
    asked = Invitation.objects.filter(person=OuterRef("person"), need__issue=issue.pk, need__code=code)
    found = VolunteerCard.objects.all().ready().able_or_learning(code).serving(issue.ward_id)
    return found.filter(~Exists(asked)).exclude(person__in=askers)


def with_helpers(needs: QuerySet[Need], issue: Issue, by: Any) -> QuerySet[Need]:
    """Each need with `helpers`, `asked` (how many) and `still_asked`, in the query that fetches it."""
    cards = askable(issue=issue, by=by, code=OuterRef(OuterRef("code")), but_author=False).order_by()
    count = cards.annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    calls = Call.objects.filter(need=OuterRef("pk")).order_by().values("need").annotate(n=Sum("asked")).values("n")
    waiting = Invitation.objects.filter(need=OuterRef("pk"), state="waiting", call__ends_at__gt=now())
    return needs.annotate(
        helpers=Coalesce(Subquery(count, output_field=IntegerField()), 0),
        asked=Coalesce(Subquery(calls, output_field=IntegerField()), 0),
        still_asked=Exists(waiting),
    )


def told(needs: list[Any], known: list[Caller]) -> list[Any]:
    """Each need as its line is shown: how many could help in words, and to those who may call how many were asked."""
    for need in needs:
        may = any(caller.may(need) for caller in known)
        is_told = need.state == Need.State.OPEN and (may or not need.code.sensitive)
        need.near = masking.in_words(need.helpers) if is_told else ""
        need.may_call = bool(may and need.near)
        need.called = masking.in_words(need.asked) if may else ""
    return needs


def ranked(need: Need, *, by: Any) -> list[int]:
    """The people to ask, the first first: who can before who learns, who named the ward, who was asked least lately.

    Ties fall by a draw that is new every day and that nobody outside can foresee.
    """
    cards = askable(issue=need.issue, by=by, code=need.code_id)
    lately = Invitation.objects.filter(person=OuterRef("person"), at__gte=now() - LATELY).order_by()
    through = VolunteerCard.wards.through.objects.filter(volunteercard=OuterRef("pk"), ward=need.issue.ward_id)
    rows = cards.annotate(
        is_able=Exists(VolunteerCard.can.through.objects.filter(volunteercard=OuterRef("pk"), needcode=need.code_id)),
        is_near=Exists(through),
        burden=Coalesce(Subquery(lately.values("person").annotate(n=Count("pk")).values("n")), 0),
    ).values_list("person", "is_able", "is_near", "burden")
    day = today()
    order = [
        (not is_able, not is_near, burden, salted_hmac("volunteers", f"{day}:{need.pk}:{person}").hexdigest(), person)
        for person, is_able, is_near, burden in rows
    ]
    return [row[-1] for row in sorted(order)]
