"""The order of what residents have flagged: what weighs most comes first, so also what waits because of it."""

from django.db.models import IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from community.core.text import asked_number
from community.issues.models import Issue
from community.issues.querysets import IssueQuerySet
from community.moderation.models import Flag


def by_weight(issues: IssueQuerySet, *, after: str = "") -> IssueQuerySet:
    """In the order of their open flags' weight, each with `weighs`; from a place (`weight_place`) on."""
    flags = Flag.objects.open().filter(kind="issue", number=OuterRef("number")).order_by().values("number")
    weight = Subquery(flags.annotate(sum=Sum("weight")).values("sum"), output_field=IntegerField())
    issues = issues.annotate(weighs=Coalesce(weight, 0)).order_by("-weighs", "number")
    weighs, number = (asked_number(part) for part in after.partition("~")[::2])
    if weighs is None or number is None:
        return issues
    return issues.filter(Q(weighs__lt=weighs) | Q(weighs=weighs, number__gt=number))


def weight_place(issue: Issue) -> str:
    """Where an issue stands in that order, for the query string."""
    return f"{issue.weighs}~{issue.number}"
