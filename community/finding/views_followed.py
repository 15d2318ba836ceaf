"""Follow a search: by a button, or by a feed reader."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.core.errors import InvalidInput
from community.core.feeds import answer_with
from community.core.pagecache import for_visitors
from community.core.ratelimit import Rate, network_of, spend

from . import actions
from .asked import Asked
from .feed import feed_of
from .followed import offer_of, read

FOLLOWS = (Rate(30, 3600), Rate(100, 86400))  # presses of one person
FEEDS = Rate(60, 60)  # a minute for one address, those of the board included


@login_required
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """The address says which search. GET: what it means, for those who just logged in; POST: the press itself."""
    asked = read(request.GET)
    if request.method == "GET":
        return _page(request, asked)
    if request.POST.get("undo"):
        actions.unfollow_search(user=request.user, asked=asked)
        messages.success(request, _("この検索の見まもりを、やめました。"))
    else:
        spend("follow-search", request.user.pk, *FOLLOWS)
        try:
            actions.follow_search(user=request.user, asked=asked)
        except InvalidInput as error:
            return _page(request, asked, error=str(error))
        messages.success(request, _("この検索を見まもります。合う投稿が新しく出たら、知らせます。"))
    return redirect(reverse("finding:search") + asked.address())


def _page(request: HttpRequest, asked: Asked, error: str = "") -> HttpResponse:
    offer = offer_of(asked, request.user)
    if offer is None:
        raise InvalidInput(error or _("さがすことばを書くか、区や種類をえらんでから、見まもってください。"))
    context: dict[str, Any] = {"offer": offer, "error": error}
    return render(request, "finding/follow.html", context, status=400 if error else 200)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The newest that fits; a reader that has it already gets 304."""
    answer = _feed(request)
    return get_conditional_response(request, etag=answer["ETag"], response=answer)


@for_visitors
def _feed(request: HttpRequest) -> HttpResponse:
    spend("feed", network_of(request.META["REMOTE_ADDR"]), FEEDS)
    return answer_with(feed_of(request, read(request.GET)))
