"""Hand-overs that one side has flagged, at the desk of the ward of what was offered: the way into their talk."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.core.errors import NotAllowed, NotFound
from community.core.ids import token
from community.discussion.models import Message
from community.matching import actions
from community.matching.models import Match
from community.matching.querysets import MatchQuerySet
from community.moderation.models import Flag

from .forms import VerbForm
from .frame import menu
from .guards import for_desk

PAGE = 50


def flagged_of(user: Any) -> MatchQuerySet:
    """Hand-overs of this desk's wards with open flags."""
    flags = Flag.objects.open().filter(kind="match").values("number")
    return Match.objects.at_desk_of(user).filter(pk__in=flags)


@for_desk
@require_safe
def matches(request: HttpRequest) -> HttpResponse:
    return _page(request)


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Nothing is wrong."""
    if not Match.objects.at_desk_of(request.user).filter(pk=number).exists():
        raise NotFound
    if request.method != "POST":
        return redirect("desk:matches")
    form, status = VerbForm(request.POST), 400
    if form.is_valid():
        try:
            actions.close_match_flags(number=number, by=request.user, key=form.cleaned_data["key"])
        except NotAllowed as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("問題なしとして、知らせを閉じました。"))
            return redirect("desk:matches")
    return _page(request, wrong=form, status=status)


def _page(request: HttpRequest, *, wrong: VerbForm | None = None, status: int = 200) -> HttpResponse:
    """What was flagged longest ago comes first; at most fifty, and the rest when those are dealt with."""
    found = list(flagged_of(request.user).with_words().order_by("pk")[:PAGE])
    flags = list(
        Flag.objects.open()
        .filter(kind="match", number__in=[match.pk for match in found])
        .select_related("reporter")
        .order_by("-weight", "-id")
    )
    said = Message.objects.in_bulk([flag.part for flag in flags if flag.part])
    for flag in flags:
        flag.message = said.get(flag.part)
    rows = [
        {
            "match": match,
            "flags": [flag for flag in flags if flag.number == match.pk],
            "form": VerbForm(initial={"key": token()}, auto_id=f"id_{match.pk}_%s"),
        }
        for match in found
    ]
    context = {"rows": rows, "wrong": wrong, "menu": menu(request)}
    return render(request, "dashboard/matches.html", context, status=status)
