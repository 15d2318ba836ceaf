from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.core import panels
from community.core.errors import NotAllowed
from community.core.middleware.language import LANGUAGES

from . import actions, guards
from .forms import ProfileForm
from .models import User

A_YEAR = 60 * 60 * 24 * 365


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """My page: what others see of me, and the ways to everything that is mine."""
    person = request.user
    sent = request.POST if request.method == "POST" else None
    form = ProfileForm(sent, initial={"display_name": person.display_name, "bio": person.bio})
    refused, status = guards.refusal(person), 400
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_profile(user=person, **form.cleaned_data)
        except NotAllowed as reason:
            form.add_error(None, str(reason))
            status = reason.status
        else:
            messages.success(request, _("直しました。"))
            return redirect("profile")
    shown = panels.render("profile", person, request=request)
    context = {"form": form, "person": person, "refused": refused, "panels": shown}
    return render(request, "accounts/profile.html", context, status=status if form.errors else 200)


@require_safe
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """What everybody may know of a person."""
    found = User.objects.filter(public_id=public_id, is_active=True).first()
    if found is None:
        if actions.is_closed(public_id):
            return render(request, "accounts/gone.html", status=410)
        raise Http404
    context = {"person": found, "panels": panels.render("person", found, request=request)}
    return render(request, "accounts/person.html", context)


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language of the interface in a cookie and go back."""
    chosen, back = request.GET.get("to", ""), request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if chosen in LANGUAGES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=A_YEAR,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            secure=request.is_secure(),
            httponly=True,
        )
    return response
