"""The desk's screens: lists, one issue, and the verbs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from community.accounts.permissions import is_on_desk
from community.areas.models import Ward
from community.core.visibility import desk_wards
from community.issues.models import Issue

from . import queue as desk_queue
from .forms import AssignForm
from .frame import menu
from .one import issue_context
from .verbs import VERBS


def for_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """City staff on duty; for everybody else the desk does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_on_desk(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_desk
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    view = request.GET.get("view", "")
    view = view if view in desk_queue.NAMES else "answer"
    words, ward = request.GET.get("q", "").replace("\x00", "")[:60].strip(), request.GET.get("ward", "")[:5]
    rows, more = desk_queue.rows(view, request.user, ward=ward, words=words, after=request.GET.get("after", "")[:40])
    served = desk_wards(request.user)
    context = {
        "view": view,
        "views": desk_queue.VIEWS,
        "counters": desk_queue.counters(request.user),
        "rows": rows,
        "more": more,
        "words": words,
        "ward": ward,
        "wards": [place for place in Ward.objects.listed() if place.pk in served],
        "menu": menu(request),
    }
    return render(request, "dashboard/queue.html", context)


@for_desk
@require_safe
def issue(request: HttpRequest, number: int) -> HttpResponse:
    found = Issue.objects.at_desk(request.user, number)
    return render(request, "dashboard/issue.html", issue_context(request, found))


@for_desk
@require_POST
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """One verb. What is wrong is said on the issue's page, with everything that was typed."""
    if verb not in VERBS:
        raise Http404
    found = Issue.objects.at_desk(request.user, number)
    known = VERBS[verb]
    extra = {"ward": found.ward_id} if known.form is AssignForm else {}
    form = known.form(request.POST, **extra)
    if not form.is_valid():
        context = issue_context(request, found, bound={verb: form})
        return render(request, "dashboard/issue.html", context, status=400)
    known.act(number=number, by=request.user, **form.cleaned_data)
    messages.success(request, known.done)
    return redirect("desk:issue", number)
