"""Organisations at the desk: which of them wait, one of them with all that is known, and the verbs as forms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from community.core.clock import today
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ids import token
from community.core.text import asked_number
from community.core.visibility import DESK_SEES, Visibility
from community.moderation.models import Flag
from community.organisations import actions
from community.organisations.actions.verifying import LONGEST_SEEN, LONGEST_WORD, USUAL
from community.organisations.models import Membership, Organisation, Verification
from community.organisations.querysets import OrganisationQuerySet

from .forms import ReasonForm, VerbForm
from .frame import menu
from .guards import for_desk
from .organisation_acts import acts_of

PAGE, MOST_COUNTED, SOON = 30, 100, timedelta(days=60)
VIEWS = {
    "asked": _("確認の申しこみ"),
    "ending": _("期限が近い"),
    "pending": _("公開まち"),
    "flagged": _("知らせがある"),
    "all": _("ぜんぶ"),
}


class GrantForm(VerbForm):
    seen = forms.CharField(
        label=_("見たもの"),
        max_length=LONGEST_SEEN,
        error_messages={"required": _("何を見て確かめたか、書いてください。")},
    )
    until = forms.DateField(
        label=_("いつまで"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("日付を 2026-11-29 のように入れてください。")},
    )


class WordForm(VerbForm):
    word = forms.CharField(
        label=_("ひとこと"),
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("わけを書いてください。団体の人が読みます。")},
    )


@dataclass(frozen=True)
class Verb:
    """`act` takes number, by, version, key and the form's fields."""

    form: type[VerbForm]
    act: Callable[..., Any]
    done: str | Promise


VERBS = {
    "approve": Verb(VerbForm, actions.approve_organisation, _("公開しました。")),
    "hide": Verb(ReasonForm, actions.hide_organisation, _("隠しました。団体の人に理由が見えます。")),
    "restore": Verb(ReasonForm, actions.restore_organisation, _("もう一度公開しました。")),
    "flags-close": Verb(VerbForm, actions.close_organisation_flags, _("問題なしとして、知らせを閉じました。")),
    "grant": Verb(GrantForm, actions.grant_verification, _("確認しました。「市が確認」と出ます。")),
    "refuse": Verb(WordForm, actions.refuse_verification, _("確認できないと伝えました。")),
    "revoke": Verb(WordForm, actions.revoke_verification, _("市の確認を取り消しました。")),
}


# ── The list ────────────────────────────────────────────────────────────────────────────────────────────────────
@for_desk
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """One view; without one, the first in which something waits."""
    counts = {view: _of_view(view, request.user).values("pk").order_by()[:MOST_COUNTED].count() for view in VIEWS}
    view = request.GET.get("view", "")
    if view not in VIEWS:
        view = next((one for one in VIEWS if counts[one]), "all")
    rows, more = _rows(view, request.user, asked_number(request.GET.get("after")) or 0)
    context = {
        "view": view,
        "views": [(name, label, _figure(counts[name])) for name, label in VIEWS.items()],
        "organisations": rows,
        "more": f"?view={view}&after={more}" if more else "",
        "begun": "after" in request.GET,
        "menu": menu(request),
    }
    return render(request, "dashboard/organisations.html", context)


def _figure(count: int) -> str:
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count)


def _of_view(view: str, user: Any) -> OrganisationQuerySet:
    """Of the wards that `user` answers for; not ordered."""
    mine = Organisation.objects.at_desk_of(user)
    match view:
        case "asked":
            return mine.asking()
        case "ending":
            return mine.ending(today(), today() + SOON)
        case "pending":
            return mine.filter(visibility=Visibility.PENDING)
        case "flagged":
            return mine.filter(pk__in=Flag.objects.open().filter(kind="organisation").values("number"))
    return mine


def _rows(view: str, user: Any, after: int) -> tuple[list[Organisation], int]:
    """One page, what has waited longest first, and the mark to go on from; 0 at the end."""
    rows = _of_view(view, user).with_card()
    if view == "asked":
        rows = rows.annotate(mark=F("verifications__pk")).order_by("mark")
        rows = rows.filter(mark__gt=after) if after else rows
    elif view == "ending":
        rows = rows.annotate(mark=F("pk")).order_by("verified_until", "pk")
        last = Organisation.objects.at_desk_of(user).filter(pk=after).first()
        if last is not None and last.verified_until is not None:
            later = rows.filter(verified_until__gt=last.verified_until)
            rows = later | rows.filter(verified_until=last.verified_until, pk__gt=after)
    else:
        rows = rows.annotate(mark=F("pk")).order_by("pk")
        rows = rows.filter(pk__gt=after) if after else rows
    page = list(rows[: PAGE + 1])
    return page[:PAGE], page[PAGE - 1].mark if len(page) > PAGE else 0


# ── One of them ─────────────────────────────────────────────────────────────────────────────────────────────────
@for_desk
@require_safe
def organisation(request: HttpRequest, number: int) -> HttpResponse:
    found = _at_desk(request.user, number)
    return render(request, "dashboard/organisation.html", _context(request, found))


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """One verb. What is wrong is said on its page, with everything that was typed."""
    if verb not in VERBS:
        raise Http404
    found = _at_desk(request.user, number)
    if request.method != "POST":
        return redirect("desk:organisation", number)
    form, status = VERBS[verb].form(request.POST), 400
    if form.is_valid():
        try:
            VERBS[verb].act(number=number, by=request.user, **form.cleaned_data)
        except (InvalidInput, NotAllowed) as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, VERBS[verb].done)
            return redirect("desk:organisation", number)
    return render(request, "dashboard/organisation.html", _context(request, found, {verb: form}), status=status)


def _at_desk(user: Any, number: int) -> Organisation:
    found = Organisation.objects.at_desk_of(user).filter(pk=number).select_related("ward", "picture").first()
    if found is None:
        raise NotFound
    return found


def _context(request: HttpRequest, found: Organisation, bound: dict[str, VerbForm] | None = None) -> dict[str, Any]:
    asked = list(found.verifications.select_related("asked_by", "decided_by").order_by("-pk"))
    open_one = next((one for one in asked if one.state == Verification.State.ASKED), None)
    flags = list(Flag.objects.open().on("organisation", found.pk).select_related("reporter").order_by("-weight", "-id"))
    return {
        "organisation": found,
        "serves": list(found.serves.defer("shape", "outline")),
        "members": list(Membership.objects.of(found)),
        "asked": [one for one in asked if one is not open_one],
        "open": open_one,
        "flags": flags,
        "acts": acts_of(found.pk),
        "forms": {verb: _fresh(found, verb) for verb in _verbs(found, open_one, flags)} | (bound or {}),
        "wrong": next(iter((bound or {}).values()), None),
        "menu": menu(request),
    }


def _verbs(found: Organisation, open_one: Verification | None, flags: list[Flag]) -> list[str]:
    """What can be done now."""
    if found.visibility not in DESK_SEES:
        return []
    verbs = {Visibility.PENDING: ["approve", "hide"], Visibility.PUBLIC: ["hide"], Visibility.HIDDEN: ["restore"]}
    shown = list(verbs.get(Visibility(found.visibility), []))
    shown += ["grant", "refuse"] if open_one is not None else []
    shown += ["revoke"] if found.verified_until is not None else []
    return [*shown, "flags-close"] if flags else shown


def _fresh(found: Organisation, verb: str) -> VerbForm:
    """Every form has its own key: one press, one act."""
    initial = {"version": found.version, "key": token(), "until": today() + USUAL}
    return VERBS[verb].form(initial=initial, auto_id=f"id_{token(4)}_%s")
