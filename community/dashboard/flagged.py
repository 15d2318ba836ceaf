"""The order of what residents have flagged: what weighs most comes first, so also what waits because of it."""

from django.db.models import IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from community.issues.models import Issue
from community.issues.querysets import IssueQuerySet
from community.moderation.models import Flag

LONGEST_NUMBER = 17  # digits; the database's whole numbers end soon after


def by_weight(issues: IssueQuerySet, *, after: str = "") -> IssueQuerySet:
    """In the order of their open flags' weight, each with `weighs`; from a place (`weight_place`) on."""
    flags = Flag.objects.open().filter(kind="issue", number=OuterRef("number")).order_by().values("number")
    weight = Subquery(flags.annotate(sum=Sum("weight")).values("sum"), output_field=IntegerField())
    issues = issues.annotate(weighs=Coalesce(weight, 0)).order_by("-weighs", "number")
    weighs, _tilde, number = after.partition("~")
    if not all(part.isdecimal() and len(part) <= LONGEST_NUMBER for part in (weighs, number)):
        return issues
    return issues.filter(Q(weighs__lt=int(weighs)) | Q(weighs=int(weighs), number__gt=int(number)))


def weight_place(issue: Issue) -> str:
    """Where an issue stands in that order, for the query string."""
    return f"{issue.weighs}~{issue.number}"
