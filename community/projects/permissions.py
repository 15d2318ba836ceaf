"""Who learns who has answered a call."""

from typing import Any

from community.accounts.permissions import is_on_desk, serves_ward

from .models import Call


def edits_calls(user: Any) -> bool:
    """Editors and admins on duty."""
    return bool(user.is_authenticated and user.has_perm("projects.change_call"))


def sees_answers(user: Any, call: Call) -> bool:
    return edits_calls(user) or serves_ward(user, call.ward_id)


def sees_some_answers(user: Any) -> bool:
    return edits_calls(user) or is_on_desk(user)
