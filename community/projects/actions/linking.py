"""Issues that a project answers."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core.errors import InvalidInput, NotAllowed
from community.core.ratelimit import Rate, spend
from community.issues.models import Issue
from community.notifications import actions as notices

from ..models import Project, ProjectIssue
from .locking import record, save, take_as_team

MOST_ISSUES = 100
RATES = (Rate(30, 3600), Rate(100, 86400))  # each is told to people


def link_issue(*, number: int, issue: int, by: Any) -> Project:
    """The project answers this issue (its number); said twice it stands once. Only what everybody may see is linked.

    Raises NotFound, NotAllowed or TooFast, InvalidInput when there is no such issue.
    """
    if not is_exempt(by.email):
        spend("project.link", by.pk, *RATES)
    with transaction.atomic():
        project = take_as_team(number, by=by)
        if link_all(project, [issue], by=by):
            save(project)
            if project.is_public:
                announce_links(project, by=by)
    return project


@transaction.atomic
def unlink_issue(*, number: int, issue: int, by: Any) -> Project:
    """It does not answer it after all. Raises NotFound or NotAllowed."""
    project = take_as_team(number, by=by)
    gone, _rows = project.links.filter(issue__number=issue).delete()
    if gone:
        save(project)
        record("project.unlink", project, by=by, issue=issue)
    return project


def link_all(project: Project, numbers: Sequence[int], *, by: Any) -> int:
    """Link them; how many were not linked before. The caller holds the project's row, or has just made it."""
    known = set(project.links.values_list("issue__number", flat=True))
    fresh = [number for number in dict.fromkeys(numbers) if number not in known]
    if len(known) + len(fresh) > MOST_ISSUES:
        raise NotAllowed(_("課題は%(most)d件までつなげます。") % {"most": MOST_ISSUES})
    issues = Issue.objects.visible_to(by).listed().filter(number__in=fresh).in_bulk(field_name="number")
    if len(issues) < len(fresh):
        raise InvalidInput(_("この番号の課題は、見つかりません。番号を確かめてください。"))
    ProjectIssue.objects.bulk_create(ProjectIssue(project=project, issue=issues[number]) for number in fresh)
    for number in fresh:
        record("project.link", project, by=by, issue=number)
    return len(fresh)


def announce_links(project: Project, *, by: Any) -> None:
    """Let those whom its issues concern hear of it, once for each issue."""
    for issue in project.links.values_list("issue", flat=True):
        data = {"project": project.pk, "issue": issue, "by": by.pk if by else None}
        notices.announce(news="project.answers", data=data, key=f"project.answers:{project.pk}:{issue}")
