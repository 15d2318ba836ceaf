"""Appeals against what the desk has hidden and against bans: read here, decided by somebody else than who acted."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.accounts.permissions import is_chief
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ids import token
from community.discussion.models import Message
from community.efforts.models import Effort
from community.issues.models import Issue
from community.moderation import actions
from community.moderation.models import Appeal
from community.moderation.querysets import AppealQuerySet
from community.organisations.models import Organisation
from community.projects.models import Project
from community.resources.models import Resource

from .decision_forms import DecideForm
from .frame import menu
from .guards import for_desk

PAGE = 50
# Things with a page of their own at the desk, named by their own number: the model, and where that page is.
PAGES = {
    "organisation": (Organisation, "desk:organisation"), "project": (Project, "desk:project"),
    "resource": (Resource, "desk:resource"),
}  # fmt: skip


def appeals_of(user: Any) -> AppealQuerySet:
    """Appeals that `user` may read: about things of their wards, and for chiefs those against bans."""
    of_desk = Exists(Issue.objects.at_desk_of(user).filter(number=OuterRef("takedown__number")))
    reported = Exists(Effort.objects.at_desk_of(user).filter(pk=OuterRef("takedown__number")))
    seen = Q(of_desk, takedown__kind="issue") | Q(reported, takedown__kind="effort")
    for kind, (model, _address) in PAGES.items():
        at_desk = Exists(model.objects.at_desk_of(user).filter(pk=OuterRef("takedown__number")))
        seen |= Q(at_desk, takedown__kind=kind)
    if is_chief(user):
        seen |= Q(ban__isnull=False)
    return Appeal.objects.filter(seen)


@for_desk
@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the oldest first."""
    return _page(request)


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """One decision. What is wrong with it is said beside it, with everything that was typed."""
    found = appeals_of(request.user).filter(pk=appeal_id).first()
    if found is None:
        raise NotFound
    if request.method != "POST":
        return redirect("desk:appeals")
    form, status = _form(found, request.POST), 400
    if form.is_valid():
        try:
            actions.decide_appeal(appeal_id=appeal_id, by=request.user, **form.cleaned_data)
        except (InvalidInput, NotAllowed) as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("申し立てに答えました。本人に伝わります。"))
            return redirect("desk:appeals")
    return _page(request, wrong=form, appeal_id=appeal_id, status=status)


def _page(
    request: HttpRequest, *, wrong: DecideForm | None = None, appeal_id: int = 0, status: int = 200
) -> HttpResponse:
    waiting = list(appeals_of(request.user).open().with_cause()[:PAGE])
    _with_what_was_said(waiting, request.user)
    for appeal in waiting:
        appeal.is_mine = request.user.pk in (appeal.cause.by_id, appeal.author_id)
        appeal.form = wrong if appeal.pk == appeal_id else _form(appeal)
    context = {"appeals": waiting, "wrong": wrong, "menu": menu(request)}
    return render(request, "dashboard/appeals.html", context, status=status)


def _with_what_was_said(appeals: list[Appeal], user: Any) -> None:
    """Each with its issue, and the message or the report that was hidden; or with another thing of its own page."""
    takedowns = [appeal.takedown for appeal in appeals if appeal.takedown]
    numbers = [one.number for one in takedowns if one.kind == "issue"]
    issues = {issue.number: issue for issue in Issue.objects.at_desk_of(user).filter(number__in=numbers)}
    messages_by_pk = Message.objects.in_bulk([one.part for one in takedowns if one.part])
    efforts = Effort.objects.select_related("issue").in_bulk([one.number for one in takedowns if one.kind == "effort"])
    things = {
        kind: model.objects.at_desk_of(user).in_bulk([one.number for one in takedowns if one.kind == kind])
        for kind, (model, _address) in PAGES.items()
    }
    for appeal in appeals:
        hidden = appeal.takedown
        if hidden is not None and hidden.kind in PAGES:
            appeal.thing, appeal.said = things[hidden.kind][hidden.number], messages_by_pk.get(hidden.part)
            appeal.thing_url = reverse(PAGES[hidden.kind][1], args=[hidden.number])
        elif hidden is not None and hidden.kind == "effort":
            appeal.said = efforts[hidden.number]
            appeal.issue = appeal.said.issue
        elif hidden is not None:
            appeal.said, appeal.issue = messages_by_pk.get(hidden.part), issues.get(hidden.number)


def _form(appeal: Appeal, sent: Any = None) -> DecideForm:
    return DecideForm(sent, initial={"key": token()}, auto_id=f"id_{appeal.pk}_%s")
