from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from .actions.leaving import let_go


@receiver(pre_delete, sender=get_user_model())
def an_account_goes(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Before its memberships are gone with it."""
    let_go(user=instance)
