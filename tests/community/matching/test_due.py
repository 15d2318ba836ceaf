"""What time does to hand-overs."""

from datetime import timedelta

import pytest

from community.core.clock import now
from community.core.errors import NotAllowed
from community.core.models import OutboxItem
from community.discussion.models import Thread
from community.matching import actions
from community.matching.actions import due
from community.matching.models import Match, Reveal
from community.matching.workflow import State
from community.resources.models import Resource
from tests import helpers

pytestmark = pytest.mark.django_db


def reminders():
    return OutboxItem.objects.filter(channel="news", payload__news="match.reminder").count()


def test_a_request_without_an_answer_is_asked_for_once_and_expires_after_a_week(later):
    match = helpers.match()
    later(days=1)
    assert due.remind() == 0
    later(days=3)
    assert due.remind() == 1
    assert due.remind() == 0
    later(days=6)
    assert due.end_what_is_due() == 0
    later(days=8)
    assert due.end_what_is_due() == 1
    assert Match.objects.get().state == State.EXPIRED
    assert Match.objects.get().steps.last().side == ""
    assert reminders() == 1
    assert Thread.objects.get(pk=match.thread_id).closed_at is not None


def test_a_promise_without_a_date_is_free_again_after_two_weeks(later):
    match = helpers.match(quantity=4, there_are=10)
    actions.accept_match(number=match.pk, by=match.resource.author)
    later(days=3)
    assert due.remind() == 1
    later(days=8)
    assert due.remind() == 1
    later(days=13)
    assert due.end_what_is_due() == 0
    later(days=15)
    due.end_what_is_due()
    assert Match.objects.get().state == State.EXPIRED
    assert Resource.objects.get().left == 10


def test_before_the_date_that_was_fixed_nobody_is_asked_anything(later):
    match = helpers.match()
    actions.accept_match(number=match.pk, by=match.resource.author)
    actions.schedule_match(number=match.pk, by=match.asker, at=now() + timedelta(days=30))
    later(days=29)
    assert (due.remind(), due.end_what_is_due()) == (0, 0)
    later(days=33)
    assert due.remind() == 1
    later(days=45)
    due.end_what_is_due()
    assert Match.objects.get().state == State.EXPIRED


def test_what_was_delivered_counts_as_confirmed_after_a_week(later):
    match = helpers.match()
    actions.accept_match(number=match.pk, by=match.resource.author)
    actions.deliver_match(number=match.pk, by=match.asker)
    later(days=8)
    due.end_what_is_due()
    match = Match.objects.get()
    assert match.state == State.CONFIRMED
    assert Resource.objects.get().handed_out == 1


def test_contacts_and_talk_close_thirty_days_after_the_thanks(later):
    match = helpers.match()
    owner = match.resource.author
    actions.accept_match(number=match.pk, by=owner)
    actions.show_contact(number=match.pk, by=owner, field="phone", value="06-0000-0000")
    actions.deliver_match(number=match.pk, by=match.asker)
    actions.thank_for_match(number=match.pk, by=match.asker, words="ありがとう。")
    later(days=29)
    due.close_contacts()
    assert Reveal.objects.exists()
    later(days=31)
    due.close_contacts()
    assert not Reveal.objects.exists()
    assert Thread.objects.get(pk=match.thread_id).closed_at is not None
    with pytest.raises(NotAllowed):
        actions.show_contact(number=match.pk, by=owner, field="phone", value="06-0000-0000")


def test_contacts_close_also_when_nobody_ever_thanks(later):
    match = helpers.match()
    owner = match.resource.author
    actions.accept_match(number=match.pk, by=owner)
    actions.show_contact(number=match.pk, by=owner, field="phone", value="06-0000-0000")
    actions.deliver_match(number=match.pk, by=match.asker)
    actions.confirm_match(number=match.pk, by=match.asker)
    later(days=31)
    due.close_contacts()
    assert not Reveal.objects.exists()
    with pytest.raises(NotAllowed):
        actions.show_contact(number=match.pk, by=owner, field="phone", value="06-0000-0000")
    actions.thank_for_match(number=match.pk, by=match.asker, words="ありがとう。")
    assert Match.objects.get().state == State.THANKED
