from typing import Any

from django.dispatch import receiver

from community.organisations.signals import organisation_visibility_set

from . import actions


@receiver(organisation_visibility_set)
def the_organisation_is_seen_by_others(sender: Any, organisation: Any, **kwargs: Any) -> None:
    actions.follow_organisation(organisation=organisation)
