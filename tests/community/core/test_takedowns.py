"""What was stopped after a copy was made is stopped again, by the lines that were kept apart."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from community.core import clock, takedowns
from community.issues import actions as issues
from community.issues.models import Issue
from community.moderation import actions
from community.moderation.models import Ban
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(tmp_path, settings, django_capture_on_commit_callbacks):
    """Runs an act and returns its lines."""
    settings.TAKEDOWN_LOG = tmp_path / "takedowns.jsonl"

    def lines_of(act):
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return takedowns.read(settings.TAKEDOWN_LOG)

    return lines_of


def unknown(lines):
    """As to a copy of before, whose journal has no act of these moments."""
    moved = (datetime.fromisoformat(line.at) + timedelta(milliseconds=1) for line in lines)
    return [replace(line, at=at.isoformat()) for line, at in zip(lines, moved, strict=True)]


def ban(person, **fields):
    actions.ban_person(public_id=person.public_id, by=makers.chief(), reason="人の名前を書いたため。", **fields)


@pytest.mark.parametrize("days", [None, 7])
def test_a_ban_since_the_copy_holds_again_until_its_end(log, days):
    person, until = makers.person(), days and clock.now() + timedelta(days=days)
    lines = log(lambda: ban(person, until=until))
    assert takedowns.apply_again(lines) == 0, "a copy that knows of it needs nothing"
    Ban.objects.all().delete()

    assert takedowns.apply_again(unknown(lines)) == 1

    again = Ban.objects.in_force().get(user=person)
    assert again.until == until and "名前" not in again.reason


def test_a_ban_that_was_lifted_or_is_over_stays_so(log):
    free, over = makers.person(), makers.person()
    log(lambda: ban(free))
    log(lambda: actions.lift_ban(public_id=free.public_id, by=makers.chief()))
    lines = log(lambda: ban(over, until=clock.now() + timedelta(days=1)))
    Ban.objects.all().delete()
    ended = [replace(line, until=line.until and line.at) for line in unknown(lines)]

    assert takedowns.apply_again(ended) == 0 and not Ban.objects.exists()


def test_a_post_that_flags_set_aside_since_the_copy_waits_again(log):
    issue = makers.issue(author=makers.newcomer())
    makers.set_visibility(issue, "public")
    lines = log(lambda: issues.set_aside(number=issue.number, part=0, due=lambda: True))
    assert [line.act for line in lines] == ["issue.set_aside"]
    makers.set_visibility(issue, "public")
    assert takedowns.apply_again(lines) == 0, "a copy that knows of it has what the desk said then"

    assert takedowns.apply_again(unknown(lines)) == 1
    assert Issue.objects.get(pk=issue.pk).visibility == "pending"
