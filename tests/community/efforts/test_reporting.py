"""Reporting what was done, and whose word ends an issue."""

import pytest

from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.visibility import Visibility
from community.efforts import actions
from community.efforts.models import Effort, Kind, State
from community.issues import actions as issues
from community.issues.models import Issue
from community.issues.workflow import Status
from community.moderation import actions as moderation
from community.photos import actions as photos
from tests import makers

pytestmark = pytest.mark.django_db


def report(issue, author=None, kind=Kind.SOLVED, **fields):
    fields = {"body": "みんなで草をぬきました。"} | fields
    return actions.report_effort(issue_number=issue.number, author=author or makers.person(), kind=kind, **fields)


def now_of(issue):
    return Issue.objects.get(pk=issue.pk)


def test_a_trusted_persons_report_is_seen_at_once_and_changes_nothing_yet():
    issue = makers.issue()
    effort = report(issue)
    assert effort.state == State.WAITING
    assert Effort.objects.visible_to(None).get() == effort
    assert now_of(issue).status == Status.RECEIVED


def test_the_posters_yes_ends_the_issue_and_is_no_answer_of_the_city():
    issue = makers.issue()
    effort = report(issue)
    actions.confirm_effort(number=issue.number, effort=effort.pk, by=issue.author, word="助かりました。")
    assert Effort.objects.get().state == State.CONFIRMED
    after = now_of(issue)
    assert after.status == Status.RESOLVED_BY_COMMUNITY
    assert after.closed_at is not None
    assert after.first_answer_at is None


def test_the_desks_yes_is_an_answer_of_the_city():
    issue = makers.issue()
    effort = report(issue)
    actions.confirm_effort(number=issue.number, effort=effort.pk, by=makers.officer(makers.KITA))
    assert now_of(issue).status == Status.RESOLVED_BY_COMMUNITY
    assert now_of(issue).first_answer_at is not None


def test_not_yet_needs_a_word_and_keeps_the_issue_open():
    issue = makers.issue()
    effort = report(issue)
    with pytest.raises(InvalidInput):
        actions.decline_effort(number=issue.number, effort=effort.pk, by=issue.author)
    actions.decline_effort(number=issue.number, effort=effort.pk, by=issue.author, word="まだ半分のこっています。")
    assert Effort.objects.get().state == State.DECLINED
    assert now_of(issue).is_open


def test_nobody_else_decides():
    issue = makers.issue()
    effort = report(issue)
    for other in (effort.author, makers.person(), makers.officer(makers.HIRANO)):
        with pytest.raises(NotAllowed):
            actions.confirm_effort(number=issue.number, effort=effort.pk, by=other)
    assert now_of(issue).is_open


@pytest.mark.parametrize("decide", [actions.confirm_effort, actions.decline_effort])
def test_a_banned_poster_does_not_answer(decide):
    issue = makers.issue()
    effort = report(issue)
    moderation.ban_person(public_id=issue.author.public_id, by=makers.chief(), reason="人の名前を書いたため。")
    with pytest.raises(NotAllowed, match="できません。理由と"):
        decide(number=issue.number, effort=effort.pk, by=issue.author, word="みはりのことば")
    assert Effort.objects.get().state == State.WAITING
    decide(number=issue.number, effort=effort.pk, by=makers.officer(makers.KITA), word="見てきました。")
    assert Effort.objects.get().state != State.WAITING


def test_the_posters_own_report_needs_nobody():
    issue = makers.issue()
    assert report(issue, issue.author).state == State.CONFIRMED
    assert now_of(issue).status == Status.RESOLVED_BY_COMMUNITY


def test_an_issue_that_has_ended_stays_as_it_is():
    issue = makers.issue()
    effort = report(issue)
    officer = makers.officer(makers.KITA)
    issues.change_status(number=issue.number, to=Status.RESOLVED, by=officer, sentence="直しました。")
    actions.confirm_effort(number=issue.number, effort=effort.pk, by=issue.author)
    assert now_of(issue).status == Status.RESOLVED
    with pytest.raises(NotAllowed):
        report(issue)
    assert report(issue, kind=Kind.PROGRESS).pk


