"""The outbox, the periodic jobs, the mail: done once, in time, whatever happens in between."""

import logging
from datetime import datetime, timedelta

import pytest
from django.core.mail import send_mail
from django.core.management import call_command
from django.utils import timezone

from community.core import clock, jobs, outbox
from community.core.models import JobRun, OutboxItem

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(datetime(2026, 11, 25, 12, 0))


@pytest.fixture
def errands(monkeypatch):
    """A channel whose handler does what the test says; the list of what it was given."""
    given = []

    def handler(payload):
        given.append(payload)
        if payload.get("fails"):
            raise OSError("away")
        if payload.get("hopeless"):
            raise outbox.GiveUp("never")

    monkeypatch.setitem(outbox._handlers, "errand", handler)
    return given


def test_work_is_done_once_and_keeps_no_words(errands):
    outbox.put("errand", {"name": "secret"})

    outbox.drain()
    outbox.drain()

    assert errands == [{"name": "secret"}]
    assert OutboxItem.objects.get().payload == {} and OutboxItem.objects.get().done_at


def test_what_somebody_waits_for_comes_first(errands, monkeypatch):
    done = []
    for channel in ("mail", "photo.areas"):
        monkeypatch.setitem(outbox._handlers, channel, lambda payload: done.append(payload["name"]))
        outbox.put("errand", {"name": "errand"})
    outbox.put("photo.areas", {"name": "faces"})
    outbox.put("mail", {"name": "code"})

    outbox.drain(most=2)

    assert done == ["code", "faces"] and errands == []


def test_same_key_is_written_once(errands):
    outbox.put("errand", {}, key="k")
    outbox.put("errand", {}, key="k")

    assert OutboxItem.objects.count() == 1


def test_failed_work_is_tried_again_later_and_later(errands, caplog):
    with clock.held(NOON):
        outbox.put("errand", {"fails": True})
        outbox.drain()
        outbox.drain()
    with clock.held(NOON + timedelta(seconds=6)):
        outbox.drain()
    with clock.held(NOON + timedelta(seconds=12)):
        outbox.drain()  # the second wait is longer

    assert len(errands) == 2


def test_one_failing_errand_does_not_stop_the_others(errands):
    outbox.put("errand", {"fails": True})
    outbox.put("errand", {"nth": 2})

    outbox.drain()

    assert {"nth": 2} in errands


def test_hopeless_work_is_given_up(errands):
    outbox.put("errand", {"hopeless": True})

    outbox.drain()

    assert OutboxItem.objects.get().failed_at and OutboxItem.objects.get().error == "never"


def test_work_of_a_worker_that_died_is_leased_again(errands):
    with clock.held(NOON):
        outbox.put("errand", {})
        OutboxItem.objects.update(leased_until=NOON + outbox.LEASE)
        outbox.drain()
        assert errands == []
    with clock.held(NOON + outbox.LEASE + timedelta(seconds=1)):
        outbox.drain()

    assert errands == [{}]


def test_letter_waits_in_the_outbox_and_the_worker_posts_it(settings, tmp_path):
    settings.OUTBOX_EMAIL = {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(tmp_path / "mail"),
    }
    settings.EMAIL_BACKEND = "community.core.mail.OutboxBackend"

    send_mail("受け付けました", "番号は 123456 です。", None, ["a@example.jp"])
    assert not (tmp_path / "mail").exists()
    outbox.drain()

    assert "a@example.jp" in next((tmp_path / "mail").iterdir()).read_text()


def test_daily_job_runs_once_a_day_at_its_hour(monkeypatch):
    runs = []
    monkeypatch.setattr(jobs, "jobs", {})
    jobs.daily("08:00")(lambda: runs.append(1))

    for hours in (0, 1, 19, 20, 21, 44):  # from noon: 12, 13, 07, 08, 09, 08
        jobs.run_due(NOON + timedelta(hours=hours))

    assert len(runs) == 3


def test_missed_runs_are_made_up_for_once(monkeypatch):
    runs = []
    monkeypatch.setattr(jobs, "jobs", {})
    jobs.every(minutes=10)(lambda: runs.append(1))

    jobs.run_due(NOON)
    jobs.run_due(NOON + timedelta(hours=5))

    assert len(runs) == 2


def test_broken_job_does_not_stop_the_others(monkeypatch, caplog):
    runs = []
    monkeypatch.setattr(jobs, "jobs", {})

    def broken():
        raise RuntimeError("broken")

    jobs.every(minutes=10)(broken)
    jobs.every(minutes=10)(lambda: runs.append(1))
    with caplog.at_level(logging.CRITICAL):
        jobs.run_due(NOON)

    assert runs == [1]


def test_run_due_runs_what_is_due_at_a_moment_and_ends(capsys):
    call_command("run_due", at="2026-11-25T03:15")

    assert "core.sweep_outbox" in capsys.readouterr().out
    assert JobRun.objects.filter(name="core.sweep_outbox").exists()


def test_run_due_shows_every_job_that_there_is(capsys):
    JobRun.objects.all().delete()

    call_command("run_due", at="2026-12-07T08:00")  # a Monday
    assert set(capsys.readouterr().out.split()) == set(jobs.jobs)

    call_command("run_due", at="2026-12-07T08:00")
    assert capsys.readouterr().out == "", "each once"


def test_finished_work_is_forgotten_after_a_week():
    OutboxItem.objects.create(channel="x", done_at=NOON - timedelta(days=8))
    OutboxItem.objects.create(channel="x", done_at=NOON - timedelta(days=6))

    call_command("run_due", at="2026-11-25T12:00")

    assert OutboxItem.objects.filter(channel="x").count() == 1
