"""An officer and a chief, or two chiefs, at the same moment: no lost update, one event, the text that was read."""

import pytest

from community.core.errors import StaleVersion
from community.issues.models import Issue
from community.replies import actions
from community.replies.models import OfficialReply
from tests import makers
from tests.community.issues.test_at_once import at_once

pytestmark = pytest.mark.usefixtures("committed")
READ, NEWER = "29日に替えます。", "30日に替えます。"


def draft(issue, by, view, version=None) -> OfficialReply:
    return actions.draft_reply(number=issue.number, by=by, subject="街灯", view=view, kind="will_do", version=version)


def version_of(issue) -> int:
    return Issue.objects.get(pk=issue.pk).version


@pytest.mark.parametrize("_round", range(3))
def test_chief_approves_while_the_officer_edits(_round):
    """Whoever comes first wins and the other is told with both texts; what is public is what the chief has read."""
    issue, officer, chief = makers.issue(), makers.officer(), makers.chief()
    draft(issue, officer, READ)
    seen = version_of(issue)

    edited, published = at_once(
        lambda: draft(issue, officer, NEWER, seen),
        lambda: actions.publish_reply(number=issue.number, by=chief, version=seen),
    )

    losers = [result for result in (edited, published) if isinstance(result, StaleVersion)]
    reply = OfficialReply.objects.get()
    assert len(losers) == 1
    assert (reply.live, reply.view) == ((True, READ) if losers[0] is edited else (False, NEWER))


def test_officer_first_then_the_chief_is_told_with_both_texts(login):
    issue, officer = makers.issue(), makers.officer()
    draft(issue, officer, READ)
    seen = version_of(issue)
    draft(issue, officer, NEWER, seen)

    answer = login(makers.chief()).post(f"/cms/desk/issues/{issue.number}/reply-approve/", {"version": seen})

    assert answer.status_code == 409 and NEWER in answer.content.decode()
    assert not OfficialReply.objects.published().exists()


def test_chief_first_then_the_officer_is_told_with_both_texts(login):
    issue = makers.issue()
    draft(issue, makers.officer(), READ)
    seen = version_of(issue)
    actions.publish_reply(number=issue.number, by=makers.chief(), version=seen)

    answer = login(makers.officer()).post(
        f"/cms/desk/issues/{issue.number}/reply/",
        {"version": seen, "subject": "街灯", "view": NEWER, "kind": "will_do"},
    )

    page = answer.content.decode()
    assert answer.status_code == 409 and NEWER in page and READ in page
    assert [reply.view for reply in OfficialReply.objects.all()] == [READ]


def test_two_chiefs_at_once_make_one_event():
    issue, chiefs = makers.issue(), [makers.chief(), makers.chief()]
    draft(issue, makers.officer(), READ)
    seen = version_of(issue)

    results = at_once(
        *[lambda c=c: actions.publish_reply(number=issue.number, by=c, version=seen, key="k") for c in chiefs]
    )

    assert sum(isinstance(result, StaleVersion) for result in results) == 1
    assert issue.thread.events.filter(type="reply").count() == 1
    assert OfficialReply.objects.get().workflow_states.get().status == "approved"


def test_two_drafts_at_once_on_a_new_site_plant_one_workflow():
    from wagtail.models import Workflow, WorkflowContentType

    WorkflowContentType.objects.all().delete()
    Workflow.objects.all().delete()
    issues = [makers.issue(), makers.issue()]

    results = at_once(*[lambda i=i: draft(i, makers.officer(), READ) for i in issues])

    assert all(isinstance(result, OfficialReply) for result in results)
    assert WorkflowContentType.objects.count() == 1
