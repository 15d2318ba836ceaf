"""Projects on pages of others: an issue's, one's own page, a person's, an organisation's."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from community.core.panels import Panel

from .cards import dressed
from .models import Project, ProjectIssue

MOST = 6


def answering(issue: Any, user: Any) -> dict[str, Any] | None:
    """Projects that answer an issue; whoever belongs to a team can answer it with theirs."""
    if not issue.is_public:
        return None
    answers = Exists(ProjectIssue.objects.filter(project=OuterRef("pk"), issue=issue))
    known = Project.objects.visible_to(user).annotate(answers=answers)
    listed = Q(answers=True, pk__in=Project.objects.listed().values("pk"))
    mine = Q(answers=False, pk__in=Project.objects.of_team(user).values("pk"))
    found = dressed(known.filter(listed | mine).with_card().order_by("-answers", "-pk")[: 2 * MOST])
    projects = [project for project in found if project.answers][:MOST]
    own = [project for project in found if not project.answers][:MOST]
    return {"issue": issue, "projects": projects, "mine": own} if found else None


def _mine(person: Any, user: Any) -> dict[str, Any] | None:
    """The newest to whose team this person belongs, waiting and hidden ones too."""
    projects = dressed(Project.objects.visible_to(user).of_team(user).with_card().newest()[:MOST])
    return {"projects": projects, "mine": True} if projects else None


def _of_person(person: Any, user: Any) -> dict[str, Any] | None:
    """What everybody may see of what they build: started under their own name, or joined."""
    listed = Project.objects.visible_to(user).listed()
    own, joined = listed.filter(author=person, organisation=None), listed.joined_by(person)
    numbers = {*own.values_list("pk", flat=True), *joined.values_list("pk", flat=True)}
    projects = dressed(listed.filter(pk__in=numbers).with_card().newest()[:MOST])
    return {"projects": projects, "mine": False} if projects else None


def _of_organisation(organisation: Any, user: Any) -> dict[str, Any] | None:
    started = Project.objects.visible_to(user).listed().filter(organisation=organisation)
    projects = dressed(started.with_card().newest()[:MOST])
    return {"projects": projects, "mine": False} if projects else None


PANELS = (
    Panel("issue.needs", 20, answering, "projects/_answering.html"),
    Panel("profile", 22, _mine, "projects/_panel.html"),
    Panel("person", 22, _of_person, "projects/_panel.html"),
    Panel("organisation.main", 15, _of_organisation, "projects/_panel.html"),
)
