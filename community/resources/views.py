"""The pages of what can be had: list, map, calendar, one thing and its talk. What is decided is decided in actions."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.pagecache import for_visitors
from community.core.ratelimit import Rate, network_of, spend
from community.core.text import asked_number
from community.discussion.saying import said_by_form
from community.moderation.views import flag_page, for_participants
from community.notifications.following import follow_page

from .calendar import calendar_context
from .detail import detail_context
from .filters import Filters
from .listing import list_context
from .mapping import map_context, points_of
from .models import Resource

USUAL_ZOOM, ZOOMS = 12, range(1, 20)
COUNTED = Rate(120, 60)  # answers to the map's script a minute for one address


@require_safe
@for_visitors
def resource_list(request: HttpRequest) -> HttpResponse:
    return render(request, "resources/list.html", list_context(request))


@require_safe
@for_visitors
def resource_map(request: HttpRequest) -> HttpResponse:
    """The same on a map, and beside it as a list. Without script the map is that of the wards."""
    return render(request, "resources/map.html", map_context(request))


@require_safe
@for_visitors
def points(request: HttpRequest) -> JsonResponse:
    """What stands where, for the map's script: `bbox` and all other filters, `zoom`."""
    spend("map", network_of(request.META["REMOTE_ADDR"]), COUNTED)
    zoom = asked_number(request.GET.get("zoom"))
    zoom = zoom if zoom in ZOOMS else USUAL_ZOOM
    return JsonResponse(points_of(Filters.read(request.GET), zoom=zoom, user=request.user))


@require_safe
@for_visitors
def calendar(request: HttpRequest) -> HttpResponse:
    """What can be had on which day of a month."""
    return render(request, "resources/calendar.html", calendar_context(request))


@require_safe
@for_visitors
def detail(request: HttpRequest, number: int) -> HttpResponse:
    resource = Resource.objects.of(request.user, number)
    return render(request, "resources/detail.html", detail_context(request, resource))


@require_POST
def comments(request: HttpRequest, number: int) -> HttpResponse:
    """Say something in the talk, without a socket. What is wrong is said beside the words, which stay."""
    resource = Resource.objects.of(request.user, number)
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?next={resource.get_absolute_url()}")
    context = partial(detail_context, request, resource)
    return said_by_form(request, resource.thread, template="resources/detail.html", context=context)


@login_required
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """見まもる: what it means, for those who just logged in; the press itself; taking it back."""
    resource = Resource.objects.of(request.user, number)
    return follow_page(request, resource, kind="resource", key=number, template="resources/follow.html")


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """Tell the desk that something is not right with it, or with a message of its talk."""
    resource = Resource.objects.of(request.user, number)
    return flag_page(request, resource, kind="resource", number=number)
