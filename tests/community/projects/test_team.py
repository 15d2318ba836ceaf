"""Raising a hand, being taken in, leaving; linking issues; who is told."""

import pytest
from django.core.management import call_command

from community.core import outbox
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.notifications import actions as notices
from community.notifications.models import Notice
from community.projects import actions
from community.projects.actions.what import RoleSaid
from community.projects.models import Member, Project
from tests import makers

pytestmark = pytest.mark.django_db


def told():
    """(news, person) of every notice, after the worker has told all that waits."""
    while outbox.drain(most=50):
        pass
    return set(Notice.objects.values_list("news", "user"))


def test_a_raised_hand_is_one_hand_and_its_words_are_read_by_the_lead_alone(login):
    lead, person, other = makers.person(), makers.person(), makers.person()
    made = makers.project(author=lead, roles=[RoleSaid("試す人")])

    first = actions.ask_to_join(number=made.pk, person=person, role=made.roles.get().pk, message="夜なら毎日歩けます")
    again = actions.ask_to_join(number=made.pk, person=person, message="もう一度")

    assert first == again and Member.objects.get().message == "夜なら毎日歩けます"
    page = f"/projects/{made.pk}/members/"
    assert "夜なら毎日歩けます" in login(lead).get(page).content.decode()
    for somebody in (person, other):
        assert login(somebody).get(page).status_code == 403
        assert "夜なら毎日歩けます" not in login(somebody).get(made.get_absolute_url()).content.decode()
    assert ("project.asked", lead.pk) in told()
    notice = Notice.objects.get(news="project.asked")
    assert "夜なら" not in str(notice.data)


def test_who_is_taken_in_belongs_to_the_team_and_all_of_it_hears():
    lead, old, new = makers.person(), makers.person(), makers.person()
    made = makers.project(author=lead)
    for person in (old, new):
        actions.take_in(number=made.pk, member=actions.ask_to_join(number=made.pk, person=person).pk, by=lead)
        told()

    assert set(Project.objects.of_team(new)) == {made}
    heard = told()
    assert {("project.taken_in", old.pk), ("project.taken_in", new.pk), ("project.joined", old.pk)} <= heard
    assert ("project.joined", new.pk) not in heard and ("project.joined", lead.pk) not in heard  # the lead did it


def test_nobody_else_decides_about_a_hand():
    lead, person, other = makers.person(), makers.person(), makers.person()
    made = makers.project(author=lead)
    member = actions.ask_to_join(number=made.pk, person=person)

    for verb in (actions.take_in, actions.decline):
        with pytest.raises(NotAllowed):
            verb(number=made.pk, member=member.pk, by=other)
        with pytest.raises(NotAllowed):
            verb(number=made.pk, member=member.pk, by=person)
        with pytest.raises(NotFound):
            verb(number=makers.project(author=lead).pk, member=member.pk, by=lead)


def test_who_was_not_taken_in_does_not_ask_again_and_their_words_are_gone():
    lead, person = makers.person(), makers.person()
    made = makers.project(author=lead)
    member = actions.ask_to_join(number=made.pk, person=person, message="ひとこと")

    actions.decline(number=made.pk, member=member.pk, by=lead)

    assert Member.objects.get().message == ""
    with pytest.raises(NotAllowed):
        actions.ask_to_join(number=made.pk, person=person)
    assert ("project.declined", person.pk) in told()


def test_who_leaves_takes_their_words_along_and_may_come_back():
    lead, person = makers.person(), makers.person()
    made = makers.project(author=lead)
    actions.ask_to_join(number=made.pk, person=person, message="ひとこと")

    actions.leave(number=made.pk, person=person)
    assert Member.objects.get().message == "" and not Project.objects.of_team(person).exists()
    with pytest.raises(NotAllowed):
        actions.take_in(number=made.pk, member=Member.objects.get().pk, by=lead)

    member = actions.ask_to_join(number=made.pk, person=person)
    actions.take_in(number=made.pk, member=member.pk, by=lead)
    assert Project.objects.of_team(person).exists()


