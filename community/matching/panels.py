"""Hand-overs and needs on pages of packages below."""

from typing import Any

from django.db.models import Count, Q

from community.core.panels import Panel
from community.organisations.permissions import EDIT, may, membership_of
from community.projects.permissions import is_of_team
from community.resources.permissions import may_change

from .calling import callers, told, with_helpers
from .cards import cards_for_issue, cards_for_resource
from .chips import chips_for
from .models import Invitation, Match, Need, Thanks
from .permissions import acting_for, owns, source_of
from .sentences import next_step
from .workflow import State
from .works import issues_for_project, works_for_issue

SHOWN = 5


def needs_of(issue: Any, user: Any) -> dict[str, Any] | None:
    """What an issue asks for, and the way to help; nothing on one that is over and asked for nothing."""
    asks = issue.is_public and issue.is_open
    found = Need.objects.of_issue(issue)
    needs = list(with_helpers(found, issue, user) if asks else found)
    may_say = source_of(user, issue) is not None
    if not issue.is_public or not (needs or (issue.is_open and issue.kind != "good")):
        return None
    if asks and needs:
        told(needs, callers(user, issue))
    cards = cards_for_issue(issue, user) if issue.is_open else []
    chips = chips_for(issue, needs) if may_say and not needs else []
    shown = {"issue": issue, "needs": needs, "may_say": may_say, "is_mine": user.pk == issue.author_id}
    return shown | {"cards": cards, "chips": chips}


def way_to_ask(resource: Any, user: Any) -> dict[str, Any] | None:
    """The button under what is left; the owner has none."""
    return {"resource": resource} if not owns(user, resource) else None


def way_to_why(resource: Any, user: Any) -> dict[str, Any] | None:
    """The way to 「なぜ出ないか」, for those who decide about it."""
    return {"resource": resource} if may_change(user, resource) else None


def going_on(resource: Any, user: Any) -> dict[str, Any] | None:
    """This person's own hand-overs of this resource: the owner's are all of it."""
    if not user.is_authenticated:
        return None
    matches = list(Match.objects.mine(user).open().filter(resource=resource).with_words()[:SHOWN])
    acting = acting_for(user)
    side = "owner" if owns(user, resource, acting) else "asker"
    rows = [{"match": match, "next": next_step(match, side)} for match in matches]
    return {"rows": rows} if rows else None


def fitting_issues(resource: Any, user: Any) -> dict[str, Any] | None:
    """この提供で助かる課題: open issues that it may help with."""
    cards = cards_for_resource(resource, user)
    return {"resource": resource, "cards": cards, "is_mine": owns(user, resource)} if cards else None


def answerable(project: Any, user: Any) -> dict[str, Any] | None:
    """答えられそうな課題: open issues that a project could answer; its team links them here."""
    cards = issues_for_project(project, user)
    return {"project": project, "cards": cards, "is_team": is_of_team(user, project)} if cards else None


def delivered_by(organisation: Any, user: Any) -> dict[str, Any] | None:
    """How often an organisation has helped, and the thanks that both sides let others read."""
    given = Match.objects.filter(resource__organisation=organisation).delivered()
    figures = given.aggregate(delivered=Count("pk"), thanked=Count("pk", filter=Q(state=State.THANKED)))
    thanks = Thanks.objects.told().filter(match__in=given).order_by("-at")[:3]
    return figures | {"thanks": list(thanks.select_related("match__asking_organisation", "match__issue"))}


def way_to_report(organisation: Any, user: Any) -> dict[str, Any] | None:
    """The way to 実績報告, for those who act for it."""
    return {"organisation": organisation} if may(membership_of(user, organisation), EDIT) else None


def own_matches(person: Any, user: Any) -> dict[str, Any] | None:
    """The way to one's hand-overs, with how many go on."""
    return {"going": Match.objects.mine(user).open().count()} if user.is_authenticated else None


def asked_of_me(person: Any, user: Any) -> dict[str, Any] | None:
    """The way to what one is asked for, while there is something."""
    count = Invitation.objects.visible_to(user).waiting().count()
    return {"count": count} if count else None


def way_to_needs(_thing: Any, _user: Any) -> dict[str, Any]:
    """The way to what still waits, for volunteers."""
    return {}


PANELS = (
    Panel("people.head", 10, way_to_needs, "matching/_way_to_needs.html"),
    Panel("people.card", 10, way_to_needs, "matching/_way_to_mine.html"),
    Panel("issue.needs", 25, works_for_issue, "matching/_works.html"),
    Panel("project.main", 10, answerable, "matching/_answerable.html"),
    Panel("issue.needs", 10, needs_of, "matching/_needs.html"),
    Panel("resource.ask", 10, way_to_ask, "matching/_ask.html"),
    Panel("resource.side", 10, way_to_why, "matching/_way_to_why.html"),
    Panel("resource.main", 10, fitting_issues, "matching/_fitting_issues.html"),
    Panel("resource.main", 20, going_on, "matching/_going_on.html"),
    Panel("organisation.side", 20, delivered_by, "matching/_delivered.html"),
    Panel("profile", 4, asked_of_me, "matching/_asked.html"),
    Panel("organisation.side", 30, way_to_report, "matching/_way_to_report.html"),
    Panel("profile", 5, own_matches, "matching/_way.html"),
)
