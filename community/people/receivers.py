from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from .actions import erase_card


@receiver(pre_delete, sender=get_user_model())
def an_account_goes(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Its card goes with it, out of the index too."""
    erase_card(person=instance)
