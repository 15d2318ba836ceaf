"""Reports in the live talk: the line, the region it fills, and what leaves open pages again."""

import pytest

from community.discussion.models import Event
from community.discussion.rendering import page_lines, with_html
from community.efforts import actions
from tests import makers

pytestmark = pytest.mark.django_db


def report(issue, **fields):
    given = {"author": makers.person(), "kind": "solved", "body": "看板を立てました。"} | fields
    return actions.report_effort(issue_number=issue.number, **given)


def live_lines(issue):
    return [event.html for event in with_html(Event.objects.filter(thread=issue.thread_id).with_words(), live=True)]


def test_open_pages_hear_of_a_report_with_its_words():
    issue = makers.issue()
    report(issue)
    (line,) = live_lines(issue)
    assert 'data-region="efforts"' in line and "看板を立てました。" in line and "かいけつ報告がとどきました" in line


def test_line_that_is_kept_never_holds_the_words_of_a_report():
    issue = makers.issue()
    report(issue)
    assert "看板を立てました。" not in "".join(page_lines(issue.thread_id))


def test_hidden_report_leaves_open_pages_and_gets_no_line():
    issue = makers.issue()
    effort, other = report(issue), report(issue, body="花を植えました。")
    actions.hide_effort(number=issue.number, effort=effort.pk, by=makers.officer(makers.KITA), reason="確認中")
    last = live_lines(issue)[-1]
    assert "talk__line" not in last and "看板を立てました。" not in "".join(live_lines(issue))
    assert other.body in last


def test_held_report_makes_no_line():
    issue = makers.issue()
    report(issue, author=makers.newcomer())
    assert live_lines(issue) == []


def test_confirmation_brings_the_report_and_then_the_new_state():
    issue = makers.issue()
    effort = report(issue)
    actions.confirm_effort(number=issue.number, effort=effort.pk, by=issue.author)
    types = list(Event.objects.filter(thread=issue.thread_id).values_list("type", flat=True))
    assert types == ["effort", "effort", "status"]
    assert "投稿した人が確認" in live_lines(issue)[1]
