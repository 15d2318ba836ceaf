"""The outermost ring: refuses what cannot be read, and turns our errors into answers."""

import logging
import secrets
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from .. import errors
from ..views import error_page

log = logging.getLogger(__name__)
KNOWN_TO_DJANGO = (Http404, PermissionDenied, SuspiciousOperation)  # it has an answer for each
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class ErrorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.receipt = secrets.token_hex(3).upper()  # the number a person can quote to us
        if not _is_utf8(request):
            return error_page(request, 415, "charset", _("文字コードは UTF-8 で送ってください。"))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, errors.CommunityError):
            return error_page(request, error.status, error.code, str(error), error=error)
        if isinstance(error, OperationalError | InterfaceError) or _is_full_disk(error):
            log.exception("the database does not answer (%s)", request.receipt)
            return error_page(request, 503, "unavailable", str(errors.Unavailable.sentence))
        if not isinstance(error, KNOWN_TO_DJANGO):
            log.error("unexpected %s at %s (%s)", type(error).__name__, request.path, request.receipt, exc_info=error)
        return None


def _is_full_disk(error: Exception) -> bool:
    return (isinstance(error, OSError) and error.errno == 28) or (
        isinstance(error, DatabaseError) and "full" in str(error)
    )


def _is_utf8(request: HttpRequest) -> bool:
    """Django would fail on a form in another charset long after it has been read."""
    if request.content_type not in FORM_TYPES:
        return True
    return request.content_params.get("charset", "utf-8").strip("\"'").lower() in ("utf-8", "utf8")