def test_a_resting_project_its_own_lead_and_a_role_that_is_taken_find_no_hands():
    lead, person = makers.person(), makers.person()
    made = makers.project(author=lead, roles=[RoleSaid("試す人", open=False)])
    resting = makers.project(author=lead, stage="resting")

    with pytest.raises(NotAllowed):
        actions.ask_to_join(number=made.pk, person=lead)
    with pytest.raises(NotAllowed):
        actions.ask_to_join(number=resting.pk, person=person)
    with pytest.raises(InvalidInput):
        actions.ask_to_join(number=made.pk, person=person, role=made.roles.get().pk)
    assert not Member.objects.exists()


def test_the_team_links_what_everybody_may_see_and_nothing_else():
    lead, helper, other = makers.person(), makers.person(), makers.person()
    made = makers.project(author=lead)
    actions.take_in(number=made.pk, member=actions.ask_to_join(number=made.pk, person=helper).pk, by=lead)
    seen, own = makers.issue(), makers.issue(author=helper, visibility=Visibility.PRIVATE)

    for _nth in range(2):
        actions.link_issue(number=made.pk, issue=seen.number, by=helper)
    assert made.links.count() == 1
    with pytest.raises(InvalidInput):
        actions.link_issue(number=made.pk, issue=own.number, by=helper)
    with pytest.raises(NotAllowed):
        actions.link_issue(number=made.pk, issue=makers.issue().number, by=other)
    actions.unlink_issue(number=made.pk, issue=seen.number, by=lead)
    assert not made.links.exists()


def test_author_and_followers_of_an_issue_hear_of_a_project_that_answers_it():
    follower, issue = makers.person(), makers.issue()
    notices.follow(user=follower, kind="issue", key=issue.number)
    made = makers.project()

    actions.link_issue(number=made.pk, issue=issue.number, by=made.author)

    heard = told()
    assert {("project.answers", issue.author_id), ("project.answers", follower.pk)} <= heard
    assert ("project.answers", made.author_id) not in heard


def test_of_a_waiting_project_they_hear_when_it_is_published():
    issue, officer = makers.issue(), makers.officer()
    made = makers.project(author=makers.newcomer(), issues=[issue.number])
    assert not {news for news, _user in told()} & {"project.answers"}

    actions.approve_project(number=made.pk, by=officer)

    assert {("project.answers", issue.author_id), ("project.approved", made.author_id)} <= told()


def test_of_a_hidden_project_or_issue_nobody_hears():
    issue, hidden = makers.issue(), makers.issue()
    makers.project(issues=[hidden.number])
    makers.set_visibility(hidden, Visibility.HIDDEN)
    gone = makers.project(issues=[issue.number])
    makers.set_project_visibility(gone, Visibility.HIDDEN)

    assert not {person for news, person in told() if news == "project.answers"}


def test_team_and_followers_hear_of_words_in_the_talk():
    helper, follower, speaker = makers.person(), makers.person(), makers.person()
    made = makers.project()
    member = actions.ask_to_join(number=made.pk, person=helper)
    actions.take_in(number=made.pk, member=member.pk, by=made.author)
    notices.follow(user=follower, kind="project", key=made.pk)

    talk.post_message(author=speaker, thread=made.thread, body="今夜、歩いてみます。")

    people = {user for news, user in told() if news == "project.message"}
    assert people == {made.author_id, helper.pk, follower.pk}


def test_every_notice_of_a_project_can_be_read(login):
    """Its words are made when the list is opened."""
    lead, person, issue = makers.person(), makers.person(), makers.issue()
    made = makers.project(author=lead, title="よみちの地図", issues=[issue.number])
    actions.take_in(number=made.pk, member=actions.ask_to_join(number=made.pk, person=person).pk, by=lead)
    told()

    assert "チームに入りました：よみちの地図" in login(person).get("/accounts/notices/").content.decode()
    assert "プロジェクト「よみちの地図」が答えます" in login(issue.author).get("/accounts/notices/").content.decode()


def test_coder_leads_project_number_one():
    for _nth in range(2):
        call_command("create_test_accounts")

    made = Project.objects.get()
    assert (made.pk, made.author.email, made.is_public, made.roles.count()) == (1, "coder@example.jp", True, 2)
    assert makers.project().pk >= 2
