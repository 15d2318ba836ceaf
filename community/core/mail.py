"""Mail goes into the outbox first, so that a mail server that is down never slows or fails a request."""

from email.utils import parseaddr
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from . import outbox


class OutboxBackend(BaseEmailBackend):
    """Django's mail backend of this project: stores letters for the worker."""

    def send_messages(self, messages: list[EmailMultiAlternatives]) -> int:
        for message in messages:
            outbox.put("mail", _pack(message))
        return len(messages)


def _pack(message: EmailMultiAlternatives) -> dict[str, Any]:
    if message.attachments:
        raise ValueError("the outbox carries no attachments")
    return {
        "subject": message.subject,
        "body": message.body,
        "from_email": message.from_email,
        "to": message.to,
        "cc": message.cc,
        "bcc": message.bcc,
        "reply_to": message.reply_to,
        "headers": message.extra_headers,
        "html": [content for content, kind in getattr(message, "alternatives", []) if kind == "text/html"],
    }


@outbox.handles("mail")
def post_letter(payload: dict[str, Any]) -> None:
    """Hand one letter to the mail server of EMAIL_URL. Raises what the server raises; the outbox tries again."""
    if not all("@" in parseaddr(address)[1] for address in payload["to"]):
        raise outbox.GiveUp("no address")
    html = payload.pop("html")
    message = EmailMultiAlternatives(**payload, connection=_server())
    for content in html:
        message.attach_alternative(content, "text/html")
    try:
        message.send()
    except SMTPRecipientsRefused as reason:
        raise outbox.GiveUp("the mail server knows no such address") from reason


def _server() -> BaseEmailBackend:
    way = settings.OUTBOX_EMAIL
    options = {"file_path": way["EMAIL_FILE_PATH"]} if "filebased" in way["EMAIL_BACKEND"] else {}
    if "smtp" in way["EMAIL_BACKEND"]:
        options = {
            "host": way["EMAIL_HOST"],
            "port": way["EMAIL_PORT"],
            "username": way["EMAIL_HOST_USER"],
            "password": way["EMAIL_HOST_PASSWORD"],
            "use_tls": way.get("EMAIL_USE_TLS", False),
            "use_ssl": way.get("EMAIL_USE_SSL", False),
            "timeout": 10,
        }
    return get_connection(way["EMAIL_BACKEND"], **options)
