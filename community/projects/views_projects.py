"""The pages of projects that everybody opens: the list, one of them, its talk. Decisions are in actions."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.areas.reference import wards
from community.core.pagecache import for_visitors
from community.core.paging import page_of
from community.discussion.saying import said_by_form
from community.moderation.views import flag_page, for_participants
from community.notifications.following import follow_page

from .cards import dressed
from .detail import detail_context
from .filters import Filters, bar_context
from .models import Project

PAGE = 24


@require_safe
@for_visitors
def project_list(request: HttpRequest) -> HttpResponse:
    filters = Filters.read(request.GET)
    fitting = filters.apply(Project.objects.visible_to(request.user).listed(), user=request.user)
    page = page_of(fitting.newest().with_card(), request.GET, size=PAGE)
    context: dict[str, Any] = {
        "filters": filters,
        "bar": bar_context(filters),
        "paging": page,
        "projects": dressed(page["things"]),
        "ward": wards().get(filters.ward),
        "path": request.path,
    }
    return render(request, "projects/list.html", context)


@require_safe
@for_visitors
def detail(request: HttpRequest, number: int) -> HttpResponse:
    project = Project.objects.of(request.user, number)
    return render(request, "projects/detail.html", detail_context(request, project))


@require_POST
def comments(request: HttpRequest, number: int) -> HttpResponse:
    """Say something in the talk, without a socket. What is wrong is said beside the words, which stay."""
    project = Project.objects.of(request.user, number)
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?next={project.get_absolute_url()}")
    context = partial(detail_context, request, project)
    return said_by_form(request, project.thread, template="projects/detail.html", context=context)


@login_required
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """見まもる: what it means, for those who just logged in; the press itself; taking it back."""
    project = Project.objects.of(request.user, number)
    return follow_page(request, project, kind="project", key=number, template="projects/follow.html")


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """Tell the desk that something is not right with it, or with a message of its talk."""
    project = Project.objects.of(request.user, number)
    return flag_page(request, project, kind="project", number=number)
