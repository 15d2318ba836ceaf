from typing import Any

from django.dispatch import receiver

from community.core import outbox
from community.organisations.signals import organisation_visibility_set


@receiver(organisation_visibility_set)
def an_organisation_is_seen_by_others(sender: Any, organisation: Any, **kwargs: Any) -> None:
    """Its name stands above words in talks that are open somewhere."""
    outbox.put("talk.voice", {"organisation": organisation.pk})
