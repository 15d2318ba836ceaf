"""Wagtail writes a letter of its own at each step of a workflow. Not for replies: their news is ours to tell."""

from typing import Any

from wagtail.admin import signal_handlers
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

from .models import OfficialReply

LETTERS = (
    (workflow_submitted, "submitted", signal_handlers.workflow_submission_email_notifier),
    (workflow_approved, "approved", signal_handlers.workflow_approval_email_notifier),
    (workflow_rejected, "rejected", signal_handlers.workflow_rejection_email_notifier),
)


class ForPagesOnly:
    """One of Wagtail's letters, for everything but replies."""

    def __init__(self, letter: Any) -> None:
        self.letter = letter

    def __call__(self, instance: WorkflowState, **kwargs: Any) -> bool:
        if instance.content_type.model_class() is OfficialReply:
            return True
        return self.letter(instance=instance, **kwargs)


def keep_quiet() -> None:
    """Stand in Wagtail's place, under its own names, whichever of the two is made ready first."""
    for signal, step, letter in LETTERS:
        name = f"workflow_state_{step}_email_notification"
        signal.disconnect(sender=WorkflowState, dispatch_uid=name)
        signal.connect(ForPagesOnly(letter), sender=WorkflowState, dispatch_uid=name, weak=False)
