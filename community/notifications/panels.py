"""The bell in the header, and the buttons to follow what a page is about."""

from typing import Any

from django.urls import reverse

from community.core.panels import Panel

from .followed import is_told_of
from .models import FollowKind, Notice
from .querysets import MOST_COUNTED


def bell(person: Any, user: Any) -> dict[str, Any] | None:
    """How much is unread: one query for people, nothing for strangers."""
    if not user.is_authenticated:
        return None
    count = Notice.objects.of(user).unread().capped_count()
    return {"count": count, "shown": "99+" if count >= MOST_COUNTED else str(count)}


def follow_issue(issue: Any, user: Any) -> dict[str, Any] | None:
    """For others than its author, who hears of it anyway."""
    if not issue.is_public or issue.author_id == user.pk:
        return None
    return {
        "followed": is_told_of(user, FollowKind.ISSUE, issue.number),
        "action": reverse("issues:follow", args=[issue.number]),
        "may_press": user.is_authenticated,
    }


def follow_ward(ward: Any, user: Any) -> dict[str, Any]:
    """For a ward's page: to the list of what one follows, with this ward chosen."""
    followed = is_told_of(user, FollowKind.WARD, ward.pk)
    return {"followed": followed, "thing": f"ward:{ward.pk}", "name": ward.label, "may_press": user.is_authenticated}


PANELS = (
    Panel("header.bell", 10, bell, "notifications/_bell.html"),
    Panel("issue.follow", 10, follow_issue, "notifications/_follow_issue.html"),
    Panel("ward.follow", 10, follow_ward, "notifications/_follow_group.html"),
)
