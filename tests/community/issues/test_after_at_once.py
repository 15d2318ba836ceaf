"""What an author does to a post while somebody else does something: one of the two wins, and nothing is half done."""

import pytest

from community.core.errors import CommunityError, StaleVersion
from community.discussion import actions as talk
from community.discussion.models import Message
from community.issues import actions
from community.issues.models import Issue, StatusChange
from tests import makers

from .test_at_once import at_once

pytestmark = pytest.mark.usefixtures("committed")


def edit(issue, title):
    return actions.edit_issue(
        number=issue.number, by=issue.author, version=1, title=title, category=issue.category, precision="exact"
    )


def test_of_two_tabs_at_once_one_is_told():
    issue = makers.issue()

    results = at_once(lambda: edit(issue, "ひとつめ"), lambda: edit(issue, "ふたつめ"))

    assert sum(isinstance(result, StaleVersion) for result in results) == 1, results
    assert Issue.objects.get().version == 2


def test_author_and_officer_at_once_lose_neither_words_nor_step():
    issue, officer = makers.issue(), makers.officer()

    results = at_once(
        lambda: edit(issue, "ちがう題"),
        lambda: actions.change_status(number=issue.number, to="in_review", by=officer, version=1),
    )

    issue.refresh_from_db()
    assert sum(isinstance(result, StaleVersion) for result in results) == 1, results
    assert (issue.title == "ちがう題") != (issue.status == "in_review")


def test_withdrawn_at_once_by_two_presses_ends_once():
    issue = makers.issue()

    at_once(*[lambda: actions.withdraw_issue(number=issue.number, by=issue.author)] * 4)

    assert StatusChange.objects.filter(issue=issue, status="withdrawn").count() == 1


def test_word_of_a_neighbour_at_the_moment_of_the_undo_is_either_there_or_refused():
    issue, neighbour = makers.issue(), makers.person()

    undone, said = at_once(
        lambda: actions.undo_issue(number=issue.number, by=issue.author),
        lambda: talk.post_message(author=neighbour, thread=issue.thread, body="うちもです"),
    )

    issue.refresh_from_db()
    assert isinstance(undone, CommunityError) != isinstance(said, CommunityError)
    assert (issue.visibility == "erased") == (not Message.objects.exists())
