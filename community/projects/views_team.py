"""Starting a project and changing it, raising a hand, the team, the issues that it answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.core.errors import CommunityError, InvalidInput, NotAllowed, StaleVersion, TooFast
from community.core.shown_again import shown_again
from community.core.text import asked, asked_number
from community.issues.models import Issue
from community.moderation.views import for_participants
from community.photos.models import Photo

from . import actions
from .actions.starting import already_started
from .detail import issues_of
from .forms_project import JoinForm, ProjectForm, initial_of
from .models import Member, Project
from .permissions import is_of_team, leads
from .working import begun, cover_of, form_context, keep_photos


# ── The project itself ──────────────────────────────────────────────────────────────────────────────────────────
@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def new(request: HttpRequest) -> HttpResponse:
    """One page. A valid POST stores at once; an invalid one keeps everything, the picture too."""
    known = already_started(request.user, asked(request.POST.get("key"), limit=64))
    if known is not None:
        return redirect(known)
    if request.method == "GET":
        form = ProjectForm(user=request.user, initial=begun(request))
        return render(request, "projects/form.html", form_context(form, []))
    form = ProjectForm(request.POST, request.FILES, user=request.user)
    photos = keep_photos(form, author=request.user)
    project, refusal = _start(request, form, photos)
    if project is not None:
        messages.success(request, _said(project))
        return redirect(project)
    return shown_again(request, "projects/form.html", form_context(form, photos), refusal)


def _start(
    request: HttpRequest, form: ProjectForm, photos: list[Photo]
) -> tuple[Project | None, CommunityError | None]:
    """The stored project, or why there is none: it is said on the form."""
    if not form.is_valid():
        return None, InvalidInput()
    given = form.cleaned_data
    try:
        made = actions.start_project(
            author=request.user,
            organisation=given.get("organisation"),
            cover=cover_of(form, photos),
            issues=[given["issue"]] if given["issue"] else [],
            key=given["key"],
            **form.what(),
        )
    except (InvalidInput, NotAllowed, TooFast) as error:
        form.add_error(None, str(error))
        return None, error
    return made, None


def _said(project: Project) -> str:
    if project.is_public:
        return _("始めました。次は、答える課題をつないで、なかまを待ちましょう。")
    return _("とどきました。市のデスクが読んでから、みんなに見えます。")


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The same page, filled in. When somebody was faster both texts are shown, and the next press decides."""
    project = _led(request, number)
    if request.method == "GET":
        form = ProjectForm(user=request.user, project=project, initial=initial_of(project))
        return render(request, "projects/form.html", form_context(form, []))
    if request.POST.get("erase"):
        actions.erase_project(number=number, by=request.user)
        messages.success(request, _("取り消しました。もう、だれにも見えません。"))
        return redirect("projects:list")
    form = ProjectForm(request.POST, request.FILES, user=request.user, project=project, initial=initial_of(project))
    photos = keep_photos(form, author=request.user)
    theirs: dict[str, Any] = {}
    refusal: CommunityError | None = InvalidInput()
    if form.is_valid():
        given = {"cover": cover_of(form, photos), "version": form.cleaned_data["version"] or 0} | form.what()
        try:
            actions.change_project(number=number, by=request.user, **given)
        except StaleVersion as error:
            theirs, refusal = error.theirs, error
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["version"] = str(error.version)
        except (InvalidInput, NotAllowed, TooFast) as error:
            form.add_error(None, str(error))
            refusal = error
        else:
            messages.success(request, _("変えました。"))
            return redirect(project)
    return shown_again(request, "projects/form.html", form_context(form, photos) | {"theirs": theirs}, refusal)


# ── The team ────────────────────────────────────────────────────────────────────────────────────────────────────
@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def join(request: HttpRequest, number: int) -> HttpResponse:
    """手を挙げる. Query: `role`, the one that was pressed."""
    project = Project.objects.of(request.user, number)
    mine = project.members.filter(person=request.user).first()
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        project=project,
        initial={"role": asked_number(request.GET.get("role")) or ""},
    )
    refusal: CommunityError | None = InvalidInput() if form.errors else None
    if form.is_valid():
        try:
            actions.ask_to_join(number=number, person=request.user, **form.cleaned_data)
        except (InvalidInput, NotAllowed, TooFast) as error:
            form.add_error(None, str(error))
            refusal = error
        else:
            messages.success(request, _("手を挙げました。始めた人が読んで、返事をします。"))
            return redirect(project)
    return shown_again(request, "projects/join.html", {"project": project, "form": form, "mine": mine}, refusal)


@login_required
@require_POST
def leave(request: HttpRequest, number: int) -> HttpResponse:
    actions.leave(number=number, person=request.user)
    messages.success(request, _("チームから、ぬけました。"))
    return redirect("projects:list")


@login_required
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, number: int) -> HttpResponse:
    """For who leads it: who raised a hand, with their words. POST: `member`, `act` (`take`, `decline`)."""
    project = _led(request, number)
    if request.method == "POST":
        member = asked_number(request.POST.get("member"))
        verb = {"take": actions.take_in, "decline": actions.decline}.get(request.POST.get("act", ""))
        if member is None or verb is None:
            raise InvalidInput
        found = verb(number=number, member=member, by=request.user)
        name = found.person.shown_name
        is_in = found.state == Member.State.JOINED
        said = _("%(name)sさんが、チームに入りました。") if is_in else _("%(name)sさんに、見送りと伝えました。")
        messages.success(request, said % {"name": name})
        return redirect("projects:members", number)
    rows = {"waiting": project.members.waiting(), "joined": project.members.joined()}
    return render(request, "projects/members.html", {"project": project, **rows})


# ── Its issues ──────────────────────────────────────────────────────────────────────────────────────────────────
@login_required
@require_http_methods(["GET", "POST"])
def issues(request: HttpRequest, number: int) -> HttpResponse:
    """For its team: what it answers. POST: `issue` (a number), `undo=1` takes it off, `back=1` leads to the issue."""
    project = Project.objects.of(request.user, number)
    if not is_of_team(request.user, project):
        raise NotAllowed(_("これができるのは、チームの人だけです。"))
    context: dict[str, Any] = {"project": project, "wrong": "", "typed": ""}
    error: CommunityError | None = None
    if request.method == "POST":
        typed = asked(request.POST.get("issue"), limit=20).lstrip("#＃")
        try:
            return _link(request, project, typed)
        except (InvalidInput, NotAllowed, TooFast) as reason:
            error = reason
            context |= {"wrong": str(reason), "typed": typed}
    context["issues"] = issues_of(project, request.user)
    return shown_again(request, "projects/issues.html", context, error)


def _link(request: HttpRequest, project: Project, typed: str) -> HttpResponse:
    issue = asked_number(typed)
    if issue is None:
        raise InvalidInput(_("課題の番号を、数字で入れてください。"))
    if request.POST.get("undo"):
        actions.unlink_issue(number=project.pk, issue=issue, by=request.user)
        messages.success(request, _("課題を外しました。"))
    else:
        actions.link_issue(number=project.pk, issue=issue, by=request.user)
        messages.success(request, _("課題をつなぎました。「%(name)s」が答えます。") % {"name": project.label})
    if request.POST.get("back"):
        return redirect(Issue(number=issue))
    return redirect("projects:issues", project.pk)


def _led(request: HttpRequest, number: int) -> Project:
    """Raises NotFound for what this person may not know of, NotAllowed for what is not theirs to decide."""
    project = Project.objects.of(request.user, number)
    if not leads(request.user, project):
        raise NotAllowed(_("これを決められるのは、プロジェクトを始めた人だけです。"))
    return project
