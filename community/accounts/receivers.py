from typing import Any

from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from . import actions


@receiver(email_confirmed)
def remember_verified_mail(sender: Any, email_address: Any, **kwargs: Any) -> None:
    actions.mark_mail_verified(user_id=email_address.user_id)
