"""How people come in, for the tests beside this file."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from community.accounts.models import User
from community.core.models import OutboxItem

PASSWORD = "Nakanoshima-2026-z"  # of everybody that tests.makers makes
SECRET = "JBSWY3DPEHPK3PXP"
LOGIN, SIGNUP, RESET = "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"
BY_CODE, SECOND = "/accounts/login/code/", "/accounts/2fa/authenticate/"


def letters(address: str) -> list[dict[str, Any]]:
    """What the outbox holds for an address, oldest first."""
    sent = [item.payload for item in OutboxItem.objects.filter(channel="mail").order_by("pk")]
    return [letter for letter in sent if letter["to"] == [address]]


def code_for(address: str) -> str:
    return re.search(r"\b\d{6}\b", letters(address)[-1]["body"]).group()


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def log_in(client: Client, user: User, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(LOGIN, {"login": user.email, "password": password}, **extra)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def with_app(user: User) -> User:
    """This person with an app for second-factor codes."""
    TOTP.activate(user, SECRET)
    return user


def app_code() -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def just_proved(client: Client, user: User) -> None:
    """What allauth notes when a person has just proved again who they are."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
