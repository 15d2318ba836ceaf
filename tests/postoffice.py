"""A real mail server on loopback that can be up, down, busy, refusing or silent."""

import asyncio
import email
import email.policy
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from community.core import mail


class PostOffice:
    """What it answers is told by `mode`: up, busy (450 to everybody), full (452 after the words), unknown (550 to those
    in `strangers`), policy (550 5.7.1 to everybody), hanging (never answers the words)."""

    def __init__(self) -> None:
        self.mode = "up"
        self.strangers: set[str] = set()
        self.letters: list[EmailMessage] = []
        self.visits = 0
        self._release = threading.Event()

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list) -> list:
        self.visits += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list) -> str:
        if self.mode == "busy":
            return "450 4.2.1 try again later"
        if self.mode == "policy":
            return "550 5.7.1 relaying denied"
        if address in self.strangers:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.mode == "full":
            return "452 4.3.1 no room"
        if self.mode == "hanging":
            while not self._release.is_set():
                await asyncio.sleep(0.02)
            return "421 closing"
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        letter["X-Envelope-To"] = ",".join(envelope.rcpt_tos)
        self.letters.append(letter)
        return "250 OK"

    def let_go(self) -> None:
        self._release.set()

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["X-Envelope-To"] == address]


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def html_of(letter: EmailMessage) -> str:
    return letter.get_body(("html",)).get_content()


def point_at(settings: Any, port: int) -> None:
    settings.OUTBOX_EMAIL = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
    }
    settings.EMAIL_TIMEOUT = 0.5


@contextmanager
def serving(office: PostOffice, port: int = 0) -> Iterator[int]:
    """The server, on a free port or on this one; yields the port."""
    controller = Controller(office, hostname="127.0.0.1", port=port or _free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        office.let_go()
        controller.stop()
        mail._away.clear()


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]
