"""The desk's screens: lists, one issue, and the verbs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from community.accounts.permissions import is_on_desk
from community.areas.reference import wards
from community.core.errors import InvalidInput, NotAllowed
from community.core.visibility import desk_wards
from community.issues.models import Issue

from . import queue as desk_queue
from .counters import count_words, counters
from .forms import AssignForm, HideMessageForm, StatusForm, VerbForm
from .frame import menu
from .one import issue_context
from .queue import BY_NAME, Wanted
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
    wanted, served = Wanted.of(request.GET), desk_wards(request.user)
    rows, more = desk_queue.rows(wanted, request.user)
    context = {
        "wanted": wanted,
        "view": BY_NAME[wanted.view],
        "counters": counters(request.user),
        "count": count_words(desk_queue.wanted_issues(wanted, request.user).capped_count()),
        "rows": rows,
        "more": more,
        "wards": [place for code, place in wards().items() if code in served],
        "menu": menu(request),
    }
    return render(request, "dashboard/queue.html", context)


@for_desk
@require_safe
def issue(request: HttpRequest, number: int) -> HttpResponse:
    found = Issue.objects.at_desk(request.user, number)
    return render(request, "dashboard/issue.html", issue_context(request, found))


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """One verb. What is wrong is said on the issue's page, with everything that was typed."""
    if verb not in VERBS:
        raise Http404
    found = Issue.objects.at_desk(request.user, number)
    if request.method != "POST":  # somebody came back to this address after an answer that stands here
        return _to_issue(request, number)
    form, status = _form(request, found, verb), 400
    if form.is_valid():
        try:
            VERBS[verb].act(number=number, by=request.user, **form.cleaned_data)
        except (InvalidInput, NotAllowed) as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, VERBS[verb].done)
            return _to_issue(request, number)
    return render(request, "dashboard/issue.html", issue_context(request, found, bound={verb: form}), status=status)


def _form(request: HttpRequest, issue: Issue, verb: str) -> VerbForm:
    """The verb's form as it was sent; three of them choose among what the issue has."""
    among = {
        AssignForm: {"ward": issue.ward_id},
        HideMessageForm: {"thread": issue.thread_id},
        StatusForm: {"category": issue.category_id},
    }
    form = VERBS[verb].form
    return form(request.POST, **among.get(form, {}))


def _to_issue(request: HttpRequest, number: int) -> HttpResponse:
    """The issue's page, with the list that it was opened from still beside it."""
    query = Wanted.of(request.GET).query() if "view" in request.GET else ""
    return redirect(reverse("desk:issue", args=[number]) + query)
