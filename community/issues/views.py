"""The board's pages. What is decided is decided in forms and actions."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.negotiation import wants_json
from community.core.pagecache import for_visitors
from community.core.ratelimit import Rate, network_of, spend
from community.discussion.saying import said_by_form
from community.moderation.views import flag_page, for_participants
from community.notifications.following import follow_page

from . import actions
from .detail import detail_context, is_supported
from .filters import Filters
from .frame import board_page
from .listing import board_context, filters_of
from .maps.clusters import is_told
from .maps.counts import counts as counts_of
from .maps.page import map_context, points_of, zoom_in
from .models import Issue
from .person import new_person, person_of, remember

COUNTED = Rate(120, 60)  # answers a minute for one address that are counted post by post


@require_safe
@for_visitors
def board(request: HttpRequest) -> HttpResponse:
    return HttpResponse(board_page(request, board_context(request)))


@require_safe
@for_visitors
def board_map(request: HttpRequest) -> HttpResponse:
    """The same posts on a map, and beside it as a list. Without script the map is that of the wards."""
    return render(request, "issues/map.html", map_context(request))


@require_safe
@for_visitors
def points(request: HttpRequest) -> JsonResponse:
    """What stands where, for the map's script: `bbox` and all other filters, `zoom`."""
    filters = _affordable(request)
    return JsonResponse(points_of(filters, zoom=zoom_in(request.GET.get("zoom")), user=request.user))


@require_safe
@for_visitors
def counts(request: HttpRequest) -> JsonResponse:
    """How many posts each other choice would show: field → value → number."""
    return JsonResponse(counts_of(_affordable(request), user=request.user))


def _affordable(request: HttpRequest) -> Filters:
    """The filters of an address. Words and days are counted post by post, so not without end. Raises TooFast."""
    filters = filters_of(request)
    if not is_told(filters):
        spend("map", network_of(request.META["REMOTE_ADDR"]), COUNTED)
    return filters


@require_safe
@for_visitors
def detail(request: HttpRequest, number: int) -> HttpResponse:
    issue = Issue.objects.of(request.user, number)
    return render(request, "issues/detail.html", detail_context(request, issue, person=person_of(request)))


@require_http_methods(["GET", "POST"])
@for_participants
def support(request: HttpRequest, number: int) -> HttpResponse:
    """わたしも: the form for those without a session; the press itself; taking it back."""
    person = person_of(request)
    if request.method == "GET":
        issue = Issue.objects.of(request.user, number)
        supported = is_supported(issue, user=request.user, person=person)
        return render(request, "issues/support.html", {"issue": issue, "supported": supported})
    undo = bool(request.POST.get("undo"))
    person = person or new_person()
    if undo:
        issue = actions.withdraw_support(number=number, user=request.user, person=person)
    else:
        address = request.META["REMOTE_ADDR"]
        issue = actions.support_issue(number=number, user=request.user, person=person, address=address)
    response: HttpResponse = redirect("issues:detail", number)
    if wants_json(request):  # beside the form of somebody who was about to post the same
        response = JsonResponse({"supported": not undo, "count": issue.support_count})
    if not undo and not request.user.is_authenticated:
        remember(response, person, secure=request.is_secure())
    return response


@login_required
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """見まもる: what it means, for those who just logged in; the press itself; taking it back."""
    issue = Issue.objects.of(request.user, number)
    return follow_page(request, issue, kind="issue", key=number, template="issues/follow.html")


@require_POST
def comments(request: HttpRequest, number: int) -> HttpResponse:
    """Say something in the talk, without a socket. What is wrong is said beside the words, which stay."""
    issue = Issue.objects.of(request.user, number)
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?next={issue.get_absolute_url()}")
    context = partial(detail_context, request, issue, person="")
    return said_by_form(request, issue.thread, template="issues/detail.html", context=context)


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """Tell the desk that something is not right."""
    issue = Issue.objects.of(request.user, number)
    return flag_page(
        request, issue, kind="issue", number=number, template="issues/flag.html", done="issues/flagged.html"
    )
