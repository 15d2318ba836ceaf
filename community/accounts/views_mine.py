"""What is mine here: to take along, and to leave."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.clock import today
from community.core.errors import CommunityError, InvalidInput, NotAllowed, TooFast, Unavailable
from community.core.health import disk_has_room
from community.core.ratelimit import Rate, spend
from community.core.shown_again import shown_again

from . import actions, copies
from .forms import CloseForm

COPIES = Rate(3, 86400)


@login_required
@never_cache
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What is kept of me, by sort."""
    return _data(request, None)


def _data(request: HttpRequest, error: CommunityError | None) -> HttpResponse:
    context = {"contents": copies.contents(request.user), "error": error}
    return shown_again(request, "accounts/data/index.html", context, error)


@login_required
@never_cache
@require_POST
@reauthentication_required
def export(request: HttpRequest) -> HttpResponseBase:
    """The zip. Nothing is kept here, so there is no link that others could find."""
    try:
        if not disk_has_room():
            raise Unavailable
        spend("mydata", request.user.pk, COPIES)
    except TooFast as error:
        error.sentence = _("コピーを作れるのは、1日に3回までです。あした、もう一度お願いします。")
        return _data(request, error)
    except Unavailable as error:
        return _data(request, error)
    name = f"mycomi-mydata-{today():%Y%m%d}.zip"
    copy = copies.make_copy(request.user)
    return FileResponse(copy, as_attachment=True, filename=name, content_type="application/zip")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@reauthentication_required
def delete(request: HttpRequest) -> HttpResponse:
    """Leaving: what goes and what stays is said before; pressed twice it happens once."""
    form = CloseForm(request.POST if request.method == "POST" else None)
    error: CommunityError | None = None
    if request.method == "POST":
        error = _close(request, form)
        if error is None:
            messages.success(request, _("退会の手続きが終わりました。ありがとうございました。"))
            return redirect("/")
    context = {"form": form, "error": error, "refused": _refusal(request)}
    return shown_again(request, "accounts/data/close.html", context, error)


def _close(request: HttpRequest, form: CloseForm) -> CommunityError | None:
    if not form.is_valid():
        return InvalidInput()
    try:
        actions.close_account(person=request.user, erase=form.cleaned_data["what"] == "erase")
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return refusal
    logout(request)
    return None


def _refusal(request: HttpRequest) -> str:
    """Why this person cannot leave yet; empty when they can."""
    try:
        actions.refuse_closing(request.user)
    except NotAllowed as reason:
        return str(reason)
    return ""
