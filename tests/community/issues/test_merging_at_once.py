"""Merging while others work: no circle, no lost step, no person counted twice."""

import pytest

from community.core.errors import CommunityError
from community.issues import actions
from community.issues.models import Issue
from tests import makers

from .test_at_once import at_once

pytestmark = pytest.mark.usefixtures("committed")


def merge(source: Issue, whole: Issue, officer, **given):
    return actions.merge_issue(number=source.number, into=whole.number, by=officer, **given)


def test_two_officers_who_merge_into_each_other_make_no_circle():
    first, second, officers = makers.issue(), makers.issue(), [makers.officer(), makers.officer()]

    results = at_once(
        lambda: merge(first, second, officers[0], version=1), lambda: merge(second, first, officers[1], version=1)
    )

    assert sum(isinstance(result, CommunityError) for result in results) == 1, results
    assert Issue.objects.exclude(merged_into=None).count() == 1


def test_merge_against_a_step_of_the_same_post_lets_one_win():
    source, whole, officers = makers.issue(), makers.issue(), [makers.officer(), makers.officer()]

    results = at_once(
        lambda: merge(source, whole, officers[0], version=1, key="m"),
        lambda: actions.change_status(number=source.number, to="in_review", by=officers[1], version=1, key="s"),
    )

    source.refresh_from_db()
    assert sum(isinstance(result, CommunityError) for result in results) == 1, results
    assert (source.status == "duplicate") == (source.merged_into_id == whole.pk)
    assert source.version == 2


def test_people_who_press_while_posts_are_merged_and_told_apart_are_counted_exactly():
    source, whole, officer = makers.issue(), makers.issue(), makers.officer()
    people = [makers.person() for _n in range(4)]

    def press(person, issue):
        return actions.support_issue(number=issue.number, user=person, person="", address=f"10.0.0.{person.pk % 250}")

    at_once(
        lambda: merge(source, whole, officer),
        *[lambda one=one: press(one, source) for one in people],
        *[lambda one=one: press(one, whole) for one in people[:2]],
    )
    whole.refresh_from_db()
    assert whole.support_count == 4

    at_once(
        lambda: actions.unmerge_issue(number=source.number, by=officer),
        lambda: actions.withdraw_support(number=source.number, user=people[3], person=""),
    )
    for issue in (source, whole):
        issue.refresh_from_db()
        assert issue.support_count == issue.supports.count()
