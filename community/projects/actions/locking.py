"""Taking a project for a change: lock first, then look."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import journal
from community.core.errors import NotAllowed, NotFound, StaleVersion
from community.core.visibility import DESK_SEES, Visibility
from community.discussion import actions as talk
from community.discussion.models import Thread
from community.moderation.permissions import refuse_banned
from community.photos import actions as photo_actions
from community.photos.models import Photo
from search import outbox as search_outbox

from ..describing import describe
from ..models import Project
from ..permissions import is_of_team, leads
from ..signals import project_changed


def lock(number: int) -> Project:
    found = (
        Project.objects.select_for_update(of=("self",))
        .select_related("organisation", "author", "ward", "cover")
        .filter(pk=number)
        .exclude(visibility=Visibility.ERASED)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def take_own(number: int, *, by: Any) -> Project:
    """A project that `by` leads, locked. Raises NotFound for what they may not know of, or NotAllowed."""
    project = take_seen(number, by=by)
    if not leads(by, project):
        raise NotAllowed(_("これを決められるのは、プロジェクトを始めた人だけです。"))
    refuse_banned(by)
    return project


def take_as_team(number: int, *, by: Any) -> Project:
    """A project to whose team `by` belongs, locked. Raises NotFound for what they may not know of, or NotAllowed."""
    project = take_seen(number, by=by)
    if not is_of_team(by, project):
        raise NotAllowed(_("これができるのは、チームの人だけです。"))
    refuse_banned(by)
    return project


def take_seen(number: int, *, by: Any) -> Project:
    """A project that `by` may see, locked. Raises NotFound."""
    project = lock(number)
    if not Project.objects.visible_to(by).filter(pk=number).exists():
        raise NotFound
    return project


def take(
    number: int, *, by: Any, act: str, key: str, version: int | None = None, yours: dict[str, Any] | None = None
) -> tuple[Project, bool]:
    """A project that `by` answers for as city staff, locked; and whether this press was done before.

    Raises NotFound outside the officer's wards, StaleVersion with both texts when somebody was faster.
    """
    project = lock(number)
    if project.visibility not in DESK_SEES or not Project.objects.at_desk_of(by).filter(pk=number).exists():
        raise NotFound
    if journal.already_done(act=act, by=by, kind="project", number=number, key=key):
        return project, True
    if version is not None and version != project.version:
        raise StaleVersion(yours=yours or {}, theirs=describe(project), version=project.version)
    return project, False


def save(project: Project, *fields: str) -> None:
    """Write the fields of a locked row and move its version on; its place in the index goes with it.

    Without fields something beside it has changed – its team, its issues –, and nothing is to be suggested anew.
    """
    project.version += 1
    project.save(update_fields=[*fields, "version"])
    if fields:
        tell_changed(project)
    else:
        search_outbox.record("project", project.pk)


def tell_changed(project: Project) -> None:
    """The index follows, and whoever suggests it."""
    search_outbox.record("project", project.pk)
    transaction.on_commit(lambda: project_changed.send_robust(Project, project_id=project.pk))


def set_visibility(project: Project, visibility: str, *fields: str) -> None:
    """Who sees it from now on; its talk and its picture go with it, in this transaction."""
    project.visibility = visibility
    save(project, "visibility", *fields)
    follow(project)


def follow(project: Project) -> None:
    """Talk and picture are seen by those who see the project; of a hidden organisation by nobody else."""
    seen = seen_as(project)
    Thread.objects.filter(pk=project.thread_id).update(ward=project.ward_id)  # its desk, or none for the whole city
    talk.follow_owner(thread_id=project.thread_id, visibility=seen)
    if project.cover is not None:
        photo_actions.follow_owner(photos=[project.cover], visibility=seen)
        Photo.objects.filter(pk=project.cover_id).update(ward=project.ward_id)


def seen_as(project: Project) -> str:
    """The visibility that everything hanging on it carries: never wider than its organisation's."""
    if project.organisation is not None and project.is_public:
        return project.organisation.visibility
    return project.visibility


def record(act: str, project: Project, *, by: Any, note: str = "", key: str = "", **after: Any) -> None:
    """One line of its journal."""
    journal.record(
        act=act,
        by=by,
        kind="project",
        number=project.pk,
        ward=project.ward_id or "",
        after=after,
        note=note,
        key=key,
    )
