"""Mail goes into the outbox first, so that a mail server that is down never slows or fails a request.

The worker posts it. A server that does not answer is left alone for a while, so that nobody else's work waits for it;
when it answers again, everything that was put off goes on at once.
"""

from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from . import outbox
from .clock import now

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(seconds=60)
UNKNOWN = (550, 551, 553)  # the server's words for: no such address
POLICY = b"5.7."  # … and for: not from you
_away: dict[str, tuple[datetime, timedelta]] = {}  # server → until when it is left alone, and how long that was


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


class AddressRefused(outbox.GiveUp):
    """The mail server knows no such address."""


class NotTaken(Exception):
    """The server lives, but does not take this letter now."""


class Post:
    """One visit to the mail server of EMAIL_URL, for as many letters as there are."""

    def __enter__(self) -> Self:
        _refuse_while_away()
        self._server, self._is_open = _server(), False
        return self

    def send(self, letter: dict[str, Any]) -> None:
        """Hand over one letter. Raises AddressRefused, NotTaken, or outbox.Later when the server does not answer."""
        if not all("@" in parseaddr(address)[1] for address in letter["to"]):
            raise outbox.GiveUp("no address")
        message = EmailMultiAlternatives(**{name: value for name, value in letter.items() if name != "html"})
        for content in letter["html"]:
            message.attach_alternative(content, "text/html")
        try:
            self._open()
            self._server.send_messages([message])
        except SMTPRecipientsRefused as reason:
            raise _refusal(reason) from reason
        except SMTPDataError as reason:
            raise NotTaken(f"the mail server says {reason.smtp_code}") from reason
        except OSError as reason:  # what smtplib raises is one, too
            raise _note_away(reason) from reason
        _note_answer()

    def _open(self) -> None:
        """A mail server is greeted once; files are one a letter."""
        if not self._is_open and "smtp" in settings.OUTBOX_EMAIL["EMAIL_BACKEND"]:
            self._server.open()
            self._is_open = True

    def __exit__(self, *error: Any) -> None:
        if self._is_open:
            self._server.close()


@outbox.handles("mail", rank=0)  # somebody waits for a log-in code
def post_letter(payload: dict[str, Any]) -> None:
    """Hand one letter to the mail server. Raises what Post raises; the outbox tries again."""
    with Post() as post:
        post.send(payload)


def _refusal(reason: SMTPRecipientsRefused) -> Exception:
    """An address that does not exist, unless the server means us."""
    answers = list(reason.recipients.values())
    code, words = answers[0] if answers else (450, b"")
    if code in UNKNOWN and POLICY not in (words if isinstance(words, bytes) else words.encode()):
        return AddressRefused("the mail server knows no such address")
    return NotTaken(f"the mail server says {code}")


def _name() -> str:
    way = settings.OUTBOX_EMAIL
    return f"{way['EMAIL_BACKEND']} {way.get('EMAIL_HOST')}:{way.get('EMAIL_PORT')}"


def _refuse_while_away() -> None:
    until, wait = _away.get(_name(), (now(), FIRST_WAIT))
    if until > now():
        raise outbox.Later("the mail server is away", wait=min(until - now(), wait))


def _note_away(reason: OSError) -> outbox.Later:
    """Each time in vain it is left alone for twice as long."""
    _until, last = _away.get(_name(), (None, FIRST_WAIT / 2))
    wait = min(last * 2, LONGEST_WAIT)
    _away[_name()] = (now() + wait, wait)
    return outbox.Later(f"the mail server is away: {type(reason).__name__}", wait=wait)


def _note_answer() -> None:
    if _away.pop(_name(), None) is not None:
        outbox.hurry("mail", "letters")


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
            "timeout": settings.EMAIL_TIMEOUT,
        }
    return get_connection(way["EMAIL_BACKEND"], **options)
