import hashlib
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q, QuerySet

from community.areas.reference import wards
from community.core.clock import now
from community.core.errors import Gone, NotFound
from community.core.holding import LIVES, Holder
from community.core.visibility import Visibility, VisibleQuerySet
from community.taxonomy.reference import categories

from .workflow import ENDS, OPEN, SOLVED, Status

MOST_COUNTED = 1000


class IssueQuerySet(VisibleQuerySet):
    def with_card(self) -> Self:
        """Everything a card shows, in the same query."""
        return self.select_related("ward", "category", "thread", "cover", "department").defer(
            "body", "ward__shape", "ward__outline", "category__words", "category__emergency", "category__emergency_en"
        )

    def with_page(self) -> Self:
        """Everything an issue's page shows of the row itself, but for its ward and category."""
        return self.select_related("thread", "author", "cover")

    def _own_of(self, user: Any) -> Q:
        """What an officer wrote down for others is the desk's to read, not theirs for good."""
        return Q(author_id=user.pk, source="web")

    def of(self, user: Any, number: int) -> Any:
        """The issue of this number, whole. Raises NotFound, or Gone for one that was taken back."""
        issue = self.visible_to(user).with_page().filter(number=number).first()
        if issue is not None:
            return _with_reference(issue)
        if self.filter(number=number, visibility=Visibility.ERASED).exists():
            raise Gone
        raise NotFound

    def at_desk(self, user: Any, number: int) -> Any:
        """The issue of this number as the desk of its ward sees it. Raises NotFound."""
        issue = self.at_desk_of(user).with_page().select_related("department", "officer").filter(number=number).first()
        if issue is None:
            raise NotFound
        return _with_reference(issue)

    def listed(self) -> Self:
        """What lists for everybody hold: public posts, merged ones left to the one that goes on."""
        return self.filter(visibility=Visibility.PUBLIC, merged_into=None)

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def solved(self) -> Self:
        return self.filter(status__in=SOLVED)

    def in_ward(self, code: str) -> Self:
        return self.filter(ward_id=code)

    def newest(self) -> Self:
        return self.order_by("-number")

    def answered(self) -> Self:
        """Those the city has answered, the latest answer first."""
        return self.filter(first_answer_at__isnull=False).order_by("-first_answer_at")

    def most_supported(self) -> Self:
        return self.order_by("-support_count", "-number")

    def waiting_for_approval(self) -> Self:
        return self.filter(visibility=Visibility.PENDING)

    def without_department(self) -> Self:
        """Open, seen by the desk as work, and nobody has taken it on."""
        return self._work().filter(department=None)

    def unanswered(self) -> Self:
        return self._work().filter(first_answer_at=None).exclude(status=Status.INFO_REQUESTED)

    def overdue(self, day: date) -> Self:
        """Promised for a day before `day`, and nobody has answered."""
        return self.unanswered().filter(promised_on__lt=day)

    def of_officer(self, user: Any) -> Self:
        return self._work().filter(officer=user)

    def _work(self) -> Self:
        return self.filter(visibility__in=(Visibility.PUBLIC, Visibility.PRIVATE)).exclude(status__in=(*ENDS, ""))

    def capped_count(self) -> int:
        """How many there are, counted up to 1,001: more cost time and tell nobody anything."""
        return self.order_by()[: MOST_COUNTED + 1].values("pk").count()

    def open_by_ward(self) -> dict[str, int]:
        """Ward code → how many public issues are open there."""
        rows = self.listed().open().order_by().values_list("ward_id").annotate(Count("id"))
        return dict(rows)


def _with_reference(issue: Any) -> Any:
    """Ward and category from what the process keeps, instead of two joins; an unused category is fetched."""
    issue.thread.discussed = issue
    issue.ward = wards().get(issue.ward_id)
    if issue.category_id in categories():
        issue.category = categories()[issue.category_id]
    return issue


class SupportQuerySet(QuerySet):
    def by(self, user: Any, person: str) -> Self:
        """One person's: the account's, or, when nobody is logged in, that of the cookie's secret."""
        return self.filter(**who(user, person))

    def of_all(self, issue: Any) -> Self:
        """Of a post and of all that were merged into it."""
        return self.filter(Q(issue=issue) | Q(issue__merged_into=issue))

    def people(self) -> int:
        """How many different people these are."""
        return self.order_by().values("user", "person").distinct().count()


def who(user: Any, person: str) -> dict[str, Any]:
    """The columns that name one person; of a cookie only a hash is kept."""
    if user.is_authenticated:
        return {"user": user, "person": ""}
    return {"user": None, "person": hashlib.sha256(person.encode()).hexdigest()}


class DraftQuerySet(models.QuerySet):
    def held_by(self, browser: Holder, author: Any) -> Self:
        """What this browser may open: what was kept in it without an account, and what `author` kept in it."""
        own = Q(author=None) | Q(author=author) if author is not None else Q(author=None)
        return self.none() if browser.is_new else self.alive().filter(own, holder=browser.name)

    def alive(self) -> Self:
        return self.filter(saved_at__gt=now() - LIVES)
