"""Who may report, and whose word ends the matter."""

from typing import Any

from community.accounts.permissions import serves_ward
from community.core.visibility import Visibility
from community.discussion.permissions import is_off_duty, may_post
from community.issues.models import Issue
from community.issues.workflow import Kind as IssueKind
from community.issues.workflow import Status, may_step

from .models import Kind


def kinds_for(user: Any, issue: Issue) -> list[Kind]:
    """What this person may report there now: whoever may speak in the talk of a public issue may say what was done.

    An idea has no end that people could report, and a nice thing has nothing to be done about.
    """
    if not may_post(user, issue.thread):
        return []
    return kinds_of(issue)


def kinds_of(issue: Issue) -> list[Kind]:
    """What can be reported on an issue by whoever may speak there."""
    if issue.visibility != Visibility.PUBLIC or issue.merged_into_id is not None or issue.kind == IssueKind.GOOD:
        return []
    if issue.is_open and may_step(issue.kind, issue.status, Status.RESOLVED_BY_COMMUNITY, "desk"):
        return [Kind.PROGRESS, Kind.SOLVED]
    return [Kind.PROGRESS]


def is_poster(user: Any, issue: Issue) -> bool:
    return bool(user.is_authenticated and issue.author_id == user.pk and not is_off_duty(user))


def may_decide(user: Any, issue: Issue) -> bool:
    """The poster, or the desk of the ward."""
    return is_poster(user, issue) or serves_ward(user, issue.ward_id)
