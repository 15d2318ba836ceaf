from typing import Any

from community.accounts.permissions import serves_ward
from community.core.models import ModerationMode

from . import workflow
from .models import Issue


def roles_of(user: Any, issue: Issue) -> set[str]:
    """In which roles of the workflow this person meets this issue."""
    roles = set()
    if user is not None and user.is_authenticated:
        roles.add(workflow.RESIDENT)
        if issue.author_id == user.pk:
            roles.add(workflow.AUTHOR)
        if serves_ward(user, issue.ward_id):
            roles.add(workflow.DESK)
    return roles


def may_step(user: Any, issue: Issue, to: str) -> bool:
    return any(workflow.may_step(issue.kind, issue.status, to, role) for role in roles_of(user, issue))


def must_wait(*, author: Any, mode: str) -> bool:
    """Whether a new post of this person is read by the desk before others see it."""
    if mode == ModerationMode.NEWCOMERS_WAIT:
        return not author.is_trusted
    return mode == ModerationMode.ALL_WAIT
