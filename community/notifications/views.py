"""One's own notices, follows and settings; and the links in letters that stop them. Reading never writes."""

from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.errors import InvalidInput
from community.core.text import asked, asked_number

from . import actions, stopping
from .followed import followed_by
from .forms import WAYS, GroupForm, PlaceForm, SettingsForm
from .models import Notice, NoticeSettings
from .reading import Line, lines_of
from .sorts import Reason

PAGE, IN_SHEET = 30, 6


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The newest first, under their days; opening or clearing them is a button."""
    reason = asked(request.GET.get("reason"), limit=10)
    mine = Notice.objects.of(request.user)
    shown = mine.filter(reason=reason) if reason in Reason.values else mine
    rows = list(shown.before(asked_number(request.GET.get("before")) or 0).order_by("-pk")[: PAGE + 1])
    lines = lines_of(rows[:PAGE], request.user)
    context = {
        "days": _by_day(lines),
        "tabs": _tabs(request.user, reason),
        "reason": reason if reason in Reason.values else "",
        "newest": lines[0].notice.pk if lines else 0,
        "older": _older(reason, lines) if len(rows) > PAGE else "",
        "is_first": "before" not in request.GET,
    }
    return render(request, "notifications/list.html", context)


@login_required
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """The newest few, for the sheet that the bell opens; a piece of a page."""
    lines = lines_of(list(Notice.objects.of(request.user).order_by("-pk")[:IN_SHEET]), request.user)
    return render(request, "notifications/_newest.html", {"lines": lines})


def _by_day(lines: list[Line]) -> list[tuple[Any, list[Line]]]:
    days: dict[Any, list[Line]] = defaultdict(list)
    for line in lines:
        days[timezone.localdate(line.notice.at)].append(line)
    return list(days.items())


def _tabs(person: Any, chosen: str) -> list[dict[str, Any]]:
    """All, and each reason that has ever told this person something; with what is unread."""
    url, unread = reverse("notifications:list"), dict.fromkeys(Reason.values, 0)
    known = set(Notice.objects.of(person).order_by().values_list("reason", flat=True).distinct())
    unread |= dict(Notice.objects.of(person).unread().order_by().values_list("reason").annotate(Count("pk")))
    tabs = [{"label": _("すべて"), "url": url, "count": sum(unread.values()), "current": chosen not in Reason.values}]
    for reason in Reason:
        if reason in known:
            at = f"{url}?{urlencode({'reason': reason.value})}"
            tabs.append({"label": reason.label, "url": at, "count": unread[reason], "current": chosen == reason})
    return tabs


def _older(reason: str, lines: list[Line]) -> str:
    query = {"before": lines[-1].notice.pk} | ({"reason": reason} if reason in Reason.values else {})
    return f"{reverse('notifications:list')}?{urlencode(query)}"


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything that stood on the page, and what is older."""
    reason = request.POST.get("reason", "")
    actions.read_all(
        user=request.user,
        until=asked_number(request.POST.get("until")) or 0,
        reason=reason if reason in Reason.values else "",
    )
    return redirect(f"{reverse('notifications:list')}{f'?reason={reason}' if reason in Reason.values else ''}")


@login_required
@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it read and go where it leads."""
    notice = actions.read_notice(user=request.user, pk=pk)
    words = lines_of([notice], request.user)[0].words if notice else None
    return redirect(words.url if words else "notifications:list")


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """What × how."""
    own = NoticeSettings.objects.filter(user=request.user).first() or NoticeSettings(user=request.user)
    if "again" in request.POST:
        actions.accept_mail_again(user=request.user)
        messages.success(request, _("このアドレスに、もう一度送ります。"))
        return redirect("notifications:settings")
    reasons = [reason for reason in Reason.values if reason != Reason.DESK or request.user.is_staff]
    sent = request.POST if request.method == "POST" else None
    form = SettingsForm(sent, choices=own.choices, reasons=reasons)
    if request.method == "POST" and form.is_valid():
        actions.save_settings(user=request.user, choices=form.cleaned_data)
        messages.success(request, _("知らせ方を変えました。"))
        return redirect("notifications:settings")
    refused = own.refused if own.refused == request.user.email else ""
    context = {"form": form, "refused": refused, "refused_at": own.refused_at}
    return render(request, "notifications/settings.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def follows(request: HttpRequest) -> HttpResponse:
    """All that one follows; add a ward, a category, a board or a place."""
    sent = request.POST if request.method == "POST" else None
    what = (sent or {}).get("what", "")
    group = GroupForm(sent if what == "group" else None, prefix="group")
    place = PlaceForm(sent if what == "place" else None, prefix="place")
    try:
        if what and _add(request.user, group, place):
            messages.success(request, _("見まもりに足しました。"))
            return redirect("notifications:follows")
    except InvalidInput as error:
        (group if group.is_bound else place).add_error(None, str(error))
    context = {"followed": followed_by(request.user), "group": group, "place": place, "ways": WAYS}
    return render(request, "notifications/follows.html", context, status=400 if group.errors or place.errors else 200)


def _add(user: Any, group: GroupForm, place: PlaceForm) -> bool:
    if group.is_bound and group.is_valid():
        kind, key = group.cleaned_data["thing"]
        actions.follow(user=user, kind=kind, key=key)
        return True
    if place.is_bound and place.is_valid():
        data = place.cleaned_data
        where = {name: data[name] for name in ("name", "lat", "lng", "radius")}
        actions.follow_place(user=user, **where)
        return True
    return False


@login_required
@require_POST
def change_follow(request: HttpRequest, pk: int) -> HttpResponse:
    """How often to hear of it, or no more."""
    if "drop" in request.POST:
        actions.drop_follow(user=request.user, pk=pk)
        messages.success(request, _("見まもりから外しました。"))
    else:
        actions.change_follow(user=request.user, pk=pk, how=request.POST.get("how", ""))
        messages.success(request, _("知らせ方を変えました。"))
    return redirect("notifications:follows")


@csrf_exempt  # the mail program presses it, with no page of ours before (RFC 8058); the token is the right to do it
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A link in a letter: opened it only asks, so that programs which open links change nothing; pressed, it works."""
    own, what = stopping.read(token)
    if request.method == "POST" and own is not None:
        actions.stop(own=own, what=what)
    context = {"what": what, "label": _stopped(what), "is_done": request.method == "POST" or own is None}
    return render(request, "notifications/stop.html", context)


def _stopped(what: str) -> str:
    if what.startswith("issue-"):
        return _("投稿 #%(number)s の知らせ") % {"number": what.removeprefix("issue-")}
    if what in Reason.values:
        return _("「%(sort)s」のメール") % {"sort": Reason(what).label}
    return {"daily": _("1日1回のまとめ"), "weekly": _("週1回のまとめ")}[what]
