from django.conf import settings
from django.core.management.base import CommandError


def refuse_unless_allowed() -> None:
    if not settings.ALLOW_TEST_ACCOUNTS:
        raise CommandError("Accounts with known passwords need DEBUG=1 or MYCOMI_ALLOW_TEST_ACCOUNTS=1.")
