"""取り下げる: its author ends a post in public; and where its author finds what can be done with it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from community.core import clock, outbox
from community.issues import actions
from community.issues.models import StatusChange
from community.moderation import actions as moderation
from community.notifications import actions as notices
from community.notifications.models import Notice
from tests import makers

pytestmark = pytest.mark.django_db


def address(issue):
    return reverse("issues:withdraw", args=[issue.number])


def test_it_ends_in_public_with_a_sentence(login, client):
    issue = makers.issue()
    browser = login(issue.author)
    assert "記録として残ります" in browser.get(address(issue)).content.decode()

    answer = browser.post(address(issue))

    issue.refresh_from_db()
    assert answer.url == issue.get_absolute_url()
    assert (issue.status, issue.visibility, issue.first_answer_at) == ("withdrawn", "public", None)
    assert issue.closed_at is not None and issue.version == 2
    page = client.get(issue.get_absolute_url()).content.decode()
    assert "書いた人が取り下げました。" in page and issue.title in page


def test_who_follows_it_is_told_as_of_every_end(login):
    issue, neighbour = makers.issue(), makers.person()
    notices.follow(user=neighbour, kind="issue", key=issue.number)

    login(issue.author).post(address(issue))
    outbox.drain(most=100)

    assert Notice.objects.filter(user=neighbour).count() == 1


def test_name_of_who_gave_none_is_not_said(login, client):
    issue = makers.issue(anonymous=True)

    login(issue.author).post(address(issue))

    assert issue.author.shown_name not in client.get(issue.get_absolute_url()).content.decode()


def test_pressed_twice_it_ends_once(login):
    issue = makers.issue()
    browser = login(issue.author)

    answers = [browser.post(address(issue)) for _press in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert StatusChange.objects.filter(issue=issue, status="withdrawn").count() == 1


def test_what_has_ended_or_has_no_end_is_refused_with_a_sentence(login):
    author, officer = makers.person(), makers.officer()
    good, ended, merged = (
        makers.issue(author=author, kind="good"),
        makers.issue(author=author),
        makers.issue(author=author),
    )
    actions.change_status(number=ended.number, to="resolved", by=officer)
    actions.merge_issue(number=merged.number, into=makers.issue().number, by=officer)

    for issue in (good, ended, merged):
        answer = login(author).post(address(issue))
        assert answer.status_code == 403 and "取り下げられません" in answer.content.decode()


def test_banned_people_end_nothing(login):
    issue = makers.issue()
    moderation.ban_person(public_id=issue.author.public_id, by=makers.chief(), reason="荒らしのため。")

    assert login(issue.author).post(address(issue)).status_code == 403


def links(browser, issue, page="detail"):
    """Which of the three ways a page names."""
    text = browser.get(reverse(f"issues:{page}", args=[issue.number])).content.decode()
    return [name for name in ("edit", "withdraw", "undo") if f'href="/issues/{issue.number}/{name}/"' in text]


class TestWays:
    def test_page_and_receipt_name_them_to_the_author_alone(self, login, client):
        issue = makers.issue()
        browser = login(issue.author)

        assert links(browser, issue) == links(browser, issue, "thanks") == ["edit", "withdraw", "undo"]
        assert links(login(makers.person()), issue) == links(client, issue) == []
        assert links(login(makers.officer(makers.KITA)), issue) == []

    def test_after_ten_minutes_nothing_can_be_taken_back(self, login):
        issue = makers.issue()

        with clock.held(issue.posted_at + timedelta(minutes=11)):
            assert links(login(issue.author), issue) == ["edit", "withdraw"]

    def test_where_nothing_is_left_to_do_nothing_is_named(self, login):
        issue = makers.issue()
        browser = login(issue.author)
        browser.post(address(issue))

        with clock.held(issue.posted_at + timedelta(minutes=11)):
            assert links(browser, issue) == []
