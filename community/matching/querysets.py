from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from community.core.clock import begin_of
from community.core.errors import NotFound
from community.core.visibility import ALL_WARDS, Visibility, desk_wards
from community.issues.models import Issue
from community.moderation.models import Flag
from community.organisations.models import Membership
from community.resources.models import Resource

from .workflow import ENDS, OPEN, PROMISED, State


class NeedQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever may see the issue."""
        return self.filter(Exists(Issue.objects.visible_to(user).filter(pk=OuterRef("issue"))))

    def of_issue(self, issue: Any) -> Self:
        return self.filter(issue=issue).exclude(state="withdrawn").select_related("code")

    def open(self) -> Self:
        return self.filter(state="open")

    def waiting(self) -> Self:
        """Those of public, open issues for which nobody has promised or brought anything: what everybody may know."""
        issues = Issue.objects.visible_to(None).listed().open()
        promised = self.model.matches.rel.related_model.objects.filter(state__in=PROMISED)
        of_it = promised.filter(need=OuterRef("pk"))
        of_its_sort = promised.filter(need=None, issue=OuterRef("issue"), resource__codes=OuterRef("code"))
        return self.open().filter(~Exists(of_it), ~Exists(of_its_sort), issue__in=issues, issue__ward__isnull=False)


class SuggestedQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Where this person sees both the issue and the resource."""
        issues = Issue.objects.visible_to(user).filter(pk=OuterRef("issue"))
        resources = Resource.objects.visible_to(user).filter(pk=OuterRef("resource"))
        return self.filter(Exists(issues), Exists(resources))

    def for_issue(self, issue: Any, day: date) -> Self:
        """What can still be had, best first."""
        return self.filter(issue=issue).to_be_had(day)

    def to_be_had(self, day: date) -> Self:
        """Of offers that can be asked for on that day."""
        return self.filter(resource__in=Resource.objects.public().available(day))

    def for_resource(self, resource: Any) -> Self:
        """Open issues, the best fitting first."""
        open_ones = Issue.objects.listed().open()
        return self.filter(resource=resource, issue__in=open_ones).order_by("-score", "-issue")


class FitAnswerQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those about offers that this person decides about; nobody else reads what an owner answered."""
        return self.filter(resource__in=Resource.objects.owned_by(user))

    def refused(self, issues: list[int]) -> dict[int, set[str]]:
        """Issue → offers (their keys, as the ranker names them) that cannot help it this time."""
        found: dict[int, set[str]] = defaultdict(set)
        for issue, resource in self.filter(issue__in=issues, answer="no").values_list("issue", "resource"):
            found[issue].add(str(resource))
        return found

    def stops(self, organisations: Collection[int], people: Collection[int]) -> Self:
        """Organisation, person and code of what these owners do not want to hear of."""
        theirs = Q(resource__organisation__in=organisations)
        theirs |= Q(resource__organisation=None, resource__author__in=people)
        stopped = self.filter(theirs, answer="stop", code__isnull=False)
        return stopped.values_list("resource__organisation", "resource__author", "code")

    def to_send(self, moment: datetime) -> Self:
        """「できます」 that may be told now, and are not yet."""
        return self.filter(answer="yes", match=None, unsent=False, sends_at__lte=moment)


class MatchQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The two sides, and the desk of the resource's ward. To everybody else there is no such thing.

        A volunteer's is the desk's to read only when one of the two has reported it.
        """
        if user is None or not user.is_authenticated:
            return self.none()
        return self.filter(self._of_sides(user) | self._at_desk_of(user))

    def _at_desk_of(self, user: Any) -> Q:
        wards = desk_wards(user)
        if not wards:
            return Q(pk__in=())
        reported = Q(volunteer__isnull=False, pk__in=Flag.objects.filter(kind="match").values("number"))
        if wards is ALL_WARDS:
            return Q(resource__isnull=False) | reported
        return Q(resource__ward__in=sorted(wards)) | reported & Q(issue__ward__in=sorted(wards))

    def at_desk_of(self, user: Any) -> Self:
        """Those that `user` answers for as city staff; nobody does for what they are a side of themselves."""
        return self.filter(self._at_desk_of(user)).exclude(Q(volunteer__isnull=False) & Q(volunteer=user))

    def mine(self, user: Any) -> Self:
        """Those where this person is one of the two sides, by themselves or for an organisation."""
        return self.filter(self._of_sides(user)) if user.is_authenticated else self.none()

    def _of_sides(self, user: Any) -> Q:
        acting = Membership.objects.acting().filter(user=user).values("organisation")
        asks = Q(asker=user, asking_organisation=None, as_desk=False) | Q(asking_organisation__in=acting)
        owns = Q(resource__author=user, resource__organisation=None) | Q(resource__organisation__in=acting)
        wards = desk_wards(user)
        if wards:
            asks |= Q(as_desk=True) if wards is ALL_WARDS else Q(as_desk=True, issue__ward__in=sorted(wards))
        return asks | owns | Q(volunteer=user)

    def of(self, user: Any, number: int) -> Any:
        """One hand-over. Raises NotFound when there is none or `user` may not know of it."""
        found = self.visible_to(user).with_words().filter(pk=number).first()
        if found is None:
            raise NotFound
        return found

    def with_words(self) -> Self:
        return self.select_related(
            "resource", "resource__organisation", "resource__author", "resource__ward", "issue", "issue__ward",
            "volunteer", "asker", "asking_organisation", "thread", "need", "need__code",
        ).defer(
            "resource__ward__shape", "resource__ward__outline", "issue__ward__shape", "issue__ward__outline",
        )  # fmt: skip

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def ended(self) -> Self:
        return self.filter(state__in=ENDS)

    def promised_days(self, resource: Any, first: date, last: date) -> list[date]:
        """Days from `first` to `last` on which a hand-over of it is fixed: no more than that is told."""
        begin, end = begin_of(first), begin_of(last + timedelta(days=1))
        fixed = self.filter(resource=resource, state=State.SCHEDULED, scheduled_at__gte=begin, scheduled_at__lt=end)
        return [timezone.localdate(moment) for moment in fixed.values_list("scheduled_at", flat=True)]

    def past_due(self, moment: datetime) -> Self:
        return self.filter(due_at__lte=moment)

    def delivered(self) -> Self:
        """Those in which something really changed hands."""
        return self.filter(state__in=(State.DELIVERED, State.CONFIRMED, State.THANKED))


class ThanksQuerySet(models.QuerySet):
    def told(self) -> Self:
        """Those that everybody may read: both sides agreed, and no desk has still to read them or has hidden them."""
        seen = Q(effort__visibility=Visibility.PUBLIC) | Q(story__live=True)
        return self.filter(seen, asker_agrees=True, owner_agrees=True)
