"""Replies go through Wagtail's workflow, which asks a chief of the issue's ward and nobody else."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from wagtail.models import TaskState, Workflow, WorkflowContentType, WorkflowState

from community.core.errors import NotAllowed
from community.replies import actions
from community.replies.actions import approval
from community.replies.models import OfficialReply, WardChiefTask
from tests import makers

pytestmark = pytest.mark.django_db


def drafted(issue, by=None, view="直します。") -> OfficialReply:
    by = by or makers.officer(makers.KITA)
    return actions.draft_reply(number=issue.number, by=by, subject="街灯", view=view, kind="will_do")


def states(reply: OfficialReply) -> tuple[str, list[str]]:
    state = reply.workflow_states.get()
    return state.status, list(state.task_states.order_by("pk").values_list("status", flat=True))


def test_workflow_is_planted_once_and_asks_a_chief():
    call_command("init_site")
    call_command("init_site")

    workflow = Workflow.objects.get(name=approval.NAME)
    assert OfficialReply.get_default_workflow() == workflow
    assert [type(task.specific) for task in workflow.tasks] == [WardChiefTask]


def test_draft_waits_for_the_chief_and_their_word_publishes_it():
    issue = makers.issue()
    reply = drafted(issue)
    assert states(reply) == ("in_progress", ["in_progress"])

    actions.publish_reply(number=issue.number, by=makers.chief(makers.KITA))

    reply.refresh_from_db()
    assert reply.live and states(reply) == ("approved", ["approved"])


def test_reply_that_was_handed_back_goes_on_in_the_same_workflow():
    issue, officer, chief = makers.issue(), makers.officer(), makers.chief()
    reply = drafted(issue, officer)

    actions.return_reply(number=issue.number, by=chief, note="日付を入れてください。")
    assert states(reply) == ("needs_changes", ["rejected"])
    assert TaskState.objects.get(workflow_state__object_id=reply.pk).comment == "日付を入れてください。"

    drafted(issue, officer, view="29日に直します。")
    assert states(reply) == ("in_progress", ["rejected", "in_progress"])

    actions.publish_reply(number=issue.number, by=chief)
    reply.refresh_from_db()
    assert (reply.live, reply.view) == (True, "29日に直します。")


def test_chief_may_hand_back_twice_and_then_publish_all_the_same():
    issue, chief = makers.issue(), makers.chief()
    reply = drafted(issue)
    for note in ("もう少し短く。", "やっぱり、日付も。"):
        actions.return_reply(number=issue.number, by=chief, note=note)

    actions.publish_reply(number=issue.number, by=chief)

    reply.refresh_from_db()
    assert reply.live and states(reply)[0] == "approved"


def test_newer_text_takes_the_place_of_the_one_that_waits():
    issue = makers.issue()
    reply = drafted(issue)

    drafted(issue, view="29日に直します。")

    waiting = TaskState.objects.get(workflow_state__object_id=reply.pk, status="in_progress")
    reply.refresh_from_db()
    assert waiting.revision == reply.latest_revision and "29日に直します。" in str(waiting.revision.content)


def test_chiefs_own_reply_is_approved_in_the_workflow_too():
    reply = drafted(makers.issue(), makers.chief())

    assert reply.live and states(reply) == ("approved", ["approved"])


@pytest.mark.parametrize("action", ["approve", "reject"])
@pytest.mark.parametrize(
    "who", [lambda: makers.officer(), lambda: makers.chief(makers.HIRANO), makers.editor, makers.person]
)
def test_task_obeys_chiefs_of_the_ward_only(who, action):
    reply = drafted(makers.issue())
    step = reply.current_workflow_task_state

    with pytest.raises(PermissionDenied):
        step.task.specific.on_action(step, user=who(), action_name=action)

    reply.refresh_from_db()
    assert not reply.live and states(reply) == ("in_progress", ["in_progress"])


def test_chief_off_duty_cannot_approve():
    issue, chief = makers.issue(), makers.chief(makers.KITA)
    reply, chief.on_duty = drafted(issue), False
    step = reply.current_workflow_task_state

    with pytest.raises(PermissionDenied):
        step.task.specific.on_action(step, user=chief, action_name="approve")


def test_finished_workflow_publishes_for_a_chief_only():
    """Even a finish that went round the task."""
    reply = drafted(makers.issue())

    with pytest.raises(PermissionDenied):
        reply.current_workflow_state.finish(user=makers.editor())

    reply.refresh_from_db()
    assert not reply.live


def test_wagtail_writes_no_letters_about_replies():
    makers.admin()
    issue, officer = makers.issue(), makers.officer()
    drafted(issue, officer)
    actions.return_reply(number=issue.number, by=makers.chief(), note="日付を。")
    drafted(issue, officer)
    actions.publish_reply(number=issue.number, by=makers.chief())

    assert mail.outbox == []


@pytest.mark.parametrize("make", [makers.editor, makers.admin])
def test_wagtails_screens_offer_a_reply_to_nobody(login, make):
    reply = drafted(makers.issue(), view="みはりのことば")
    user = make()
    browser = login(user)

    assert not TaskState.objects.reviewable_by(user).exists()
    for address in (
        "/cms/",
        "/cms/reports/workflow/",
        "/cms/reports/workflow_tasks/",
        "/cms/reports/site-history/",
        "/cms/snippets/",
    ):
        answer = browser.get(address)
        assert answer.status_code in (200, 302) and "みはりのことば" not in answer.content.decode(), address
    step = reply.current_workflow_task_state
    for address in (
        f"/cms/snippets/replies/officialreply/edit/{reply.pk}/",
        f"/cms/snippets/replies/officialreply/workflow/action/{reply.pk}/approve/{step.pk}/",
        f"/cms/snippets/replies/officialreply/unpublish/{reply.pk}/",
    ):
        assert browser.post(address, {"action-publish": "1"}).status_code == 404, address
    reply.refresh_from_db()
    assert not reply.live


def test_home_of_wagtail_opens_for_those_who_have_a_draft_in_the_workflow(login):
    admin, issue = makers.admin(), makers.issue()
    drafted(issue)
    WorkflowState.objects.update(requested_by=admin)

    assert login(admin).get("/cms/").status_code == 200


@pytest.mark.parametrize("spoil", ["disabled", "detached", "emptied"])
def test_workflow_that_was_spoilt_in_wagtail_is_planted_anew(spoil):
    issue = makers.issue()
    reply = drafted(issue)
    workflow = OfficialReply.get_default_workflow()
    if spoil == "disabled":
        workflow.deactivate()
    elif spoil == "detached":
        WorkflowContentType.objects.all().delete()
    else:
        workflow.workflow_tasks.all().delete()

    with pytest.raises(NotAllowed):
        actions.publish_reply(number=issue.number, by=makers.officer())
    actions.publish_reply(number=issue.number, by=makers.chief())

    reply.refresh_from_db()
    assert reply.live
