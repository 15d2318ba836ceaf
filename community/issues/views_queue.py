"""Posts that wait in a browser for the network: their page, their worker, and what sending them needs."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import etag, require_safe

from .answering import who_is
from .worker import OFFLINE, worker


@require_safe
@etag(lambda _request: worker().version)
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root, so that it may stand in for every page. How to be rid of it: docs/operations.md."""
    return HttpResponse(
        worker().script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What browsers keep for when there is no network: nothing of anybody; the posts come from the browser."""
    return render(request, OFFLINE)


@require_safe
def sending(request: HttpRequest) -> JsonResponse:
    """Whose session it is now, and a fresh token."""
    said = {"who": who_is(request), "token": get_token(request)}
    return JsonResponse(said, headers={"Cache-Control": "private, no-store"})
