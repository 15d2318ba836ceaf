"""What every answer under /api/ has in common: JSON as people write it, kept by nobody, and one form for refusals."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from .errors import InvalidInput, NotFound, TooLarge, WrongForm

ROOT = "/api/"
LARGEST = 64 * 1024  # bytes of a body, as of a frame of the live protocol
CODES = {"invalid": "bad_frame"}  # as the live protocol calls it
NO_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def is_asked(request: HttpRequest) -> bool:
    """Whether a program asks: then whatever goes wrong is told in the API's form, unknown addresses too."""
    return request.path_info.startswith(ROOT)


def unknown(request: HttpRequest) -> HttpResponse:
    """Every other address under /api/: no page of editors', and no guess at a slash."""
    raise NotFound


def answer(data: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Made for one person, and so kept by nobody. Markup in it stays text even where somebody takes it for a page."""
    text = json.dumps(data, ensure_ascii=False).translate(NO_MARKUP)
    response = HttpResponse(text, status=status, content_type="application/json")
    response.headers["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Authorization", "Cookie"])
    return response


def refusal(status: int, code: str, sentence: str) -> HttpResponse:
    """`{"error": {"code": for programs, "message": for people}}`"""
    return answer({"error": {"code": CODES.get(code, code), "message": sentence}}, status=status)


def sent(request: HttpRequest) -> dict[str, Any]:
    """The object in the body of a request. Raises WrongForm, TooLarge or InvalidInput."""
    if request.content_type != "application/json":
        raise WrongForm
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise TooLarge
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(_("JSON として読み取れませんでした。")) from error
    if not isinstance(found, dict):
        raise InvalidInput(_("JSON の { } の形で送ってください。"))
    return found
