"""「なぜ出ないか」, for those who decide about an offer: to everybody else there is no such page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.core.errors import NotFound
from community.core.text import asked_number
from community.resources.models import Resource
from community.resources.permissions import may_change

from .whynot import why_context


@login_required
@require_safe
def why(request: HttpRequest, number: int) -> HttpResponse:
    """Issue by issue what keeps the offer away, or where it stands; `issue` asks for one more."""
    resource = Resource.objects.of(request.user, number)
    if not may_change(request.user, resource):
        raise NotFound
    context = why_context(resource, request.user, asked_number(request.GET.get("issue")))
    return render(request, "matching/why.html", context)
