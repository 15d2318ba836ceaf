"""The letter that invites somebody."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import Invitation


def address_of(token: str) -> str:
    """Where an invitation is used, as people copy it."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("organisations:join", args=[token])


def send_invitation(invitation: Invitation, token: str) -> None:
    """Into the outbox, in the inviting transaction. Who invites is not named: the letter goes to any address."""
    organisation = invitation.organisation
    context = {"organisation": organisation, "invitation": invitation, "url": address_of(token)}
    subject = _("「%(name)s」から、なかまの招待です") % {"name": organisation.name}
    letter = EmailMultiAlternatives(
        subject,
        render_to_string("organisations/mail/invitation.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [invitation.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(render_to_string("organisations/mail/invitation.html", context), "text/html")
    letter.send()
