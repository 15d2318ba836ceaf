"""Digests in the morning: one letter with what waited, none when nothing did."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.core import clock, outbox
from community.core.models import JobRun, OutboxItem
from community.issues import actions
from community.issues.models import Support
from community.notifications import tasks
from community.notifications.models import Follow, Notice, NoticeSettings
from tests import makers
from tests.postoffice import PostOffice, html_of, point_at, serving, text_of

pytestmark = pytest.mark.django_db
FRIDAY = timezone.make_aware(datetime(2026, 11, 27, 12, 0))


@pytest.fixture
def office(settings):
    office = PostOffice()
    with serving(office) as port:
        point_at(settings, port)
        yield office


@pytest.fixture(autouse=True)
def _jobs_of_before():
    """All jobs were done this morning, as on a site that runs."""
    from community.core.jobs import jobs

    for job in jobs.values():
        JobRun.objects.create(name=job.name, due_at=job.last_due(FRIDAY))


def run(moment, capsys=None):
    call_command("run_due", at=moment.isoformat())
    return capsys.readouterr().out if capsys else ""


def step(issue, moment=FRIDAY):
    with clock.held(moment):
        actions.change_status(number=issue.number, to="in_review", by=makers.officer())
        outbox.drain(most=100)


def watched(person=None, how=""):
    with clock.held(FRIDAY):
        issue, person = makers.issue(), person or makers.person()
        Follow.objects.create(user=person, kind="issue", key=str(issue.number), how=how)
    return issue, person


def test_morning_brings_one_letter_with_everything_unread(office, capsys):
    first, person = watched()
    second, _person = watched(person)
    step(first), step(second)
    office.letters.clear()

    said = run(FRIDAY + timedelta(hours=20), capsys)

    assert "notifications.daily_digest" in said
    assert len(office.to(person.email)) == 1
    letter = office.to(person.email)[0]
    assert letter["Subject"].strip().startswith("お知らせ2件：") and letter["List-Id"].startswith("<daily.")
    for issue in (first, second):
        assert issue.title in text_of(letter) and issue.title in html_of(letter)


def test_same_morning_twice_is_one_letter(office):
    issue, person = watched()
    step(issue)
    run(FRIDAY + timedelta(hours=20))
    JobRun.objects.all().delete()
    OutboxItem.objects.all().delete()  # even when all memory of the work is gone
    run(FRIDAY + timedelta(hours=20))
    run(FRIDAY + timedelta(hours=21))

    assert len(office.to(person.email)) == 1


def test_nothing_new_is_no_letter(office):
    issue, person = watched()
    step(issue)
    run(FRIDAY + timedelta(hours=20))
    office.letters.clear()

    run(FRIDAY + timedelta(hours=44))

    assert office.letters == []


def test_read_in_the_site_is_not_told_again(office):
    issue, person = watched()
    step(issue)
    Notice.objects.update(read_at=FRIDAY)

    run(FRIDAY + timedelta(hours=20))

    assert office.to(person.email) == []


def test_week_is_told_on_monday_at_eight(office, capsys):
    issue, person = watched(how="weekly")
    step(issue)
    sunday = FRIDAY + timedelta(days=2, hours=1)
    assert "weekly_digest" not in run(sunday, capsys) and office.to(person.email) == []
    assert "weekly_digest" not in run(timezone.make_aware(datetime(2026, 11, 30, 7, 59)), capsys)

    assert "notifications.weekly_digest" in run(timezone.make_aware(datetime(2026, 11, 30, 8, 0)), capsys)

    assert len(office.to(person.email)) == 1
    assert office.to(person.email)[0]["List-Id"].startswith("<weekly.")


def test_monday_that_was_missed_is_told_on_tuesday(office):
    issue, person = watched(how="weekly")
    step(issue)

    run(timezone.make_aware(datetime(2026, 12, 1, 10, 0)))

    assert len(office.to(person.email)) == 1


def test_what_was_hidden_overnight_is_not_told(office):
    kept, person = watched()
    hidden, _person = watched(person)
    step(kept), step(hidden)
    makers.set_visibility(hidden, "hidden")

    run(FRIDAY + timedelta(hours=20))

    letter = office.to(person.email)[0]
    assert hidden.title not in text_of(letter) + html_of(letter) and kept.title in text_of(letter)


def test_more_than_twenty_are_counted(office):
    issue, person = watched()
    step(issue)
    data = Notice.objects.get(user=person).data
    Notice.objects.bulk_create(
        Notice(user=person, news="issue.status", key=f"k{n}", reason="follow", how="daily", data=data, at=FRIDAY)
        for n in range(24)
    )

    run(FRIDAY + timedelta(hours=20))

    letter = office.to(person.email)[0]
    assert "お知らせ25件" in letter["Subject"] and "ほかに 5件あります" in text_of(letter)


def test_news_of_one_issue_stands_together(office):
    issue, person = watched()
    step(issue)
    with clock.held(FRIDAY + timedelta(minutes=5)):
        actions.change_status(number=issue.number, to="in_progress", by=makers.officer())
        outbox.drain(most=50)

    run(FRIDAY + timedelta(hours=20))

    assert text_of(office.to(person.email)[0]).count("■ " + issue.title) == 1


def test_supporters_are_told_in_the_morning(office):
    with clock.held(FRIDAY):
        issue, fan = makers.issue(), makers.person()
    Support.objects.create(issue=issue, user=fan)
    step(issue)

    run(FRIDAY + timedelta(hours=20))

    assert len(office.to(fan.email)) == 1


def test_silenced_issue_is_left_out_of_what_waits(office):
    issue, person = watched()
    step(issue)
    Follow.objects.filter(user=person).update(how="off")

    run(FRIDAY + timedelta(hours=20))

    assert office.to(person.email) == []


def test_many_readers_are_found_by_the_batch(monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 3)
    people = [makers.person() for _nth in range(8)]
    Notice.objects.bulk_create(
        Notice(user=person, news="x", key="k", reason="follow", how="daily", at=FRIDAY) for person in people
    )

    tasks.queue_digests({"how": "daily", "until": (FRIDAY + timedelta(hours=20)).isoformat()})

    queued = [user for item in OutboxItem.objects.filter(channel="letters") for user in item.payload["users"]]
    assert sorted(queued) == sorted(person.pk for person in people)


def test_notices_of_more_than_a_year_ago_are_forgotten():
    person = makers.person()
    Notice.objects.create(user=person, news="x", key="old", reason="mine", at=FRIDAY - timedelta(days=366))
    Notice.objects.create(user=person, news="x", key="new", reason="mine", at=FRIDAY)

    with clock.held(FRIDAY):
        tasks.forget_old_notices()

    assert Notice.objects.get().key == "new"


def test_token_outlives_the_letters(office):
    issue, person = watched()
    step(issue)
    run(FRIDAY + timedelta(hours=20))

    assert NoticeSettings.objects.get(user=person).token in office.to(person.email)[0]["List-Unsubscribe"]
