"""Answering a call; calendars."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from community.core.errors import NotAllowed, NotFound, TooFast

from . import actions
from .calls import answer_context, call_of
from .events import coming_events, open_events
from .forms import AnswerForm


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, call: int) -> HttpResponse:
    """What is asked for, and one's own answer to it."""
    shown = call_of(request.user, call)
    if request.POST.get("undo"):
        actions.withdraw_answer(call=call, person=request.user)
        return redirect("projects:answer", call)
    form, status = AnswerForm(request.POST if request.method == "POST" else None), 400
    if form.is_valid():
        try:
            actions.answer_call(call=call, person=request.user, **form.cleaned_data)
        except (NotAllowed, TooFast) as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            return redirect("projects:answer", call)
    context = answer_context(shown, form, request.user)
    return render(request, "projects/answer.html", context, status=status if form.errors else 200)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """All events that everybody may know of, for calendars that subscribe."""
    return _ics(coming_events(), "events", request)


@require_safe
def one_event(request: HttpRequest, page: int) -> HttpResponse:
    event = open_events().filter(pk=page).first()
    if event is None:
        raise NotFound
    return _ics([event], f"event-{event.pk}", request)


def _ics(events: Iterable[Any], name: str, request: HttpRequest) -> HttpResponse:
    from .calendar import calendar_of  # its library takes 3 MB of every process, and few ask for calendars

    answer = HttpResponse(calendar_of(events, request), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return answer
