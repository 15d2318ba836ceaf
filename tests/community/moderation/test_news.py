"""What people are told of decisions: whom it concerns, in words for them alone, naming nobody else."""

from typing import Any

import pytest

from community.core.models import OutboxItem
from community.issues import actions as issues
from community.moderation import actions
from community.moderation.models import Takedown
from community.notifications.registry import Words, news_type
from tests import makers

pytestmark = pytest.mark.django_db


def told(name: str) -> list[tuple[int, Words | None]]:
    """Everybody whom the worker would tell, and how, from what was put into the outbox."""
    from community.accounts.models import User

    data: dict[str, Any] = OutboxItem.objects.get(channel="news", payload__news=f"moderation.{name}").payload["data"]
    news = news_type(f"moderation.{name}")
    people = [recipient.user_id for recipient in news.audience(data)]
    return [(pk, news.words(data, User.objects.get(pk=pk))) for pk in people]


def test_author_is_told_the_reason_and_the_way_to_appeal():
    issue, officer = makers.issue(), makers.officer(display_name="もり")
    issues.hide_issue(number=issue.number, by=officer, reason="番地が書かれています。")

    [(who, words)] = told("hidden")

    assert who == issue.author_id and "番地が書かれています。" in words.line
    assert words.url == f"/appeals/new/?issue={issue.number}"
    assert officer.staff_name not in words.title + words.line and issue.title not in words.title + words.line


def test_nothing_is_said_of_what_is_shown_again_or_taken_back_meanwhile():
    issue, officer = makers.issue(), makers.officer()
    issues.hide_issue(number=issue.number, by=officer, reason="x")
    makers.set_visibility(issue, "erased")
    assert told("hidden") == [(issue.author_id, None)]

    makers.set_visibility(issue, "hidden")
    issues.restore_issue(number=issue.number, by=officer, reason="x")
    assert told("hidden") == [(issue.author_id, None)]


@pytest.mark.parametrize(("verb", "word"), [("close", "問題はない"), ("hide", "見えないように")])
def test_each_who_flagged_hears_the_outcome_and_nothing_of_the_others(verb, word):
    issue, officer, reporters = makers.issue(), makers.officer(), [makers.person(), makers.person()]
    for reporter in reporters:
        actions.raise_flag(by=reporter, kind="issue", number=issue.number, reason="spam", note="ひみつの言葉")

    if verb == "close":
        issues.close_flags(number=issue.number, by=officer)
    else:
        issues.hide_issue(number=issue.number, by=officer, reason="宣伝です。")

    heard = told("flag_closed")
    assert [who for who, _words in heard] == [reporter.pk for reporter in reporters]
    for _who, words in heard:
        assert word in words.line and "ひみつの言葉" not in words.line and issue.title not in words.line
        assert words.url == (issue.get_absolute_url() if verb == "close" else "/accounts/profile/")


def test_answer_to_an_appeal_and_a_ban_are_told_to_the_person():
    issue, chief = makers.issue(), makers.chief()
    issues.hide_issue(number=issue.number, by=makers.officer(), reason="x")
    appeal = actions.appeal(cause=Takedown.objects.get(), by=issue.author, words="ちがいます。")
    actions.decide_appeal(appeal_id=appeal.pk, by=chief, outcome="upheld", answer="やはり番地です。")
    actions.ban_person(public_id=issue.author.public_id, by=chief, reason="くりかえしたため。")

    [(who, words)] = told("appeal_decided")
    assert who == issue.author_id and words.line == "やはり番地です。"
    [(who, words)] = told("banned")
    assert who == issue.author_id and "くりかえしたため。" in words.line and words.url == "/appeals/new/?ban=1"


def test_words_are_for_nobody_else():
    issue = makers.issue()
    issues.hide_issue(number=issue.number, by=makers.officer(), reason="x")
    data = {"takedown": Takedown.objects.get().pk}

    assert news_type("moderation.hidden").words(data, makers.person()) is None
