"""The way of a reply through Wagtail's workflow 公式の回答. Callers hold the issue's row locked.

submit ──▶ the chief's task waits on the latest revision ──approve──▶ finished: published (finish.py)
              ▲                                        └──give_back──▶ needs changes ──submit──▶ waits again
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from wagtail.models import Workflow, WorkflowContentType, WorkflowState, WorkflowTask

from ..models import OfficialReply, WardChiefTask

NAME, TASK = "公式の回答", "区の責任者の確認"


def plant_workflow() -> Workflow:
    """The workflow of every reply: one task, a chief's. Made anew when it was switched off or changed."""
    workflow = OfficialReply.get_default_workflow()
    if workflow is not None and _asks_a_chief_only(workflow):
        return workflow
    try:
        return _plant()
    except IntegrityError:  # two at once: the other one has planted it
        return OfficialReply.get_default_workflow()


def submit(reply: OfficialReply, *, by: Any) -> WorkflowState:
    """Let the latest revision wait for a chief: begin, go on after it was handed back, or take the newer text."""
    workflow = plant_workflow()
    state = _present(reply, workflow, by)
    if state is None:
        return workflow.start(reply, by)
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=by)
    else:
        state.current_task_state.cancel(user=by, resume=True)
    return state


def approve(reply: OfficialReply, *, by: Any) -> None:
    """Finish the chief's task on the latest revision, which publishes it. Raises PermissionDenied for anybody else."""
    _decide(reply, by, "approve")


def give_back(reply: OfficialReply, *, by: Any, note: str) -> None:
    """Reject with a comment. A reply that was handed back before stays so, with the newer comment on the reply."""
    state = _present(reply, plant_workflow(), by)
    if state is None or state.status == WorkflowState.STATUS_IN_PROGRESS:
        _decide(reply, by, "reject", comment=note)


def _decide(reply: OfficialReply, by: Any, action: str, **more: Any) -> None:
    state = _present(reply, plant_workflow(), by)
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        state = submit(reply, by=by)
    step = state.current_task_state
    step.task.specific.on_action(step, user=by, action_name=action, **more)


def _present(reply: OfficialReply, workflow: Workflow, by: Any) -> WorkflowState | None:
    """Where the reply is in the workflow now; one that was begun in another workflow begins anew."""
    state = reply.current_workflow_state
    if state is not None and (state.workflow_id != workflow.pk or state.current_task_state is None):
        state.cancel(user=by)
        return None
    return state


def _asks_a_chief_only(workflow: Workflow) -> bool:
    tasks = list(workflow.tasks.values_list("active", "wardchieftask"))
    return len(tasks) == 1 and tasks[0][0] and tasks[0][1] is not None


@transaction.atomic
def _plant() -> Workflow:
    task = WardChiefTask.objects.filter(active=True).first() or WardChiefTask.objects.create(name=TASK)
    workflow = Workflow.objects.create(name=NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(OfficialReply, for_concrete_model=False),
        defaults={"workflow": workflow},
    )
    return workflow
