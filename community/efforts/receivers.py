from typing import Any

from django.dispatch import receiver

from community.issues.signals import issue_visibility_set

from . import actions


@receiver(issue_visibility_set)
def the_issue_is_seen_by_others(sender: Any, issue: Any, **kwargs: Any) -> None:
    actions.follow_issue(issue=issue)
