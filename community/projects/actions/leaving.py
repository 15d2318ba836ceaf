"""What becomes of projects when an account is closed."""

from typing import Any

from django.db import transaction

from community.core.visibility import Visibility
from community.discussion import actions as talk

from ..models import Member, Project, Stage
from .locking import lock, record, save, set_visibility
from .starting import attach

WORDS = ("title", "title_en", "does", "body", "repository", "demo", "licence", "data_wanted", "hidden_reason")


@transaction.atomic
def let_go(person: Any, *, erase: bool) -> None:
    """One's own projects rest, for nobody leads them; with `erase` they are gone, with all their words. An
    organisation's goes on. Call in the closing transaction.
    """
    own = Project.objects.filter(author=person, organisation=None).exclude(visibility=Visibility.ERASED)
    for number in list(own.order_by("pk").values_list("pk", flat=True)):
        project = lock(number)
        _erase(project) if erase else _rest(project)


def _rest(project: Project) -> None:
    Member.objects.filter(project=project).exclude(message="").update(message="")  # words for the lead alone
    if project.stage != Stage.RESTING:
        project.stage = Stage.RESTING
        save(project, "stage")
        record("project.rest", project, by=None)


def _erase(project: Project) -> None:
    attach(project, None)
    project.links.all().delete()
    project.roles.all().delete()
    Member.objects.filter(project=project).exclude(message="").update(message="")
    for name in WORDS:
        setattr(project, name, "")
    set_visibility(project, Visibility.ERASED, *WORDS)
    talk.close_talk(thread_id=project.thread_id)
    record("project.erase", project, by=None)
