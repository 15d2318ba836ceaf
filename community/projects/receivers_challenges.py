"""A post was hidden or shown: the challenges made from it are found or not, as it is."""

from typing import Any

from django.dispatch import receiver

from community.issues.signals import issue_visibility_set

from .actions.challenges import follow_issue


@receiver(issue_visibility_set)
def a_post_is_seen_by_others(sender: Any, issue: Any, **kwargs: Any) -> None:
    follow_issue(issue=issue)
