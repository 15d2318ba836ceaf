"""What every template may ask for; each thing is fetched only when it is used."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def site(request: HttpRequest) -> dict[str, Any]:
    from .models import SiteSettings

    return {
        "site": SimpleLazyObject(lambda: SiteSettings.load(request_or_site=request)),
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        "debug": settings.DEBUG,
    }
