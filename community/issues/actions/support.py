"""わたしも: once a person, with an account or with a signed cookie."""

from typing import Any

from django.db import transaction
from django.db.models import F

from community.core.errors import NotFound
from community.core.ratelimit import Rate, network_of, spend
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
        issue = _lock(user, number)
        if not issue.supports.by(user, person).exists():
            Support.objects.create(issue=issue, **who(user, person))
            Issue.objects.filter(pk=issue.pk).update(support_count=F("support_count") + 1)
    issue.refresh_from_db(fields=["support_count"])
    return issue


def withdraw_support(*, number: int, user: Any, person: str) -> Issue:
    """Take it back."""
    with transaction.atomic():
        issue = _lock(user, number)
        gone, _kinds = issue.supports.by(user, person).delete()
        if gone:
            Issue.objects.filter(pk=issue.pk).update(support_count=F("support_count") - gone)
    issue.refresh_from_db(fields=["support_count"])
    return issue


def _lock(user: Any, number: int) -> Issue:
    issue = Issue.objects.select_for_update(of=("self",)).visible_to(user).filter(number=number).first()
    if issue is None:
        raise NotFound
    return issue
