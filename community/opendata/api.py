"""What the API can do, for programs that read such descriptions."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

DESCRIPTION = Path(__file__).with_name("openapi.json")


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, the same for everybody."""
    return HttpResponse(_described(), content_type="application/json; charset=utf-8")


@cache
def _described() -> bytes:
    return DESCRIPTION.read_bytes()
