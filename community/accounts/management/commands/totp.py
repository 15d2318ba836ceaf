"""`manage.py totp EMAIL`: a second-factor code of a test account that was not used yet."""

import time
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.accounts.testaccounts import EMAILS

from ._guard import refuse_unless_allowed


class Command(BaseCommand):
    help = "Prints six digits, alone: a code of a test account that the log-in will take."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        refuse_unless_allowed()
        if email not in EMAILS:
            raise CommandError(f"{email} is not a test account.")
        totp = Authenticator.objects.filter(user__email=email, type=Authenticator.Type.TOTP).first()
        if totp is None:
            raise CommandError(f"{email} has no second factor.")
        self.stdout.write(_fresh_code(totp.wrap()))


def _fresh_code(totp: TOTP) -> str:
    """The newest code that allauth takes now and that neither the log-in nor this command has given out yet."""
    secret = get_adapter().decrypt(totp.instance.data["secret"])
    while True:
        past, present, future = yield_hotp_counters_from_time()
        for counter in (present, future, past):
            code = format_hotp_value(hotp_value(secret, counter))
            used = cache.get(totp._get_used_cache_key(code)) is not None
            if not used and cache.add(f"totp-given:{totp.instance.pk}:{counter}", 1, timeout=120):
                return code
        time.sleep(1)
