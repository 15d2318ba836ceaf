"""One's projects, teams and answers to calls, for one's own copy."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core.mydata import Files, Row, forgets, gives
from community.core.visibility import Visibility
from community.photos.mydata import put

from .actions.leaving import let_go
from .models import CallAnswer, Member, Project

forgets(let_go, "projects.Project.author")

COLUMNS = (
    "title", "title_en", "does", "body", "stage", "visibility", "repository", "demo", "licence", "data_wanted",
    "created_at", "hidden_reason",
)  # fmt: skip


@gives("projects", _("プロジェクト"), "projects.Project.author")
def projects(person: Any, files: Files) -> Iterator[Row]:
    own = Project.objects.filter(author=person).exclude(visibility=Visibility.ERASED)
    for one in own.select_related("cover").order_by("pk"):
        is_own = one.cover is not None and one.cover.author_id == person.pk
        yield (
            {"number": one.pk, "organisation": one.organisation_id}
            | {name: getattr(one, name) for name in COLUMNS}
            | {"photos": [put(files, one.cover, f"project-{one.pk}-1")] if is_own else []}
        )


@gives("teams", _("プロジェクトのチーム"), "projects.Member.person")
def teams(person: Any, files: Files) -> Iterator[Row]:
    for one in Member.objects.filter(person=person).select_related("role"):
        role = one.role.title if one.role else ""
        yield {"project": one.project_id, "role": role, "state": one.state, "message": one.message, "at": one.at}


@gives("call_answers", _("サポーター募集への応募"), "projects.CallAnswer.person")
def call_answers(person: Any, files: Files) -> Iterator[Row]:
    for one in CallAnswer.objects.filter(person=person).select_related("call"):
        yield {"call": one.call.title, "message": one.message, "state": one.state, "at": one.at}