def test_a_newcomers_report_waits_for_the_desk_with_its_photos():
    issue, newcomer, officer = makers.issue(), makers.newcomer(), makers.officer(makers.KITA)
    photo = photos.take_in(upload=makers.upload(), author=newcomer, draft_key="k")
    effort = report(issue, newcomer, photos_after=[photo])
    photo.refresh_from_db()
    assert (effort.visibility, photo.visibility) == (Visibility.PENDING, Visibility.PENDING)
    for other in (None, issue.author, makers.person()):
        assert not Effort.objects.visible_to(other).exists()
    with pytest.raises(NotFound):
        actions.confirm_effort(number=issue.number, effort=effort.pk, by=issue.author)
    actions.approve_effort(number=issue.number, effort=effort.pk, by=officer)
    photo.refresh_from_db()
    assert Effort.objects.visible_to(None).get().state == State.WAITING
    assert photo.visibility == Visibility.PUBLIC
    assert now_of(issue).is_open


def test_a_hidden_report_takes_its_photos_to_another_address():
    issue, officer = makers.issue(), makers.officer(makers.KITA)
    author = makers.person()
    photo = photos.take_in(upload=makers.upload(), author=author, draft_key="k")
    effort = report(issue, author, photos_before=[photo])
    old = photo.token
    actions.hide_effort(number=issue.number, effort=effort.pk, by=officer, reason="人の顔が写っています。")
    photo.refresh_from_db()
    assert photo.token != old
    assert photo.visibility == Visibility.HIDDEN
    assert not Effort.objects.visible_to(None).exists()
    assert Effort.objects.visible_to(author).get().word == "人の顔が写っています。"


def test_reports_follow_their_issue_out_of_sight_and_back():
    issue, officer = makers.issue(), makers.officer(makers.KITA)
    effort = report(issue)
    issues.hide_issue(number=issue.number, by=officer, reason="個人のことが書かれています。")
    assert not Effort.objects.visible_to(None).exists()
    issues.restore_issue(number=issue.number, by=officer, reason="直しました。")
    assert Effort.objects.visible_to(None).get() == effort


def test_one_press_is_one_report():
    issue, author = makers.issue(), makers.person()
    first, second = report(issue, author, key="k1"), report(issue, author, key="k1")
    assert first == second


@pytest.mark.parametrize(
    "fields", [{"body": " "}, {"body": "あ" * 1001}, {"done_on": "tomorrow"}, {"people": 0}, {"kind": "x"}]
)
def test_what_cannot_be_is_said(fields):
    from datetime import timedelta

    from community.core.clock import today

    if "done_on" in fields:
        fields = {"done_on": today() + timedelta(days=1)}
    with pytest.raises(InvalidInput):
        report(makers.issue(), **fields)
    assert not Effort.objects.exists()


def test_a_private_post_an_idea_and_a_nice_thing_have_no_end_to_report():
    private = makers.issue(private=True)
    with pytest.raises(NotFound):
        report(private)
    with pytest.raises(NotAllowed):
        report(private, private.author)
    with pytest.raises(NotAllowed):
        report(makers.issue(kind="good"))
    idea = makers.issue(kind="idea")
    with pytest.raises(NotAllowed):
        report(idea)
    assert report(idea, kind=Kind.PROGRESS).pk


def test_a_banned_person_reports_nothing():
    issue, person = makers.issue(), makers.person()
    moderation.ban_person(public_id=person.public_id, reason="人の名前を何度も書いたため。", by=makers.chief())

    with pytest.raises(NotAllowed, match="できません"):
        actions.report_effort(issue_number=issue.number, author=person, kind="progress", body="草を刈りました。")

    assert not issue.efforts.exists()
