"""A new project, with all that its first form says."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from community.accounts.testaccounts import is_exempt
from community.core.ratelimit import Rate, spend
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.moderation.permissions import refuse_banned
from community.notifications import actions as notices
from community.organisations.models import Organisation
from community.organisations.speaking import refuse_other_voices
from community.photos import actions as photo_actions
from community.photos.models import Photo
from community.resources.permissions import must_wait

from ..models import Project, ProjectDataset, Role
from .linking import announce_links, link_all
from .locking import record, seen_as, tell_changed
from .what import RoleSaid, What, cleaned

NEWCOMERS = (Rate(3, 3600), Rate(6, 86400))
TRUSTED = (Rate(10, 3600), Rate(30, 86400))
USES, NEEDS = ProjectDataset.Use.USES, ProjectDataset.Use.NEEDS


def start_project(
    *,
    author: Any,
    organisation: Organisation | None = None,
    cover: Photo | None = None,
    issues: Sequence[int] = (),
    key: str = "",
    **given: Any,
) -> Project:
    """Start one; `given` are the fields of `What`, `issues` numbers that it answers from the first. The same key of the
    same author is stored once. A newcomer's waits for the desk.

    Raises NotAllowed for who may only read or does not act for the organisation, InvalidInput or TooFast.
    """
    known = already_started(author, key)
    if known is not None:
        return known
    refuse_banned(author)
    refuse_other_voices(author, organisation)
    what = cleaned(What(**given))
    if not is_exempt(author.email):
        spend("project", author.pk, *(TRUSTED if author.is_trusted else NEWCOMERS))
    try:
        return store(author, organisation, what, cover=cover, issues=issues, key=key)
    except IntegrityError:  # two presses at once: the other one has stored it
        known = already_started(author, key)
        if known is None:
            raise
        return known


def already_started(author: Any, key: str) -> Project | None:
    """The project that this key has already made."""
    return Project.objects.filter(author=author, key=key).first() if key else None


@transaction.atomic
def store(
    author: Any,
    organisation: Organisation | None,
    what: What,
    *,
    cover: Photo | None = None,
    issues: Sequence[int] = (),
    key: str = "",
    number: int | None = None,
) -> Project:
    """A cleaned project as rows; `number` only where it is known before."""
    visibility = Visibility.PENDING if must_wait(author, organisation) else Visibility.PUBLIC
    thread = talk.open_thread(kind="project", number=None, visibility=visibility, author=author, ward=what.ward)
    project = Project.objects.create(
        pk=number,
        author=author,
        organisation=organisation,
        visibility=visibility,
        thread=thread,
        key=key,
        **what.columns,
    )
    talk.number_thread(thread_id=thread.pk, number=project.pk)
    write_rows(project, what)
    attach(project, cover)
    record("project.start", project, by=author, visibility=visibility, stage=project.stage)
    tell_changed(project)
    link_all(project, issues, by=author)
    announce_start(project)
    return project


def write_rows(project: Project, what: What) -> None:
    """Codes, data and roles; a known role stays the same one, what is not said any more is gone."""
    project.codes.set(what.codes)
    project.data.all().delete()
    ProjectDataset.objects.bulk_create(
        [ProjectDataset(project=project, dataset=one, use=USES) for one in what.uses]
        + [ProjectDataset(project=project, dataset=one, use=NEEDS) for one in what.needs]
    )
    known = {role.pk: role for role in project.roles.all()}
    kept = [_role(project, said, position, known) for position, said in enumerate(what.roles)]
    project.roles.exclude(pk__in=[role.pk for role in kept]).delete()


def _role(project: Project, said: RoleSaid, position: int, known: dict[int, Role]) -> Role:
    role = known.pop(said.known, None) if said.known else None
    role = role or Role(project=project)
    role.title, role.hours_a_week, role.remote, role.open = said.title, said.hours, said.remote, said.open
    role.position = position
    role.save()
    role.codes.set(said.codes)
    return role


def attach(project: Project, cover: Photo | None) -> None:
    """Its picture from now on; the one before is gone for good."""
    old = project.cover
    if cover == old:
        return
    project.cover = cover
    project.save(update_fields=["cover"])
    if cover is not None:
        photo_actions.give_to(photos=[cover], visibility=seen_as(project), author=project.author, ward=project.ward)
    if old is not None:
        photo_actions.drop(photos=[old])


def announce_start(project: Project) -> None:
    """Let those who follow its organisation hear of it, and those whose issues it answers. Call in the transaction that
    shows it to everybody."""
    if project.is_public:
        data = {"project": project.pk, "by": project.author_id}
        notices.announce(news="project.started", data=data, key=f"project.started:{project.pk}")
        announce_links(project, by=project.author)
