from typing import Any

from django.dispatch import receiver

from community.issues.models import Issue
from community.issues.signals import issue_visibility_set
from search import outbox

from .models import OfficialReply


@receiver(issue_visibility_set)
def follow(sender: type[Issue], issue: Issue, **kwargs: Any) -> None:
    """Its answers are found by those who may find the post."""
    outbox.record_all("reply", OfficialReply.objects.filter(issue=issue).values_list("pk", flat=True))
