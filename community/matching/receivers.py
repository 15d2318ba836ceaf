"""When offers are to be looked for anew: a post is seen by others or said anew, or an offer was said or changed.

And what becomes of invitations when a card is erased.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

from community.core import outbox
from community.core.visibility import Visibility
from community.issues.signals import issue_changed, issue_visibility_set
from community.people.models import VolunteerCard
from community.projects.signals import dataset_changed, project_changed
from community.resources.signals import resource_changed

from .actions import forget_invitations, forget_notes
from .actions.following import follow_resource, let_go


@receiver([issue_visibility_set, issue_changed])
def a_post_is_seen_by_others_or_said_anew(sender: Any, issue: Any, **kwargs: Any) -> None:
    outbox.put("suggest", {"issue": issue.pk})


@receiver(issue_visibility_set)
def a_post_was_taken_back(sender: Any, issue: Any, **kwargs: Any) -> None:
    if issue.visibility == Visibility.ERASED:
        forget_notes(issue=issue)


@receiver(resource_changed)
def an_offer_was_said_or_changed(sender: Any, resource_id: int, **kwargs: Any) -> None:
    follow_resource(resource_id=resource_id)
    outbox.put("suggest", {"resource": resource_id})


@receiver(project_changed)
def a_project_was_started_or_changed(sender: Any, project_id: int, **kwargs: Any) -> None:
    outbox.put("suggest", {"project": project_id})


@receiver(dataset_changed)
def a_dataset_was_listed_or_changed(sender: Any, dataset_id: int, **kwargs: Any) -> None:
    outbox.put("suggest", {"dataset": dataset_id})


@receiver(pre_delete, sender=get_user_model())
def an_account_goes(sender: Any, instance: Any, **kwargs: Any) -> None:
    let_go(user=instance)


@receiver(post_delete, sender=VolunteerCard)
def a_card_is_gone(sender: Any, instance: VolunteerCard, **kwargs: Any) -> None:
    """In the same transaction: no invitation outlives it."""
    forget_invitations(person=instance.person_id)
