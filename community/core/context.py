"""What every template may ask for; each thing is fetched only when it is used."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .reference import site_settings


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site": SimpleLazyObject(site_settings),
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        "debug": settings.DEBUG,
    }
