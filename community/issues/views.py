"""The board's pages. What is decided is decided in forms and actions."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.errors import CommunityError, InvalidInput, NotAllowed, TooFast
from community.core.pagecache import for_visitors
from community.core.ratelimit import Rate, network_of, spend
from community.core.shown_again import shown_again
from community.core.text import asked
from community.discussion import actions as talk
from community.moderation.views import flag_page, for_participants
from community.notifications.following import follow_page
from community.organisations.speaking import voice_of
from community.taxonomy.models import Board

from . import actions
from .detail import detail_context, is_supported
from .filters import Filters
from .forms import PostForm
from .frame import board_page
from .listing import board_context, filters_of
from .maps.clusters import is_told
from .maps.counts import counts as counts_of
from .maps.page import map_context, points_of, zoom_in
from .maps.regions import circle_in
from .models import LONGEST_BODY, Issue
from .noticing import FIELDS, masked, notices, preview_of
from .own import own_ways
from .person import new_person, person_of, remember
from .posting import keep_photos, post_context

COUNTED = Rate(120, 60)  # answers a minute for one address that are counted post by post
ASKED = Rate(120, 60)  # looks a minute at what somebody is typing


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


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def new(request: HttpRequest) -> HttpResponse:
    """One page, photo first. A valid POST stores at once; an invalid one keeps everything, photos too.

    The button `step` only looks: `preview` shows what others will read, `mask` takes what is personal out first.
    """
    posted = _posted_before(request)
    if posted is not None:
        return redirect("issues:thanks", posted.number)
    step = request.POST.get("step")
    words = masked(request.POST) if step == "mask" else request.POST
    sent = (words, request.FILES) if request.method == "POST" else ()
    form = PostForm(*sent, initial=_initial(request))
    photos, refused = keep_photos(form, author=request.user) if request.method == "POST" else ([], [])
    for sentence in refused:
        form.add_error("photos", sentence)
    refusal: CommunityError | None = InvalidInput() if form.is_bound else None
    if step in LOOKING and form.is_valid():
        seen = {"preview": preview_of(form, request.user)}
        return render(request, "issues/new.html", post_context(form, photos) | seen)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in POSTED}
        try:
            issue = actions.post_issue(author=request.user, photos=photos, board=_board(request), **fields)
        except (InvalidInput, NotAllowed, TooFast) as error:
            form.add_error(None, str(error))
            refusal = error
        else:
            return redirect("issues:thanks", issue.number)
    return shown_again(request, "issues/new.html", post_context(form, photos), refusal)


@login_required
@require_POST
def personal(request: HttpRequest) -> JsonResponse:
    """What the words of a form tell of people; sent in a body, so that it stands in no address and no log."""
    spend("personal", request.user.pk, ASKED)
    said = {name: request.POST.get(name, "")[:LONGEST_BODY] for name in FIELDS}
    found = notices(said, private=bool(request.POST.get("private")))
    return JsonResponse({"notices": found}, headers={"Cache-Control": "no-store"})


LOOKING = ("preview", "mask")
POSTED = (
    "title", "body", "kind", "category", "ward", "lat", "lng", "address", "precision", "anonymous", "private", "key",
)  # fmt: skip


@login_required
@require_safe
def thanks(request: HttpRequest, number: int) -> HttpResponse:
    """Its number, and what happens next by when."""
    issue = Issue.objects.of(request.user, number)
    if issue.author_id != request.user.pk:
        return redirect(issue)
    return render(request, "issues/thanks.html", {"issue": issue, "own": own_ways(issue, request.user)})


@require_http_methods(["GET", "POST"])
@for_participants
def support(request: HttpRequest, number: int) -> HttpResponse:
    """わたしも: the form for those without a session; the press itself; taking it back."""
    person = person_of(request)
    if request.method == "GET":
        issue = Issue.objects.of(request.user, number)
        supported = is_supported(issue, user=request.user, person=person)
        return render(request, "issues/support.html", {"issue": issue, "supported": supported})
    if request.POST.get("undo"):
        actions.withdraw_support(number=number, user=request.user, person=person)
        return redirect("issues:detail", number)
    person = person or new_person()
    actions.support_issue(number=number, user=request.user, person=person, address=request.META["REMOTE_ADDR"])
    response = redirect("issues:detail", number)
    if not request.user.is_authenticated:
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
    body, key = request.POST.get("body", ""), request.POST.get("key", "")
    try:
        voice = voice_of(request.user, request.POST.get("organisation"))
        event = talk.post_message(author=request.user, thread=issue.thread, body=body, key=key, organisation=voice)
    except (InvalidInput, NotAllowed, TooFast) as error:
        context = detail_context(request, issue, person="", draft=body, draft_error=str(error))
        return shown_again(request, "issues/detail.html", context, error)
    return redirect(f"{issue.get_absolute_url()}#m{event.seq}")


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """Tell the desk that something is not right."""
    issue = Issue.objects.of(request.user, number)
    return flag_page(
        request, issue, kind="issue", number=number, template="issues/flag.html", done="issues/flagged.html"
    )


def _posted_before(request: HttpRequest) -> Issue | None:
    """What an earlier press of the same form has stored: its photos need not be opened again."""
    key = asked(request.POST.get("key"), limit=64)
    return Issue.objects.filter(author=request.user, key=key).first() if key else None


def _initial(request: HttpRequest) -> dict[str, Any]:
    """A post may be begun from a list: its ward and category come along, and the place that was looked at."""
    begun = {name: asked(request.GET[name], limit=20) for name in ("ward", "category", "kind") if name in request.GET}
    place = circle_in(f"{request.GET.get('lat', '')},{request.GET.get('lng', '')}"[:60])
    return begun | ({"lat": place.lat, "lng": place.lng} if place else {})


def _board(request: HttpRequest) -> Board | None:
    return Board.objects.filter(slug=asked(request.GET.get("board"), limit=40)).first()
