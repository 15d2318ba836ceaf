"""Asking, offering, and the page of one hand-over."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.errors import InvalidInput, NotAllowed, NotFound, TooFast
from community.core.text import asked, asked_number
from community.discussion.saying import said_by_form
from community.issues.models import Issue
from community.moderation import actions as flags
from community.moderation.forms import FlagForm
from community.moderation.views import for_participants
from community.photos.views import send
from community.resources.actions.stock import NothingLeft
from community.resources.models import Resource

from . import actions
from .actions.asking import already_made
from .forms import AskForm, OfferForm
from .models import Match, Thanks
from .page import match_context, mine_context, offerable

REFUSALS = (InvalidInput, NotAllowed, NotFound, NothingLeft, TooFast)


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """使わせてほしい: how many, a word, for which post. What cannot be taken stays on the form."""
    known = already_made(request.user, asked(request.POST.get("key"), limit=64))
    if known is not None:
        return redirect(known)
    resource = Resource.objects.of(request.user, number)
    initial = {"issue": asked_number(request.GET.get("issue"))}
    form = AskForm(request.POST if request.method == "POST" else None, by=request.user, initial=initial)
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            try:
                match = _ask(request, number, form.cleaned_data)
            except REFUSALS as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                messages.success(request, _("お願いを送りました。返事がきたら、お知らせします。"))
                return redirect(match)
    return render(request, "matching/ask.html", {"resource": resource, "form": form}, status=status)


def _ask(request: HttpRequest, number: int, given: dict[str, Any]) -> Match:
    fields = {name: given[name] for name in ("message", "issue", "organisation", "key")}
    return actions.request_resource(resource=number, by=request.user, quantity=given["quantity"] or 1, **fields)


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def offer(request: HttpRequest, number: int) -> HttpResponse:
    """力になる: choose what one has offered, and say it to the poster."""
    issue = Issue.objects.of(request.user, number)
    known = already_made(request.user, asked(request.POST.get("key"), limit=64))
    if known is not None:
        return redirect(known)
    resources = offerable(request.user)
    initial = {"resource": asked_number(request.GET.get("resource")), "need": asked_number(request.GET.get("need"))}
    form = OfferForm(request.POST if request.method == "POST" else None, resources=resources, initial=initial)
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            given = form.cleaned_data | {"resource": form.cleaned_data["resource"].pk}
            given["quantity"] = given["quantity"] or 1
            try:
                match = actions.offer_to_issue(issue=number, by=request.user, **given)
            except REFUSALS as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                messages.success(request, _("申し出を送りました。返事がきたら、お知らせします。"))
                return redirect(match)
    context = {"issue": issue, "form": form, "has_some": resources.exists()}
    return render(request, "matching/offer.html", context, status=status)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All hand-overs of this person: what waits for them, what goes on, what is over."""
    return render(request, "matching/mine.html", mine_context(request))


@login_required
@require_safe
def detail(request: HttpRequest, number: int) -> HttpResponse:
    match = Match.objects.of(request.user, number)
    return render(request, "matching/detail.html", match_context(request, match))


@login_required
@require_POST
def comments(request: HttpRequest, number: int) -> HttpResponse:
    """Say something to the other side, without a socket. What is wrong is said beside the words, which stay."""
    match = Match.objects.of(request.user, number)
    context = partial(match_context, request, match)
    return said_by_form(request, match.thread, template="matching/detail.html", context=context, one_voice=True)


@login_required
@require_http_methods(["GET", "POST"])
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """Tell the desk that something is not right."""
    match = Match.objects.of(request.user, number)
    form = FlagForm(request.POST if request.method == "POST" else None)
    part = asked_number((request.POST or request.GET).get("message")) or 0
    if request.method == "POST" and form.is_valid():
        flags.raise_flag(by=request.user, kind="match", number=number, part=part, **form.cleaned_data)
        messages.success(request, _("知らせてくれて、ありがとうございます。市の担当者が見ます。"))
        return redirect(match)
    context = {"match": match, "form": form, "part": part}
    return render(request, "matching/flag.html", context, status=400 if form.errors else 200)


@login_required
@require_safe
def photo(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """The picture of the thanks, for the two sides, before anybody else may see it."""
    match = Match.objects.of(request.user, number)
    thanks = Thanks.objects.filter(match=match).select_related("photo").first()
    if thanks is None or thanks.picture is None:
        raise Http404
    return send(thanks.photo, name)
