"""Volunteers for everybody, and one's own card."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.errors import CommunityError, InvalidInput, NotAllowed, TooFast
from community.moderation.views import for_participants

from . import actions
from .forms import CardForm
from .listing import list_context
from .models import VolunteerCard


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """What volunteers are, how many can do what, and those who chose to be seen."""
    return render(request, "people/list.html", list_context(request))


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def card(request: HttpRequest) -> HttpResponse:
    """Make one's card or change it. What is wrong is said on the form, and everything typed stays."""
    mine = VolunteerCard.objects.visible_to(request.user).with_card().filter(person=request.user).first()
    form = CardForm(request.POST if request.method == "POST" else None, card=mine)
    refusal: CommunityError = InvalidInput()
    if form.is_bound and form.is_valid():
        try:
            actions.save_card(person=request.user, **form.card())
        except (InvalidInput, NotAllowed, TooFast) as error:
            form.add_error(None, str(error))
            refusal = error
        else:
            messages.success(request, _("カードを書きました。いつでも変えられます。"))
            return redirect("people:card")
    status = refusal.status if form.is_bound else 200
    return render(request, "people/card.html", {"form": form, "card": mine}, status=status)


@login_required
@require_POST
def turn(request: HttpRequest) -> HttpResponse:
    """休む, or また始める (`undo=1`)."""
    if request.POST.get("undo"):
        actions.resume_card(person=request.user)
        messages.success(request, _("また始めました。"))
    else:
        actions.rest_card(person=request.user)
        messages.success(request, _("お休みにしました。だれからも声はかかりません。"))
    return redirect("people:card")


@login_required
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """GET asks, POST erases."""
    if request.method == "GET":
        return render(request, "people/erase.html")
    actions.erase_card(person=request.user)
    messages.success(request, _("カードを消しました。"))
    return redirect("profile")
