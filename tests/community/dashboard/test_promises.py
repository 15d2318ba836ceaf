"""The promised day, moved once in public; 管轄外 with the right address."""

import pytest
from django.urls import reverse

from community.core.clock import today
from community.core.models import JournalEntry
from community.core.workdays import add_workdays
from community.issues.models import StatusChange
from community.taxonomy.models import Authority
from tests import makers

from .test_verbs import act

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(login):
    return login(makers.officer())


def test_moved_promise_is_public_with_both_days_and_its_sentence(desk, client):
    issue = makers.issue()
    was, day = issue.promised_on, add_workdays(today(), 9)

    act(desk, issue, "promise", workdays=9, sentence="部品を取りよせています。")

    page = client.get(issue.get_absolute_url()).content.decode()
    issue.refresh_from_db()
    assert (issue.promised_on, issue.first_promised_on) == (day, was)
    assert page.count("部品を取りよせています。") == 2 and f"{day.month}月{day.day}日" in page
    assert "はじめの約束は" in page
    assert JournalEntry.objects.get(act="issue.promise").after == {"promised_on": str(day)}
    told = desk.get(reverse("desk:issue", args=[issue.number])).content.decode()
    assert "<b>約束の日の変更</b>" in told and "はじめの約束" in told


def test_promise_is_moved_only_once(desk):
    issue = makers.issue()
    act(desk, issue, "promise", workdays=3, sentence="一度目です。")

    answer = act(desk, issue, "promise", workdays=9, sentence="二度目です。")

    assert answer.status_code == 403 and "変えられるのは1回だけです" in answer.content.decode()
    assert "約束の日を変える（1回だけ）" not in desk.get(f"/cms/desk/issues/{issue.number}/").content.decode()


@pytest.mark.parametrize("wrong", [{"workdays": 31}, {"workdays": 0}, {"workdays": ""}, {"sentence": ""}])
def test_promise_needs_at_most_thirty_workdays_and_a_sentence(desk, wrong):
    issue = makers.issue()

    answer = act(desk, issue, "promise", **({"workdays": 5, "sentence": "部品です。"} | wrong))

    issue.refresh_from_db()
    assert answer.status_code == 400 and issue.first_promised_on is None


def test_what_was_answered_has_no_promise_to_move(desk):
    issue = makers.issue()
    act(desk, issue, "status", to="in_review")

    assert act(desk, issue, "promise", workdays=5, sentence="x").status_code == 403


def test_not_ours_names_the_window_with_phone_and_page(desk, client):
    issue = makers.issue(category="road")

    act(desk, issue, "status", to="not_ours", authority="mlit")

    page = client.get(issue.get_absolute_url()).content.decode()
    assert "窓口は、国土交通省 近畿地方整備局です。" in page and 'href="tel:%239910"' in page
    assert Authority.objects.get(pk="mlit").url in page and "未確認の見本" not in page
    change = StatusChange.objects.get(issue=issue, status="not_ours")
    assert change.authority_id == "mlit" and change.sentence.endswith("国土交通省 近畿地方整備局")


def test_not_ours_without_window_or_words_is_refused(desk):
    issue = makers.issue()

    for sentence in ("", "市の担当ではありませんでした。次の窓口へお願いします："):
        answer = act(desk, issue, "status", to="not_ours", sentence=sentence, key=f"k{sentence}")
        assert answer.status_code == 400 and "案内先の窓口をえらぶか" in answer.content.decode()


def test_not_ours_is_taken_with_a_sentence_alone(desk):
    issue = makers.issue()

    assert act(desk, issue, "status", to="not_ours", sentence="関西電力送配電へお願いします。").status_code == 302


def test_windows_that_know_of_such_things_come_first(desk):
    page = desk.get(f"/cms/desk/issues/{makers.issue(category='water').number}/").content.decode()

    assert page.index('value="prefecture"') < page.index('value="mlit"')
