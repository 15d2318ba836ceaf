"""The challenge desk: choose an event, tick live posts, set its challenges in one step; put the set right."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from community.core.errors import InvalidInput
from community.core.text import asked
from community.projects.actions import challenges as actions
from community.projects.permissions import sets_challenges

from .challenge_desk import Wanted, screen_context, sent_rows


def for_setters(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Editors, admins and chiefs on duty; for everybody else the screen does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not sets_challenges(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_setters
@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboard/challenges.html", screen_context(request, Wanted.of(request.GET)))


@for_setters
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, event: int) -> HttpResponse:
    """All challenges of the form at once. What is wrong is said over it, with everything that was typed."""
    if request.method != "POST":
        return redirect(_screen(event))
    drafts, rows = sent_rows(request.POST)
    try:
        made = actions.make_challenges(
            event=event, by=request.user, drafts=drafts, key=asked(request.POST.get("key"), limit=64)
        )
    except InvalidInput as error:
        return _again(request, event, 0, rows, error)
    if made:
        words = ngettext("お題を%(n)dつ出しました。", "お題を%(n)dつ出しました。", len(made))
        messages.success(request, words % {"n": len(made)})
    return redirect(_screen(event))


@for_setters
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, event: int, challenge: int, verb: str) -> HttpResponse:
    """`change`, `remove`, `up`, `down`."""
    if verb not in ("change", "remove", "up", "down"):
        raise Http404
    if request.method != "POST":
        return redirect(_screen(event))
    if verb == "change":
        return _change(request, event, challenge)
    if verb == "remove":
        actions.remove_challenge(number=challenge, by=request.user)
        messages.success(request, _("お題を外しました。"))
    else:
        actions.move_challenge(number=challenge, by=request.user, up=verb == "up")
    return redirect(_screen(event) + "#set")


def _change(request: HttpRequest, event: int, challenge: int) -> HttpResponse:
    drafts, rows = sent_rows(request.POST)
    try:
        if not drafts:
            raise InvalidInput
        actions.change_challenge(number=challenge, by=request.user, draft=drafts[0])
    except InvalidInput as error:
        return _again(request, event, challenge, rows, error)
    messages.success(request, _("お題を直しました。"))
    return redirect(_screen(event) + "#set")


def _again(
    request: HttpRequest, event: int, challenge: int, rows: list[dict[str, Any]], error: InvalidInput
) -> HttpResponse:
    picks = tuple(issue.number for row in rows for issue in row["issues"])
    wanted = Wanted(event=event, challenge=challenge, picks=picks, how="each" if len(rows) > 1 else "one", writes=True)
    context = screen_context(request, wanted, rows=rows) | {"error": str(error)}
    return render(request, "dashboard/challenges.html", context, status=error.status)


def _screen(event: int) -> str:
    return f"{reverse('desk:challenges')}?event={event:d}"
