"""Flags weigh by who says it and what; enough of them give a newcomer's words back to the desk, nobody else's."""

from datetime import timedelta

import pytest
from django.urls import reverse

from community.core import clock
from community.core.models import JournalEntry, OutboxItem, SiteSettings
from community.discussion import actions as talk
from community.discussion.models import Message
from community.issues import actions as issues
from community.issues.models import Issue
from community.moderation import actions
from community.moderation.models import Flag
from tests import makers

pytestmark = pytest.mark.django_db


def old(person):
    """An account that has been there for longer than a day."""
    person.date_joined = clock.now() - timedelta(days=30)
    person.save(update_fields=["date_joined"])
    return person


def flag(issue, by=None, reason="spam", part=0) -> Flag:
    by = by or old(makers.person())
    return actions.raise_flag(by=by, kind="issue", number=issue.number, reason=reason, part=part)


def public(author=None) -> Issue:
    issue = makers.issue(author=author or makers.newcomer())
    makers.set_visibility(issue, "public")
    return issue


def state(issue) -> str:
    return Issue.objects.get(pk=issue.pk).visibility


@pytest.mark.parametrize(
    ("make", "reason", "weight"),
    [
        (makers.person, "spam", 20),
        (makers.person, "personal", 30),
        (makers.newcomer, "other", 10),
        (makers.newcomer, "harmful", 15),
        (makers.officer, "place", 20),
    ],
)
def test_weight_is_of_the_reporter_and_the_reason(make, reason, weight):
    assert flag(makers.issue(), make(), reason).weight == weight


def test_reporter_whose_flags_were_mostly_nothing_weighs_half():
    reporter = old(makers.person())
    for _nth in range(3):
        issue = makers.issue()
        flag(issue, reporter)
        issues.close_flags(number=issue.number, by=makers.officer())

    assert flag(makers.issue(), reporter).weight == 5
    assert flag(makers.issue(), reporter, "personal").weight == 7


def test_newcomers_post_goes_back_to_the_desk_when_flags_weigh_enough(client):
    issue = public()
    flag(issue), flag(issue)
    assert state(issue) == "public"

    flag(issue)

    assert state(issue) == "pending" and client.get(issue.get_absolute_url()).status_code == 404
    entry = JournalEntry.objects.get(act="issue.set_aside")
    assert entry.actor == "" and entry.after == {"visibility": "pending"}


@pytest.mark.parametrize("make", [makers.person, makers.officer])
def test_what_trusted_people_and_the_city_wrote_never_goes_by_itself(make):
    issue = public(make())
    said = talk.post_message(author=make(), thread=issue.thread, body="みんな知っています").message_id
    for part in (0, said):
        for _nth in range(5):
            flag(issue, reason="harmful", part=part)

    assert state(issue) == "public" and not Message.objects.get().is_hidden


def test_flags_of_accounts_younger_than_a_day_move_nothing():
    issue = public()
    for _nth in range(6):
        flag(issue, makers.person(), "harmful")
    assert state(issue) == "public" and Flag.objects.open().filter(fresh=True).count() == 6

    flag(issue, reason="harmful"), flag(issue, reason="harmful")
    assert state(issue) == "pending"


def test_threshold_is_the_editors_and_zero_is_never():
    SiteSettings.objects.update_or_create(defaults={"flag_threshold": 0})
    issue = public()
    for _nth in range(5):
        flag(issue)
    assert state(issue) == "public"

    SiteSettings.objects.update(flag_threshold=20)
    flag(issue)
    assert state(issue) == "pending"


def test_one_person_counts_once():
    issue, reporter = public(), old(makers.person())
    for _nth in range(5):
        flag(issue, reporter, "harmful")

    assert Flag.objects.open().on("issue", issue.number).weight() == 30 and state(issue) == "public"


def test_newcomers_words_are_set_aside_and_the_desk_shows_them_again(login, client):
    issue = makers.issue()
    said = talk.post_message(author=makers.newcomer(), thread=issue.thread, body="みはりのことば").message_id
    for _nth in range(3):
        flag(issue, part=said)
    page = client.get(issue.get_absolute_url()).content.decode()
    assert "みはりのことば" not in page and "このひとことは、隠されています。" in page and state(issue) == "public"

    issues.show_message(number=issue.number, message_id=said, by=makers.officer(), reason="問題ありません。")

    assert "みはりのことば" in client.get(issue.get_absolute_url()).content.decode()
    assert not Flag.objects.open().exists()


def test_words_that_were_set_aside_can_be_hidden_for_good():
    issue, author = makers.issue(), makers.newcomer()
    said = talk.post_message(author=author, thread=issue.thread, body="x").message_id
    for _nth in range(3):
        flag(issue, part=said)

    issues.hide_message(number=issue.number, message_id=said, by=makers.officer(), reason="名前があります。")

    assert Message.objects.get().state == "hidden"
    assert issue.thread.events.filter(type="hide").count() == 1


def test_nothing_wrong_gives_back_what_was_set_aside(client):
    issue = public()
    said = talk.post_message(author=makers.newcomer(), thread=issue.thread, body="みはりのことば").message_id
    for part in (said, 0):
        for _nth in range(3):
            flag(issue, part=part)
    assert state(issue) == "pending" and Message.objects.get().is_hidden

    issues.close_flags(number=issue.number, by=makers.officer())

    assert state(issue) == "public"
    assert "みはりのことば" in client.get(issue.get_absolute_url()).content.decode()


def test_what_the_desk_found_fine_stays_whatever_is_said_again():
    issue = public()
    for _nth in range(3):
        flag(issue)
    issues.approve_issue(number=issue.number, by=makers.officer())
    assert not Flag.objects.open().exists()

    for _nth in range(4):
        flag(issue)

    assert state(issue) == "public" and Flag.objects.open().count() == 4


def test_approving_what_was_set_aside_is_no_second_approved_post():
    issue = makers.issue(author=makers.newcomer())
    issues.approve_issue(number=issue.number, by=makers.officer())
    for _nth in range(3):
        flag(issue)

    issues.approve_issue(number=issue.number, by=makers.officer())

    issue.author.refresh_from_db()
    assert issue.author.posts_approved == 1


def test_desk_sees_what_weighs_most_first_page_after_page(login, monkeypatch):
    monkeypatch.setattr("community.dashboard.queue.PAGE", 2)
    light, heavy, middle = makers.issue(), public(), makers.issue()
    flag(light), flag(middle), flag(middle)
    for _nth in range(3):
        flag(heavy)
    desk = login(makers.officer())

    first = desk.get(reverse("desk:queue"), {"view": "flagged"}).content.decode()
    places = [first.find(f"/cms/desk/issues/{one.number}/") for one in (heavy, middle)]
    assert 0 < places[0] < places[1] and f"/cms/desk/issues/{light.number}/" not in first
    assert "知らせ 3件（重さ 6）" in first

    second = desk.get(reverse("desk:queue"), {"view": "flagged", "after": f"40~{middle.number}"}).content.decode()
    assert f"/cms/desk/issues/{light.number}/" in second and f"/cms/desk/issues/{heavy.number}/" not in second


def test_whoever_flagged_is_told_what_became_of_it():
    issue, reporter = makers.issue(), old(makers.person())
    flag(issue, reporter)

    issues.close_flags(number=issue.number, by=makers.officer())

    item = OutboxItem.objects.get(channel="news", payload__news="moderation.flag_closed")
    assert item.payload["data"] == {"flags": [Flag.objects.get().pk]}
