"""Several at the same moment: one post a key, one support a person, one winner between two officers."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from community.core.errors import StaleVersion
from community.issues import actions
from community.issues.models import Issue, StatusChange, Support
from community.replies import actions as replies
from community.replies.models import OfficialReply
from tests import makers

pytestmark = pytest.mark.usefixtures("committed")


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run all at the same time, each on a thread; returns what each gave or raised."""
    results: list[Any] = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(nth: int) -> None:
        try:
            start.wait(5)
            results[nth] = works[nth]()
        except Exception as error:  # noqa: BLE001 - whatever it raised is the result
            results[nth] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[nth]) for nth in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_eight_presses_of_one_form_make_one_post():
    author = makers.person()

    posts = at_once(*[lambda: makers.issue(author=author, key="k")] * 8)

    assert {post.number for post in posts} == {Issue.objects.get().number}


def test_posts_of_different_people_get_different_numbers():
    people = [makers.person() for _n in range(8)]

    posts = at_once(*[lambda person=person: makers.issue(author=person) for person in people])

    assert len({post.number for post in posts}) == 8 == Issue.objects.count()


def test_ten_presses_of_one_person_are_one_support():
    issue, person = makers.issue(), makers.person()

    def press() -> Issue:
        return actions.support_issue(number=issue.number, user=person, person="", address="a")

    at_once(*[press] * 10)

    issue.refresh_from_db()
    assert issue.support_count == 1 == Support.objects.count()


def test_of_two_officers_at_once_one_is_told():
    issue, officers = makers.issue(), [makers.officer(), makers.officer()]
    steps = ("in_review", "in_progress")

    def change(officer: Any, to: str) -> Issue:
        return actions.change_status(number=issue.number, to=to, by=officer, version=1, key=to)

    results = at_once(*[lambda o=o, to=to: change(o, to) for o, to in zip(officers, steps, strict=True)])

    assert sum(isinstance(result, StaleVersion) for result in results) == 1
    assert StatusChange.objects.filter(issue=issue).count() == 2  # received, and the winner's


def test_double_press_by_one_officer_at_once_acts_once_and_answers_twice():
    issue, officer = makers.issue(), makers.officer()

    def change() -> Issue:
        return actions.change_status(number=issue.number, to="in_review", by=officer, version=1, key="same")

    results = at_once(change, change)

    assert [result.status for result in results] == ["in_review", "in_review"]
    assert StatusChange.objects.filter(issue=issue, status="in_review").count() == 1


def test_reply_is_published_once_by_two_chiefs_at_once():
    issue, chiefs = makers.issue(), [makers.chief(), makers.chief()]
    replies.draft_reply(number=issue.number, by=makers.officer(), subject="件", view="文", kind="done")
    version = Issue.objects.get(pk=issue.pk).version

    at_once(*[lambda c=c: replies.publish_reply(number=issue.number, by=c, version=version, key="k") for c in chiefs])

    assert OfficialReply.objects.published().count() == 1
    events = issue.thread.events.filter(type="reply")
    assert events.count() == 1
