"""What still waits, for whoever wants to help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.core.pagecache import for_visitors

from .open_needs import context


@require_safe
@for_visitors
def waiting(request: HttpRequest) -> HttpResponse:
    """All needs that nobody has answered yet; with `mine=1` those that fit one's own card."""
    return render(request, "matching/open_needs.html", context(request.GET, request.user))
