"""One project's page: what it shows to this person."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.areas.reference import wards
from community.core.bilingual import open_to_all
from community.core.charts import Chart, Key, Part, Row
from community.discussion.page import talk_of
from community.issues.cards import state_of
from community.issues.models import Issue
from community.issues.workflow import SOLVED
from community.notifications.followed import is_told_of
from community.people import masking
from community.photos.models import State as PhotoState
from community.taxonomy.codes import code_names
from community.taxonomy.reference import categories

from .cards import dress
from .describing import terms_in_words
from .models import Challenge, EventPage, Member, Project, ProjectDataset
from .permissions import is_of_team, leads
from .stories import open_stories, story_rows
from .volunteers import with_volunteers

MOST_ISSUES, MOST_BARS, MOST_STORIES = 6, 6, 3
USES, NEEDS = ProjectDataset.Use.USES, ProjectDataset.Use.NEEDS


def detail_context(request: HttpRequest, project: Project, *, draft: str = "", draft_error: str = "") -> dict[str, Any]:
    user = request.user
    project.thread.discussed = project
    talk = talk_of(request, project.thread, draft=draft, draft_error=draft_error)
    dress(project)
    is_lead = leads(user, project)
    mine = None if not user.is_authenticated else project.members.filter(person=user).first()
    return {
        **parts_of(request, project),
        "project": project,
        "is_lead": is_lead,
        "mine": mine,
        "is_team": is_lead or is_of_team(user, project),
        "waiting": project.members.waiting().count() if is_lead else 0,
        **talk,
        "followed": is_told_of(user, "project", project.pk),
    }


def parts_of(request: HttpRequest, project: Project) -> dict[str, Any]:
    """What it answers, where it comes from, who builds it, on what, and what was told of it; and the chain of these."""
    issues = issues_of(project, request.user)
    event, challenge = _origin(project, request)
    data = [row for row in project.data.select_related("dataset") if row.dataset.listed]
    members = list(Member.objects.visible_to(request.user).filter(project=project).joined())
    roles = list(with_volunteers(project.roles.wanted(), project).prefetch_related("codes"))
    for role in roles:
        role.terms = terms_in_words(role)
        role.near, role.asks = masking.in_words(role.volunteers), code_names().get(role.code, "")
    cover = project.cover
    parts = {
        "trail": [{"label": _("プロジェクト"), "url": reverse("projects:list")}, {"label": project.label}],
        "ward": wards().get(project.ward_id),
        "issues": issues[:MOST_ISSUES],
        "issue_count": len(issues),
        "chart": chart_of(issues),
        "event": event,
        "challenge": challenge,
        "members": members,
        "roles": roles,
        "uses": [row.dataset for row in data if row.use == USES],
        "needs": [row.dataset for row in data if row.use == NEEDS],
        "stories": stories_of(issues, request),
        "share_photo": cover if cover is not None and cover.state == PhotoState.READY else None,
    }
    return parts | {"chain": chain_of(project, parts)}


def issues_of(project: Project, user: Any) -> list[Issue]:
    """Those that everybody may see, with their state drawn, the latest linked first."""
    linked = Issue.objects.visible_to(user).listed().filter(project_links__project=project)
    issues = list(linked.order_by("-project_links__pk").only("number", "title", "kind", "status", "category", "ward"))
    known = wards()
    for issue in issues:
        issue.ward = known.get(issue.ward_id)
        issue.pill = state_of(issue)
        issue.is_solved = issue.status in SOLVED
    return issues


def chart_of(issues: Iterable[Issue]) -> Chart | None:
    """つないだ課題: of each sort, how many are solved and how many are still to come."""
    kinds, counts = categories(), {}
    for issue in issues:
        solved, rest = counts.get(issue.category_id, (0, 0))
        counts[issue.category_id] = (solved + issue.is_solved, rest + (not issue.is_solved))
    if not counts:
        return None
    most = sorted(counts.items(), key=lambda row: (-sum(row[1]), row[0]))[:MOST_BARS]
    solved, rest = (sum(pair[nth] for pair in counts.values()) for nth in (0, 1))
    return Chart(
        title=_("つないだ課題"),
        description=_("直ったもの%(solved)d件、これからのもの%(rest)d件。") % {"solved": solved, "rest": rest},
        rows=[
            Row(kinds[slug].label, str(sum(pair)), [Part("city", pair[0]), Part("people", pair[1])])
            for slug, pair in most
        ],
        keys=[Key("city", _("直った")), Key("people", _("これから"))],
    )


def stories_of(issues: list[Issue], request: HttpRequest) -> list[dict[str, Any]]:
    """Stories about one of these issues."""
    numbers = [str(issue.number) for issue in issues]
    if not numbers:
        return []
    told = open_stories().filter(issue_numbers__regex=rf"(^|[^0-9])({'|'.join(numbers)})([^0-9]|$)")
    return story_rows(told[:MOST_STORIES], request)


def _origin(project: Project, request: HttpRequest) -> tuple[dict[str, str] | None, dict[str, str] | None]:
    """Event and challenge, each as label and address, when everybody may open the event's page."""
    if project.event_id is None:
        return None, None
    page = open_to_all(EventPage.objects).filter(pk=project.event_id).first()
    if page is None:
        return None, None
    event = {"label": page.shown_title, "url": page.get_url(request)}
    seen = Challenge.objects.visible_to(request.user)
    challenge = seen.filter(pk=project.challenge_id, event=page).first() if project.challenge_id else None
    return event, {"label": challenge.shown_title, "url": event["url"]} if challenge else None


def chain_of(project: Project, parts: dict[str, Any]) -> list[dict[str, str]]:
    """困りごとから、しくみまで: each step that exists, with its icon, word, line and the way there."""
    issues, data, stories = parts["issues"], parts["uses"] or parts["needs"], parts["stories"]
    steps: list[dict[str, str]] = []
    if issues:
        rest = parts["issue_count"] - 1
        line = f"#{issues[0].number}"
        line = _("%(first)s ほか%(rest)d件") % {"first": line, "rest": rest} if rest else line
        steps.append({"look": "person", "icon": "alert", "word": _("課題"), "line": line, "url": "#issues"})
    origin = parts["challenge"] or parts["event"]
    if origin:
        word = _("お題") if parts["challenge"] else _("催し")
        steps.append({"look": "money", "icon": "flag", "word": word, "line": origin["label"], "url": origin["url"]})
    name = {"look": "project", "icon": "code", "word": _("プロジェクト"), "line": project.label, "url": ""}
    people = ngettext("%(n)d人", "%(n)d人", project.team) % {"n": project.team}
    steps += [name, {"look": "person", "icon": "users", "word": _("チーム"), "line": people, "url": "#team"}]
    if data:
        line = data[0].shown_title
        line = _("%(first)s ほか%(rest)d件") % {"first": line, "rest": len(data) - 1} if len(data) > 1 else line
        steps.append({"look": "facts", "icon": "database", "word": _("データ"), "line": line, "url": "#data"})
    if stories:
        story = stories[0]
        line, url = story["story"].shown_title, story["url"]
        steps.append({"look": "thing", "icon": "book", "word": _("お話"), "line": line, "url": url})
    return steps
