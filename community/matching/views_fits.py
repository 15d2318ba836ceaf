"""Answering an issue that was put to an owner: by a link of the Monday mail, or logged in. Opening answers nothing."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.core.errors import InvalidInput, NotAllowed, NotFound, TooFast
from community.core.text import asked

from . import actions, fit_links
from .actions.fits import fit_of
from .fitting import sort_of
from .forms import FitForm
from .models import FitAnswer, Need

YES = FitAnswer.Answer.YES


@never_cache
@require_http_methods(["GET", "POST"])
def by_letter(request: HttpRequest, token: str, answer: str) -> HttpResponse:
    """Whoever holds the letter says no by it; for 「できます」 its reader logs in, since others will hear of it."""
    person, resource, issue = fit_links.read(token)
    if answer not in FitAnswer.Answer.values:
        raise NotFound
    if answer == YES and request.user != person:
        if request.user.is_authenticated:
            raise NotFound
        return redirect_to_login(request.get_full_path())
    return _answer(request, person, resource, issue, answer)


@login_required
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, number: int, issue: int) -> HttpResponse:
    """The same for who is logged in; `answer` chooses, otherwise what was said before is shown."""
    return _answer(request, request.user, number, issue, asked(request.GET.get("answer"), limit=4))


def _answer(request: HttpRequest, person: Any, number: int, issue: int, answer: str) -> HttpResponse:
    resource, about = fit_of(resource=number, issue=issue, by=person)
    said = FitAnswer.objects.visible_to(person).filter(resource=resource, issue=about).select_related("code").first()
    if answer not in FitAnswer.Answer.values:
        answer = said.answer if said is not None else YES
    form = FitForm(request.POST if request.method == "POST" else None, answer=answer)
    status = 200
    if form.is_bound:
        try:
            _do(request, person, number, issue, answer, form)
        except (InvalidInput, NotAllowed, TooFast) as error:
            status = error.status
            if not form.errors:
                form.add_error(None, str(error))
        else:
            return redirect(request.get_full_path())
    context = {
        "resource": resource,
        "issue": about,
        "answer": answer,
        "label": FitAnswer.Answer(answer).label,
        "said": said,
        "is_said": said is not None and said.answer == answer and not said.unsent,
        "sort": sort_of(resource, Need.objects.open().of_issue(about)),
        "form": form,
    }
    return render(request, "matching/fit.html", context, status=status)


def _do(request: HttpRequest, person: Any, number: int, issue: int, answer: str, form: FitForm) -> None:
    if request.POST.get("undo"):
        actions.undo_fit(resource=number, issue=issue, by=person, by_letter=request.user.pk != person.pk)
        return
    if not form.is_valid():
        raise InvalidInput
    actions.answer_fit(resource=number, issue=issue, by=person, answer=answer, **form.given())
