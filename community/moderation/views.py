from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.core.errors import InvalidInput, NotAllowed
from community.core.text import asked_number

from . import actions
from .causes import appeal_address, cause_of
from .forms import AppealForm, FlagForm
from .models import Ban
from .permissions import ban_of
from .registry import address_of


def for_participants(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Instead of the form of `view`, people who may only read see why and until when. The act itself refuses too."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ban = ban_of(request.user) if request.method in ("GET", "HEAD") else None
        if ban is None:
            return view(request, *args, **kwargs)
        context = {"ban": ban, "appeal_url": appeal_address(ban)}
        return render(request, "moderation/banned.html", context, status=403)

    return guarded


def flag_page(
    request: HttpRequest,
    thing: Any,
    *,
    kind: str,
    number: int,
    template: str = "moderation/flag.html",
    done: str = "moderation/flagged.html",
    has_talk: bool = True,
    **context: Any,
) -> HttpResponse:
    """Tell the desk that something is not right with a thing, or with a message of its talk."""
    form = FlagForm(request.POST if request.method == "POST" else None)
    part = (asked_number((request.POST or request.GET).get("message")) or 0) if has_talk else 0
    if request.method == "POST" and form.is_valid():
        actions.raise_flag(by=request.user, kind=kind, number=number, part=part, **form.cleaned_data)
        return render(request, done, context | {"thing": thing})
    context |= {"thing": thing, "form": form, "part": part}
    return render(request, template, context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def new_appeal(request: HttpRequest) -> HttpResponse:
    """One word against what the desk has decided; afterwards the same address shows what became of it."""
    cause = cause_of(request.GET, request.user)
    form, status = AppealForm(request.POST if request.method == "POST" else None), 400
    if request.method == "POST" and form.is_valid():
        try:
            actions.appeal(cause=cause, by=request.user, words=form.cleaned_data["words"])
        except (InvalidInput, NotAllowed) as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("申し立てを受け取りました。ほかの職員が見なおします。"))
            return redirect(appeal_address(cause))
    context = {"cause": cause, "appeal": getattr(cause, "appeal", None), "is_ban": isinstance(cause, Ban), "form": form}
    if not isinstance(cause, Ban):
        context["thing_url"] = address_of(cause.kind, cause.number, cause.part)
    return render(request, "moderation/appeal.html", context, status=status if form.errors else 200)
