"""The desk's screens for many issues at once: saved views, bulk acts, handing over; and the sheet for the files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ids import token
from community.core.text import asked
from community.issues.models import Issue

from . import actions, bulk, handover
from .forms_more import SaveViewForm
from .frame import menu
from .kian import kian_context
from .list import queue_context
from .queue import Wanted
from .views import for_desk

MAY = ["GET", "HEAD", "POST"]


@for_desk
@require_http_methods(MAY)
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the present filters under a name."""
    if request.method != "POST":  # somebody came back to this address
        return _to_queue(request.GET)
    form, status, wanted = SaveViewForm(request.POST, auto_id="id_save_%s"), 400, _asked_query(request)
    if form.is_valid():
        try:
            actions.save_view(owner=request.user, name=form.cleaned_data["name"], query=wanted.as_list)
        except (InvalidInput, NotAllowed) as error:
            form.add_error("name", str(error))
            status = error.status
        else:
            messages.success(request, _("見かたを保存しました。"))
            return redirect(reverse("desk:queue") + wanted.query())
    request.GET = QueryDict(wanted.query().lstrip("?"))
    return render(request, "dashboard/queue.html", queue_context(request, save_form=form), status=status)


@for_desk
@require_http_methods(MAY)
def delete_view(request: HttpRequest, view_id: int) -> HttpResponse:
    if request.method == "POST":
        actions.delete_view(owner=request.user, view_id=view_id)
        messages.success(request, _("見かたを消しました。"))
    return _to_queue(request.GET)


@for_desk
@require_http_methods(MAY)
def bulk_act(request: HttpRequest) -> HttpResponse:
    """One verb on many issues; what was not done is shown with its reason, still ticked."""
    if request.method != "POST":
        return _to_queue(request.GET)
    verb, back = request.POST.get("verb", ""), _asked_query(request)
    if verb not in bulk.BY_NAME:
        raise Http404
    try:
        marks = bulk.marks_of(request.POST)
    except InvalidInput as error:
        messages.error(request, str(error))
        return redirect(reverse("desk:queue") + back.query(after=back.after))
    form = bulk.form_of(verb, request.POST)
    if form.is_valid():
        key = asked(request.POST.get("key"), limit=64)
        bulk.do_all(verb, marks, by=request.user, key=key, given=form.cleaned_data)
        if all(mark.done for mark in marks):
            messages.success(request, _done_words(len(marks)))
            return redirect(reverse("desk:queue") + back.query(after=back.after))
    return _bulk_page(request, verb, form, marks, back)


def _bulk_page(request: HttpRequest, verb: str, form: Any, marks: list[bulk.Outcome], back: Wanted) -> HttpResponse:
    one, done = bulk.BY_NAME[verb], [mark for mark in marks if mark.done]
    context = {
        "verb": one,
        "form": form,
        "bulk": [bulk.shown(one, form, is_open=True)],
        "bulk_key": token(),
        "wanted": back,
        "done": done,
        "failed": [mark for mark in marks if not mark.done],
        "menu": menu(request),
    }
    status = 400 if form.errors else 200 if done else 409
    return render(request, "dashboard/bulk.html", context, status=status)


@for_desk
@require_http_methods(MAY)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Give all that one person looks after to another: first a count, then one press."""
    plan = handover.plan_of(request.user, request.POST if request.method == "POST" else request.GET)
    status = 200
    if request.method == "POST" and plan.form.is_valid():
        result = handover.hand_all(plan, by=request.user)
        if not result.failed:
            messages.success(request, result.words)
            return redirect("desk:handover")
        plan, status = handover.plan_of(request.user, request.POST, result=result), 409
    elif request.method == "POST":
        status = 400
    context = {"plan": plan, "form": plan.form, "menu": menu(request)}
    return render(request, "dashboard/handover.html", context, status=status)


@for_desk
@require_safe
def kian(request: HttpRequest, number: int) -> HttpResponse:
    """The draft as a sheet for the files (起案用紙)."""
    issue = Issue.objects.at_desk(request.user, number)
    context = kian_context(issue, request.user)
    if context is None:
        raise NotFound(_("印刷する回答が、まだありません。"))
    return render(request, "dashboard/kian.html", context)


def _asked_query(request: HttpRequest) -> Wanted:
    """The list that a form was sent from."""
    return Wanted.of(QueryDict(request.POST.get("back", "").lstrip("?")))


def _to_queue(given: QueryDict) -> HttpResponse:
    return redirect(reverse("desk:queue") + (Wanted.of(given).query() if "view" in given else ""))


def _done_words(count: int) -> str:
    return ngettext("%(n)d件に行いました。", "%(n)d件に行いました。", count) % {"n": count}
