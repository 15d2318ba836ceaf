"""What Wagtail does when a workflow is finished (`WAGTAIL_FINISH_WORKFLOW_ACTION`).

Wagtail imports this while it loads its own models: nothing of theirs or ours may be imported above the functions.
"""

from typing import Any

from django.core.exceptions import PermissionDenied


def publish_finished(workflow_state: Any, user: Any = None) -> None:
    """A reply that a chief of its ward has approved becomes public; pages are published as Wagtail would."""
    from wagtail.workflows import publish_workflow_state

    from community.accounts.permissions import is_chief_of

    from .models import OfficialReply

    thing = workflow_state.content_object
    if not isinstance(thing, OfficialReply):
        publish_workflow_state(workflow_state, user=user)
        return
    if not is_chief_of(user, thing.issue.ward_id):
        raise PermissionDenied
    # The right was checked against the ward; Wagtail only knows rights on models.
    thing.get_latest_revision().publish(user=user, skip_permission_checks=True)
