from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from community.organisations.signals import organisation_visibility_set

from . import actions
from .actions.leaving import let_go


@receiver(organisation_visibility_set)
def the_organisation_is_seen_by_others(sender: Any, organisation: Any, **kwargs: Any) -> None:
    actions.follow_organisation(organisation=organisation)


@receiver(pre_delete, sender=get_user_model())
def an_account_goes(sender: Any, instance: Any, **kwargs: Any) -> None:
    let_go(user=instance)
