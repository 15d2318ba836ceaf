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

from . import actions
from .causes import appeal_address, cause_of
from .forms import AppealForm
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
