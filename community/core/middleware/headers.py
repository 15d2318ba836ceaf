"""Security headers by address: strict for the public site and the desk, what Wagtail's editor needs for the rest."""

from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse


class HeadersMiddleware(CSPMiddleware):
    def get_policy_parts(self, request: HttpRequest, response: HttpResponse, **kwargs: Any) -> PolicyParts:
        parts = super().get_policy_parts(request, response, **kwargs)
        if _is_editor(request.path_info) and not kwargs.get("report_only"):
            parts.replace = settings.CONTENT_SECURITY_POLICY_CMS
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if _is_editor(request.path_info):
            response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")  # its previews; DENY comes from Django
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cache-Control", _caching(request))
        return response


def _is_editor(path: str) -> bool:
    """Wagtail's own screens; the desk lives under the same address but is ours and strict."""
    return path.startswith("/cms/") and not path.startswith("/cms/desk/")


def _caching(request: HttpRequest) -> str:
    """Nothing made for a person who is logged in is kept by anybody."""
    return "private, no-store" if settings.SESSION_COOKIE_NAME in request.COOKIES else "no-cache"
