"""An answer and the end of a ban at the same moment: one of them counts."""

import pytest

from community.core.errors import CommunityError
from community.core.models import JournalEntry
from community.moderation import actions
from tests import makers
from tests.community.issues.test_at_once import at_once

pytestmark = pytest.mark.usefixtures("committed")


def test_answer_and_lift_at_once_let_one_win():
    person, first, other = makers.person(), makers.chief(), makers.chief()
    cause = actions.ban_person(public_id=person.public_id, by=first, reason="くりかえしたため。")
    appeal = actions.appeal(cause=cause, by=person, words="わたしではありません。")
    answer = {"outcome": "reversed", "answer": "そのとおりでした。"}

    results = at_once(
        lambda: actions.decide_appeal(appeal_id=appeal.pk, by=other, **answer),
        lambda: actions.lift_ban(public_id=person.public_id, by=first),
    )

    assert sum(isinstance(result, CommunityError) for result in results) == 1, results
    assert JournalEntry.objects.filter(act="appeal.reverse").count() == 1
    assert JournalEntry.objects.filter(act="user.unban").count() == 1


def test_appeal_and_new_ban_at_once_leave_no_appeal_answered_by_nobody():
    person, chief = makers.person(), makers.chief()
    cause = actions.ban_person(public_id=person.public_id, by=chief, reason="くりかえしたため。")

    results = at_once(
        lambda: actions.appeal(cause=cause, by=person, words="わたしではありません。"),
        lambda: actions.ban_person(public_id=person.public_id, by=chief, reason="ほかの理由"),
    )

    assert sum(isinstance(result, CommunityError) for result in results) == 1, results
    assert not JournalEntry.objects.filter(act="appeal.reverse").exists()
