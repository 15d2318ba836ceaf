"""What a form answers that could not be taken."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .errors import CommunityError


def shown_again(
    request: HttpRequest, template: str, context: dict[str, Any], error: CommunityError | None
) -> HttpResponse:
    """A page with what was typed, and why it could not be taken; without an error just the page."""
    response = render(request, template, context, status=error.status if error else 200)
    for name, value in (error.headers if error else {}).items():
        response.headers[name] = value
    return response
