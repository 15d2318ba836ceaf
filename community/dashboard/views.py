"""The desk's screens: lists, one issue, and the verbs."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from community.core.errors import InvalidInput, NotAllowed
from community.issues.models import Issue

from .answers import alike_answers
from .decision_forms import ShowMessageForm
from .figures import figures_context
from .forms import AssignForm, HideMessageForm, StatusForm, VerbForm
from .guards import for_desk
from .list import queue_context
from .one import issue_context
from .queue import Wanted
from .verbs import VERBS


@for_desk
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboard/queue.html", queue_context(request))


@for_desk
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboard/figures.html", figures_context(request))


@for_desk
@require_safe
def issue(request: HttpRequest, number: int) -> HttpResponse:
    found = Issue.objects.at_desk(request.user, number)
    return render(request, "dashboard/issue.html", issue_context(request, found))


@for_desk
@require_safe
def answers(request: HttpRequest, number: int) -> HttpResponse:
    """Answers to posts like this one: a part of its page, fetched afterwards so that the page waits for none."""
    found = Issue.objects.at_desk(request.user, number)
    context = {"issue": found, "answers": alike_answers(found), "query": _list_of(request)}
    return render(request, "dashboard/_answers.html", context)


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
    """The verb's form as it was sent; some of them choose among what the issue has."""
    among = {
        AssignForm: {"ward": issue.ward_id},
        HideMessageForm: {"thread": issue.thread_id},
        ShowMessageForm: {"thread": issue.thread_id},
        StatusForm: {"category": issue.category_id},
    }
    form = VERBS[verb].form
    return form(request.POST, **among.get(form, {}))


def _to_issue(request: HttpRequest, number: int) -> HttpResponse:
    """The issue's page, with the list that it was opened from still beside it."""
    return redirect(reverse("desk:issue", args=[number]) + _list_of(request))


def _list_of(request: HttpRequest) -> str:
    return Wanted.of(request.GET).query() if "view" in request.GET else ""
