"""Calling volunteers for a need, and what one is asked oneself."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.errors import CommunityError, InvalidInput, NotAllowed, NotFound, TooFast
from community.core.shown_again import shown_again
from community.issues.models import Issue
from community.moderation.views import for_participants
from community.people import masking

from . import actions
from .actions.locking import NotNow
from .calling import callers, told, with_helpers
from .forms import CallForm
from .models import Invitation, Need

SHOWN = 50


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def call(request: HttpRequest, number: int, need: int) -> HttpResponse:
    """GET tells what happens, and asks as whom; POST calls. How many were asked is said, never who."""
    issue = Issue.objects.of(request.user, number)
    known = callers(request.user, issue)
    found = with_helpers(Need.objects.of_issue(issue).filter(pk=need), issue, request.user).first()
    if found is None or not known:
        raise NotFound
    told([found], known)
    voices = [caller for caller in known if caller.may(found)]
    form = CallForm(request.POST if request.method == "POST" else None, voices=voices)
    refusal: CommunityError = InvalidInput()
    if form.is_bound and form.is_valid():
        try:
            made = actions.call_volunteers(need=need, by=request.user, **form.cleaned_data)
        except (InvalidInput, NotAllowed, TooFast) as error:
            form.add_error(None, str(error))
            refusal = error
        else:
            how_many = masking.in_words(made.asked)
            messages.success(request, _("%(people)sに声をかけました。返事は7日まで待ちます。") % {"people": how_many})
            return redirect(issue)
    context = {"issue": issue, "need": found, "form": form}
    return shown_again(request, "matching/call.html", context, refusal if form.is_bound else None)


@login_required
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """What this person is asked for, and nobody else knows."""
    waiting = Invitation.objects.visible_to(request.user).waiting().with_words()[:SHOWN]
    return render(request, "matching/invitations.html", {"invitations": waiting})


@login_required
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """はい, 今回は無理, この種類は不要."""
    said = forms.ChoiceField(choices=[(word, word) for word in ("yes", "no", "never")])
    try:
        word = said.clean(request.POST.get("answer"))
        if word == "yes":
            return redirect(actions.accept_invitation(number=number, by=request.user))
        actions.decline_invitation(number=number, by=request.user, never=word == "never")
    except forms.ValidationError as error:
        raise InvalidInput from error
    except (NotAllowed, NotNow) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("わかりました。だれにも伝わりません。"))
    return redirect("matches:invitations")
