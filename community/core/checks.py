"""Checks that `manage.py check --deploy` adds to Django's."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def shared_cache(app_configs: Any, **kwargs: Any) -> list[Error]:
    backend = settings.CACHES["default"]["BACKEND"]
    if "locmem" in backend or "dummy" in backend:
        return [Error("Rate limits need a cache that all processes share.", id="mycomi.E001")]
    return []


@register(Tags.security, deploy=True)
def no_test_accounts(app_configs: Any, **kwargs: Any) -> list[Error]:
    if settings.ALLOW_TEST_ACCOUNTS:
        return [Error("MYCOMI_ALLOW_TEST_ACCOUNTS makes accounts with known passwords.", id="mycomi.E002")]
    return []
