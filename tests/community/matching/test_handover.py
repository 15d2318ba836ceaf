"""One hand-over from the first request to the story, and all the ways it can end before."""

from datetime import timedelta

import pytest

from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.discussion import actions as talk
from community.discussion.models import Thread
from community.efforts.models import Effort
from community.matching import actions
from community.matching.actions.locking import NotNow
from community.matching.models import Match, Need, Reveal, Thanks
from community.matching.workflow import State
from community.moderation import actions as moderation
from community.resources.actions.stock import NothingLeft
from community.resources.models import Resource
from tests import helpers, makers

pytestmark = pytest.mark.django_db


def test_a_request_holds_nothing_until_the_owner_says_yes():
    match = helpers.match(quantity=3, there_are=10)

    assert (match.state, left(match)) == (State.PROPOSED, 10)

    actions.accept_match(number=match.pk, by=match.resource.author)
    assert left(match) == 7


def test_only_the_other_side_may_answer():
    match = helpers.match()
    with pytest.raises(NotNow):
        actions.accept_match(number=match.pk, by=match.asker)
    with pytest.raises(NotFound):
        actions.accept_match(number=match.pk, by=makers.person())


def test_more_than_there_is_cannot_be_asked_for_or_promised():
    first, second = (helpers.match(there_are=10, quantity=6) for _ in range(2))
    second = helpers.match(resource=first.resource, quantity=6)
    actions.accept_match(number=first.pk, by=first.resource.author)

    with pytest.raises(NothingLeft) as refusal:
        actions.accept_match(number=second.pk, by=first.resource.author)
    assert refusal.value.left == 4
    assert Match.objects.get(pk=second.pk).state == State.PROPOSED
    with pytest.raises(NothingLeft):
        helpers.match(resource=first.resource, quantity=5)

    actions.accept_match(number=second.pk, by=first.resource.author, quantity=4)
    assert left(first) == 0


@pytest.mark.parametrize("end", ["decline", "withdraw", "fail"])
def test_what_ends_early_gives_everything_back(end):
    match = helpers.match(quantity=3, there_are=10)
    owner = match.resource.author
    if end == "decline":
        actions.decline_match(number=match.pk, by=owner, note="日が合わない")
    else:
        actions.accept_match(number=match.pk, by=owner)
        actions.schedule_match(number=match.pk, by=match.asker, at=now() + timedelta(days=2))
        {"withdraw": actions.withdraw_match, "fail": actions.fail_match}[end](number=match.pk, by=match.asker)

    match.refresh_from_db()
    assert left(match) == 10
    assert match.is_over
    with pytest.raises(NotAllowed):  # the talk is closed
        talk.post_message(author=owner, thread=Thread.objects.get(pk=match.thread_id), body="もしもし")


def test_fewer_may_be_delivered_than_promised_and_the_rest_is_free():
    match = accepted(quantity=5, there_are=10)
    actions.deliver_match(number=match.pk, by=match.asker, quantity=2)
    resource = Resource.objects.get(pk=match.resource_id)
    assert (resource.held, resource.handed_out, resource.left) == (0, 2, 8)


def test_what_was_lent_comes_back_once():
    match = accepted(quantity=5, there_are=10, returns=True)
    actions.deliver_match(number=match.pk, by=match.asker)
    assert left(match) == 5
    actions.return_things(number=match.pk, by=match.resource.author)
    assert left(match) == 10
    with pytest.raises(NotAllowed):
        actions.return_things(number=match.pk, by=match.resource.author)


def test_the_two_and_the_desk_read_their_talk_and_nobody_else():
    match = helpers.match(message="29日にお借りしたいです。")
    readers = [match.asker, match.resource.author, makers.officer(makers.KITA)]
    for reader in readers:
        assert Thread.objects.of(reader, "match", match.pk).pk == match.thread_id
        assert Match.objects.of(reader, match.pk) == match
    for stranger in (makers.person(), makers.officer(makers.HIRANO), None):
        assert not Thread.objects.visible_to(stranger).filter(pk=match.thread_id).exists()
        assert not Match.objects.visible_to(stranger).exists()
    with pytest.raises(NotAllowed):  # the desk reads
        actions.accept_match(number=match.pk, by=readers[2])


def test_contacts_are_shown_field_by_field_after_acceptance_and_taken_back():
    match = helpers.match()
    with pytest.raises(NotAllowed):
        actions.show_contact(number=match.pk, by=match.asker, field="phone", value="06-0000-0000")
    actions.accept_match(number=match.pk, by=match.resource.author)
    actions.show_contact(number=match.pk, by=match.asker, field="phone", value="06-0000-0000")
    assert Reveal.objects.get().value == "06-0000-0000"

    actions.hide_contact(number=match.pk, by=match.asker, field="phone")

    assert not Reveal.objects.exists()
    assert [step.act for step in match.steps.all()] == ["propose", "accept", "show-phone", "hide-phone"]


