"""Tokens for programs of one's own: made, seen once, taken back."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.core.errors import CommunityError, InvalidInput, TooFast
from community.core.shown_again import shown_again

from . import actions
from .forms import TokenForm
from .models import ApiToken


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)
def tokens(request: HttpRequest) -> HttpResponse:
    """My tokens, and one more. Its secret stands on the page that answers, and nowhere after that."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, InvalidInput())
    try:
        made = actions.make_token(person=request.user, **form.cleaned_data)
    except (InvalidInput, TooFast) as error:
        form.add_error(None, str(error))
        return _page(request, form, error)
    if made is None:
        messages.info(request, _("このトークンは、もう作りました。中身をお見せするのは、作ったときの1回だけです。"))
        return redirect("tokens")
    token, secret = made
    return render(request, "accounts/tokens/made.html", {"token": token, "secret": secret})


def _page(request: HttpRequest, form: TokenForm, error: CommunityError | None = None) -> HttpResponse:
    context = {"form": form, "tokens": ApiToken.objects.of(request.user), "most": actions.MOST_TOKENS}
    return shown_again(request, "accounts/tokens/index.html", context, error)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Taking one back: GET asks, POST does it. No proof is asked for: whoever has lost one is in a hurry."""
    token = ApiToken.objects.one_of(request.user, number)
    if request.method == "GET":
        return render(request, "accounts/tokens/end.html", {"token": token})
    actions.end_token(person=request.user, number=number)
    messages.success(request, _("「%(name)s」を取り消しました。") % {"name": token.name})
    return redirect("tokens")
