"""Drafts of official replies: who they wait for, and how many there can be."""

import pytest
from django.db import IntegrityError, transaction

from community.core.clock import today
from community.replies import actions
from community.replies.models import OfficialReply
from tests import makers

pytestmark = pytest.mark.django_db


def drafted(issue, by) -> OfficialReply:
    return actions.draft_reply(number=issue.number, by=by, subject="街灯", view="直します。", kind="will_do")


def test_draft_that_was_handed_back_waits_for_its_writer_until_it_is_written_anew():
    issue, officer = makers.issue(), makers.officer()
    reply = drafted(issue, officer)
    assert list(OfficialReply.objects.waiting()) == [reply]

    actions.return_reply(number=issue.number, by=makers.chief(), note="日付を入れてください。")
    assert not OfficialReply.objects.waiting().exists()
    assert list(OfficialReply.objects.returned_to(officer)) == [reply] == list(OfficialReply.objects.drafts())

    drafted(issue, officer)
    assert list(OfficialReply.objects.waiting()) == [reply] and not OfficialReply.objects.returned_to(officer).exists()


def test_issue_has_at_most_one_draft_and_any_number_of_answers():
    issue, chief = makers.issue(), makers.chief()
    drafted(issue, chief), drafted(issue, chief), drafted(issue, makers.officer())
    assert OfficialReply.objects.published().count() == 2

    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialReply.objects.create(issue=issue, live=False, subject="もう1つ", view="x", received_on=today())
