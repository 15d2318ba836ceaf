"""わたしも: once a person, with an account or with a signed cookie."""

from typing import Any

from django.db import transaction
from django.db.models import F

from community.core.errors import NotFound, Unavailable
from community.core.ratelimit import Rate, network_of, spend
from community.discussion import live
from community.moderation.permissions import refuse_banned

from ..models import Issue, Support
from ..querysets import who

BY_ADDRESS = (Rate(60, 60), Rate(600, 3600))  # a whole school may share one address
ONE_POST = Rate(100, 86400)


def support_issue(*, number: int, user: Any, person: str, address: str) -> Issue:
    """Count this person once. `person` is the secret of the signed cookie, used when nobody is logged in.

    Raises NotFound, NotAllowed for an account that may only read, or TooFast for too many from one address.
    """
    refuse_banned(user)
    network = network_of(address)
    spend("support", network, *BY_ADDRESS)
    spend("support", f"{number}:{network}", ONE_POST)
    with transaction.atomic():
        issue, head = _lock(user, number)
        if not issue.supports.by(user, person).exists():
            Support.objects.create(issue=issue, **who(user, person))
            Issue.objects.filter(pk=issue.pk).update(support_count=F("support_count") + 1)
            recount(head)
    return _told(issue, head)


def withdraw_support(*, number: int, user: Any, person: str) -> Issue:
    """Take it back, from all posts that were merged into this one too."""
    with transaction.atomic():
        issue, head = _lock(user, number)
        gone, _kinds = Support.objects.of_all(issue).by(user, person).delete()
        if gone:
            left = issue.supports.count()
            Issue.objects.filter(pk=issue.pk).update(support_count=left)
            recount(head)
    return _told(issue, head)


def _told(issue: Issue, head: Issue) -> Issue:
    """The post with its number of people, which open pages of it hear of."""
    issue.refresh_from_db(fields=["support_count"])
    for one in {issue, head}:
        frame = {"t": "count", "supports": one.support_count}
        transaction.on_commit(lambda thread=one.thread_id, frame=frame: live.tell(thread, frame))
    return issue


def recount(issue: Issue) -> None:
    """Count the people behind a locked post and all that were merged into it; each person once."""
    if issue.merged_into_id or not issue.merged.exists():
        return
    issue.support_count = Support.objects.of_all(issue).people()
    Issue.objects.filter(pk=issue.pk).update(support_count=issue.support_count)


def _lock(user: Any, number: int) -> tuple[Issue, Issue]:
    """The post and the one that goes on for it (itself, mostly), locked in the order of their numbers."""
    seen = Issue.objects.visible_to(user).filter(number=number)
    for _attempt in range(3):
        whole = seen.values_list("merged_into__number", flat=True).first()
        rows = Issue.objects.select_for_update(of=("self",)).filter(number__in={number, whole or number})
        locked = {row.number: row for row in rows.order_by("number")}
        issue = locked.get(number) if seen.exists() else None
        if issue is None:
            raise NotFound
        head = locked.get(whole or number, issue)
        if (issue.merged_into_id or issue.pk) == head.pk:
            return issue, head
    raise Unavailable  # merged and un-merged again and again, just now
