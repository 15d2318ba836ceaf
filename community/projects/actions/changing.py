"""What its lead does with a project: say it anew, take it back for good."""

from typing import Any

from django.db import transaction

from community.accounts.testaccounts import is_exempt
from community.core.errors import StaleVersion
from community.core.ratelimit import Rate, spend
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.photos.models import Photo
from community.resources.permissions import must_wait

from ..describing import describe
from ..models import Member, Project
from .locking import follow, record, save, set_visibility, take_own
from .starting import attach, write_rows
from .what import COLUMNS, What, cleaned

CHANGES = Rate(60, 3600)
SHOWN = (
    "title",
    "title_en",
    "does",
    "body",
    "repository",
    "demo",
    "licence",
    "data_wanted",
)  # what others read, or follow


@transaction.atomic
def change_project(*, number: int, by: Any, version: int, cover: Photo | None = None, **given: Any) -> Project:
    """Say it anew; `given` are the fields of `What`, `cover` the picture that it has from now on.

    What somebody changed whose words the desk reads first, it reads again. Raises NotFound, NotAllowed, InvalidInput,
    or StaleVersion with both texts.
    """
    project = take_own(number, by=by)
    if not is_exempt(by.email):
        spend("project-change", by.pk, CHANGES)
    what = cleaned(What(**given))
    if version != project.version:
        yours = {"title": what.title, "does": what.does, "body": what.body}
        raise StaleVersion(yours=yours, theirs=describe(project), version=project.version)
    is_said_anew = _says_anew(project, what, cover)
    for name, value in what.columns.items():
        setattr(project, name, value)
    write_rows(project, what)
    attach(project, cover)
    if is_said_anew and project.is_public and must_wait(by, project.organisation):
        set_visibility(project, Visibility.PENDING, *COLUMNS)
    else:
        save(project, *COLUMNS)
        follow(project)
    record("project.change", project, by=by, visibility=project.visibility, stage=project.stage)
    return project


def _says_anew(project: Project, what: What, cover: Photo | None) -> bool:
    """Other words that people read, those of roles among them, or another picture."""
    roles = set(project.roles.values_list("title", flat=True))
    return (
        any(getattr(project, name) != getattr(what, name) for name in SHOWN)
        or any(role.title not in roles for role in what.roles)
        or (cover is not None and cover != project.cover)
    )


@transaction.atomic
def erase_project(*, number: int, by: Any) -> None:
    """Take it back for good: nobody sees it any more, its picture and the words of who asked to join are gone.

    Raises NotFound or NotAllowed.
    """
    project = take_own(number, by=by)
    attach(project, None)
    project.links.all().delete()
    Member.objects.filter(project=project).exclude(message="").update(message="")
    set_visibility(project, Visibility.ERASED)
    talk.close_talk(thread_id=project.thread_id)
    record("project.erase", project, by=by)