def test_the_same_press_asks_once():
    asker, resource = makers.person(), helpers.resource()
    first = actions.request_resource(resource=resource.pk, by=asker, key="k1")
    assert actions.request_resource(resource=resource.pk, by=asker, key="k1") == first
    assert Match.objects.count() == 1


def test_nobody_asks_for_their_own_or_while_it_rests_or_while_banned():
    resource = helpers.resource()
    with pytest.raises(NotAllowed):
        actions.request_resource(resource=resource.pk, by=resource.author)
    Resource.objects.filter(pk=resource.pk).update(state="resting")
    with pytest.raises(NotAllowed):
        actions.request_resource(resource=resource.pk, by=makers.person())
    banned = makers.person()
    moderation.ban_person(public_id=banned.public_id, by=makers.chief(), reason="迷惑な書きこみ")
    with pytest.raises(NotAllowed):
        actions.request_resource(resource=resource.pk, by=banned)


def test_an_owner_offers_to_an_issue_and_its_poster_answers():
    issue, resource = makers.issue(), helpers.resource()
    match = actions.offer_to_issue(resource=resource.pk, issue=issue.number, by=resource.author, message="行けます")
    with pytest.raises(NotNow):
        actions.accept_match(number=match.pk, by=resource.author)
    actions.accept_match(number=match.pk, by=issue.author)
    assert Match.objects.get().holds
    with pytest.raises(NotAllowed):  # the same once more
        actions.offer_to_issue(resource=resource.pk, issue=issue.number, by=resource.author)


def test_a_poster_without_a_name_stays_without_one():
    issue, resource = makers.issue(anonymous=True), helpers.resource()
    match = actions.offer_to_issue(resource=resource.pk, issue=issue.number, by=resource.author)
    assert match.asker_name == "投稿した人"


def test_thanks_that_both_let_out_are_a_report_on_the_issue_and_a_story():
    issue = makers.issue()
    match = accepted(issue=issue.number)
    actions.deliver_match(number=match.pk, by=match.asker)
    actions.confirm_match(number=match.pk, by=match.asker)
    actions.thank_for_match(number=match.pk, by=match.asker, words="ぴかぴかになりました。", people=20, tell=True)
    assert not Effort.objects.exists()

    actions.agree_to_tell(number=match.pk, by=match.resource.author, tell=True)

    effort = Effort.objects.visible_to(None).get()
    assert (effort.issue, effort.people, effort.author) == (issue, 20, match.resource.author)
    assert "ぴかぴか" in effort.body
    thanks = Thanks.objects.get()
    assert thanks.story is not None
    assert thanks.story.live
    assert thanks.story.issue_numbers == str(issue.number)


def test_thanks_stay_between_the_two_when_one_says_no():
    match = accepted(issue=makers.issue().number)
    actions.deliver_match(number=match.pk, by=match.asker)
    actions.thank_for_match(number=match.pk, by=match.asker, words="ありがとう。", tell=True)
    actions.agree_to_tell(number=match.pk, by=match.resource.author, tell=False)
    assert not Effort.objects.exists()
    assert Thanks.objects.get().story is None


def test_a_need_is_met_by_what_was_confirmed():
    issue = makers.issue()
    need = actions.state_need(issue=issue.number, by=issue.author, code="cleaning-tools", quantity=5)
    match = accepted(issue=issue.number, need=need.pk, quantity=5, there_are=10)
    actions.deliver_match(number=match.pk, by=match.asker)
    assert Need.objects.get().state == Need.State.OPEN
    actions.confirm_match(number=match.pk, by=match.asker)
    assert Need.objects.get().state == Need.State.MET


def test_only_the_poster_the_desk_and_verified_organisations_say_what_is_needed():
    issue = makers.issue()
    for one, code in ((issue.author, "clean"), (makers.officer(makers.KITA), "lights")):
        actions.state_need(issue=issue.number, by=one, code=code)
    with pytest.raises(NotAllowed):
        actions.state_need(issue=issue.number, by=makers.person(), code="carry")
    with pytest.raises(InvalidInput):
        actions.state_need(issue=issue.number, by=issue.author, code="nonsense")
    again = actions.state_need(issue=issue.number, by=issue.author, code="clean", quantity=4)
    assert Need.objects.filter(issue=issue).count() == 2
    assert again.quantity == 4


def accepted(**fields):
    match = helpers.match(**fields)
    return actions.accept_match(number=match.pk, by=match.resource.author)


def left(match):
    return Resource.objects.get(pk=match.resource_id).left


def test_each_side_speaks_with_one_voice():
    owner = makers.person()
    organisation = makers.organisation(author=owner)
    match = helpers.match(resource=helpers.resource(author=owner, organisation=organisation))
    said = talk.post_message(author=owner, thread=match.thread, body="どうぞ。")
    asked = talk.post_message(author=match.asker, thread=match.thread, body="ありがとう。")
    assert (said.message.organisation, asked.message.organisation) == (organisation, None)
