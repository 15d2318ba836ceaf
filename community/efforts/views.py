"""Reporting what was done, answering a report, and saying that one is not right."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.core.errors import CommunityError, InvalidInput, NotAllowed, StaleVersion, TooFast
from community.core.shown_again import shown_again
from community.core.text import asked
from community.issues.models import Issue
from community.moderation.views import flag_page, for_participants

from . import actions
from .actions.reporting import already_reported
from .forms import SIDES, EffortForm, WordForm
from .models import Effort
from .permissions import kinds_for
from .reporting import Sides, keep_sides, report_context

REPORTED = ("kind", "body", "done_on", "people", "key", "organisation")


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def new(request: HttpRequest, number: int) -> HttpResponse:
    """One page. A valid POST stores at once; an invalid one keeps everything, photos too."""
    issue = Issue.objects.of(request.user, number)
    known = already_reported(request.user, asked(request.POST.get("key"), limit=64))
    if known is not None:
        return redirect(known)
    kinds = kinds_for(request.user, issue)
    if not kinds:
        return render(request, "efforts/closed.html", {"issue": issue}, status=403)
    if request.method == "GET":
        form = EffortForm(kinds=kinds, author=request.user, initial={"kind": asked(request.GET.get("kind"), limit=8)})
        return render(request, "efforts/new.html", report_context(form, issue, {side: [] for side in SIDES}))
    form = EffortForm(request.POST, request.FILES, kinds=kinds, author=request.user)
    sides = keep_sides(form, author=request.user)
    effort, refusal = _report(request, form, sides, number)
    if effort is not None:
        messages.success(request, _said(effort))
        return redirect(effort)
    return shown_again(request, "efforts/new.html", report_context(form, issue, sides), refusal)


def _report(
    request: HttpRequest, form: EffortForm, sides: Sides, number: int
) -> tuple[Effort | None, CommunityError | None]:
    """The stored report, or why there is none: it is said on the form."""
    if not form.is_valid():
        return None, InvalidInput()
    fields: dict[str, Any] = {name: form.cleaned_data.get(name) for name in REPORTED}
    fields |= {f"photos_{side}": photos for side, photos in sides.items()}
    try:
        return actions.report_effort(issue_number=number, author=request.user, **fields), None
    except (InvalidInput, NotAllowed, TooFast) as error:
        form.add_error(None, str(error))
        return None, error


def _said(effort: Effort) -> str:
    if effort.held:
        return _("とどきました。市のデスクが読んでから、みんなに見えます。")
    if effort.is_solved and effort.state == "waiting":
        return _("とどきました。投稿した人に、直ったかどうか聞きます。")
    return _("とどきました。ありがとうございます。")


@login_required
@require_POST
def confirm(request: HttpRequest, number: int, effort: int) -> HttpResponse:
    """「はい、直りました」."""
    return _answer(request, number, effort, act="confirm", done=_("ありがとうございます。報告を確かめました。"))


@login_required
@require_POST
def decline(request: HttpRequest, number: int, effort: int) -> HttpResponse:
    """「まだです」, with a word."""
    return _answer(request, number, effort, act="decline", done=_("伝えました。投稿は、開いたままです。"))


def _answer(request: HttpRequest, number: int, effort: int, *, act: str, done: str) -> HttpResponse:
    found = Effort.objects.of(request.user, number, effort)
    form, status = WordForm(request.POST), 400
    if form.is_valid():
        verb = {"confirm": actions.confirm_effort, "decline": actions.decline_effort}[act]
        try:
            verb(number=number, effort=effort, by=request.user, **form.cleaned_data)
        except (InvalidInput, NotAllowed, StaleVersion) as error:
            form.add_error("word" if isinstance(error, InvalidInput) else None, str(error))
            status = error.status
        else:
            messages.success(request, done)
            return redirect(found)
    return render(request, "efforts/answer.html", {"effort": found, "form": form, "act": act}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def flag(request: HttpRequest, number: int, effort: int) -> HttpResponse:
    """Tell the desk that something is not right."""
    found = Effort.objects.of(request.user, number, effort)
    pages = {"template": "efforts/flag.html", "done": "efforts/flagged.html"}
    return flag_page(request, found, kind="effort", number=found.pk, has_talk=False, issue=found.issue, **pages)
