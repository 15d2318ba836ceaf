"""Who learns who has answered a call; who leads a project, and who belongs to its team; who sets challenges."""

from typing import Any

from community.accounts.permissions import is_chief, is_on_desk, serves_ward
from community.discussion.permissions import is_off_duty

from .models import Call, Project


def edits_calls(user: Any) -> bool:
    """Editors and admins on duty."""
    return bool(user.is_authenticated and user.has_perm("projects.change_call"))


def sees_answers(user: Any, call: Call) -> bool:
    return edits_calls(user) or serves_ward(user, call.ward_id)


def sees_some_answers(user: Any) -> bool:
    return edits_calls(user) or is_on_desk(user)


def sets_challenges(user: Any) -> bool:
    """Who looks after events (editors, admins), and chiefs of any ward: an event's challenges come from all wards."""
    return edits_calls(user) or is_chief(user)


def leads(user: Any, project: Project) -> bool:
    """The person who started it, or whoever acts for its organisation now."""
    return _is_at_work(user) and Project.objects.owned_by(user).filter(pk=project.pk).exists()


def is_of_team(user: Any, project: Project) -> bool:
    return _is_at_work(user) and Project.objects.of_team(user).filter(pk=project.pk).exists()


def _is_at_work(user: Any) -> bool:
    return bool(user is not None and user.is_authenticated and not is_off_duty(user))
