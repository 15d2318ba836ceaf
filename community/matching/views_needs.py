"""What an issue needs: said and taken back by its poster, the desk, or an organisation that the city knows."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.core.errors import InvalidInput, NotAllowed
from community.core.text import asked
from community.issues.models import Issue

from . import actions
from .chips import chips_for
from .forms import NeedForm
from .models import Need
from .permissions import source_of


@login_required
@require_http_methods(["GET", "POST"])
def needs(request: HttpRequest, number: int) -> HttpResponse:
    """All needs of an issue, and a form for one more."""
    issue = Issue.objects.of(request.user, number)
    may = source_of(request.user, issue) is not None
    initial = {"code": asked(request.GET.get("code"), limit=20), "required": True}
    form = NeedForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            given = form.cleaned_data | {"code": form.cleaned_data["code"].pk}
            try:
                actions.state_need(issue=number, by=request.user, **given)
            except (InvalidInput, NotAllowed) as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                messages.success(request, _("書きました。力になれる人に見えます。"))
                return redirect("matches:needs", number)
    known = list(Need.objects.of_issue(issue))
    chips = chips_for(issue, known, chosen=form["code"].value() or "") if may else []
    context = {"issue": issue, "needs": known, "form": form, "may_say": may, "chips": chips}
    return render(request, "matching/needs.html", context, status=status)


@login_required
@require_POST
def withdraw(request: HttpRequest, number: int, need: int) -> HttpResponse:
    """It is not needed after all."""
    actions.withdraw_need(need=need, by=request.user)
    messages.success(request, _("とりさげました。"))
    return redirect("matches:needs", number)
