"""The steps of a hand-over. Each is a plain form: GET asks what it needs, POST does it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.core.errors import CommunityError, InvalidInput, NotAllowed
from community.core.ids import token
from community.resources.actions.stock import NothingLeft

from . import actions
from .actions.locking import NotNow
from .forms import AcceptForm, AnswerForm, ContactForm, DeliverForm, NoteForm, ReasonForm, ScheduleForm, ThankForm
from .models import Match
from .page import verb_context
from .permissions import side_of
from .photos import keep_photo
from .workflow import may_step

Verb = Callable[..., Any]
STEPS: dict[str, tuple[Verb, type[forms.Form]]] = {
    "accept": (actions.accept_match, AcceptForm),
    "decline": (actions.decline_match, ReasonForm),
    "schedule": (actions.schedule_match, ScheduleForm),
    "deliver": (actions.deliver_match, DeliverForm),
    "confirm": (actions.confirm_match, NoteForm),
    "thank": (actions.thank_for_match, ThankForm),
    "withdraw": (actions.withdraw_match, ReasonForm),
    "fail": (actions.fail_match, ReasonForm),
}


@login_required
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """One verb of the workflow. One that is no longer possible, or does not fit, answers 409."""
    if verb not in STEPS:
        raise Http404
    match = Match.objects.of(request.user, number)
    act, form_class = STEPS[verb]
    form = form_class(*_sent(request), initial=_initial(match, verb))
    if match.by_person:
        form.fields.pop("quantity", None)
    if request.method == "GET":
        if not may_step(verb, match.state, side=side_of(request.user, match), proposed_by=match.proposed_by):
            return redirect(match)
        return render(request, "matching/step.html", verb_context(match, verb, form))
    refusal: CommunityError = InvalidInput()
    if form.is_valid():
        try:
            act(number=number, by=request.user, **_given(request, form, verb))
        except (InvalidInput, NotAllowed, NotNow, NothingLeft) as error:
            form.add_error(None, str(error))
            refusal = error
        else:
            return redirect(match)
    match.refresh_from_db(fields=["state", "quantity"])
    return render(request, "matching/step.html", verb_context(match, verb, form), status=refusal.status)


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _initial(match: Match, verb: str) -> dict[str, Any]:
    if verb in ("accept", "deliver"):
        return {"quantity": match.quantity}
    return {"at": match.scheduled_at, "place": match.place} if verb == "schedule" else {"key": token()}


def _given(request: HttpRequest, form: forms.Form, verb: str) -> dict[str, Any]:
    """What the action takes. A picture is opened first; one that cannot be is said on the form."""
    given = {name: value for name, value in form.cleaned_data.items() if name not in ("key", "kept", "photo")}
    return given | {"photo": keep_photo(form, author=request.user)} if verb == "thank" else given


@login_required
@require_POST
def give_back(request: HttpRequest, number: int) -> HttpResponse:
    """返しました / 返ってきました."""
    return _do(request, number, actions.return_things, done=_("返却を記録しました。"))


@login_required
@require_POST
def tell(request: HttpRequest, number: int) -> HttpResponse:
    """Whether others may read of it."""
    yes = request.POST.get("tell") == "1"
    done = _("ありがとうございます。相手もよければ、みんなに見えます。") if yes else _("みんなには見せません。")
    return _do(request, number, actions.agree_to_tell, done=done, tell=yes)


@login_required
@require_POST
def answers(request: HttpRequest, number: int) -> HttpResponse:
    """The two questions."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect("matches:detail", number)
    return _do(
        request, number, actions.answer_questions, done=_("答えてくれて、ありがとうございます。"), **form.cleaned_data
    )


@login_required
@require_POST
def contacts(request: HttpRequest, number: int) -> HttpResponse:
    """Show one field to the other side, or take it back (`undo=1`)."""
    form = ContactForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("見せるものを書いてください。"))
        return redirect("matches:detail", number)
    field, value = form.cleaned_data["field"], form.cleaned_data["value"]
    if request.POST.get("undo"):
        return _do(request, number, actions.hide_contact, done=_("とりさげました。もう見えません。"), field=field)
    return _do(request, number, actions.show_contact, done=_("相手に見せました。"), field=field, value=value)


def _do(request: HttpRequest, number: int, act: Verb, *, done: str, **given: Any) -> HttpResponse:
    """One press; what it was refused for is said on the page one comes back to."""
    match = Match.objects.of(request.user, number)
    try:
        act(number=number, by=request.user, **given)
    except (InvalidInput, NotAllowed, NotNow) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(match)
