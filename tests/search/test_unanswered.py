"""What was not found is counted without a write of any page and without a trace of who asked; staff read it."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from search import outbox, tally, unanswered
from search.analysis import site
from search.documents import Hit
from search.models import ConceptChange, Unanswered
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted(monkeypatch):
    monkeypatch.setattr(unanswered, "_counts", unanswered.Counts())
    yield
    site.forget()


def ask(words: str, *, times: int = 1, **narrowed: str) -> None:
    for _time in range(times):
        assert Client().get("/search/", {"q": words, **narrowed}).status_code == 200


def counted() -> dict[str, int]:
    unanswered.flush()
    return dict(Unanswered.objects.values_list("words", "count"))


def remember(words: str, count: int = 2, *, days_ago: int = 0) -> None:
    """So often in all, the last time on the day before."""
    day = timezone.localdate() - timedelta(days=days_ago)
    Unanswered.objects.create(words=words, count=max(count - 1, 1), day=day)
    if count > 1:
        Unanswered.objects.create(words=words, count=1, day=day - timedelta(days=1))


def report(browser: Client, **query: str) -> str:
    answer = browser.get("/cms/concepts/unanswered/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_not_found_is_counted_by_day_and_spelling():
    ask("ぬりかべ", times=2)
    ask("　ヌリカベ ")
    assert not Unanswered.objects.exists()

    assert counted() == {"ぬりかべ": 3}
    ask("ぬりかべ")
    assert counted() == {"ぬりかべ": 4}
    assert Unanswered.objects.get().day == timezone.localdate()


def test_what_was_found_is_not_counted():
    issue = makers.issue(title="角の防犯灯が切れています")
    outbox.drain(most=1000)

    for words in ("防犯灯", "街灯", f"#{issue.number}"):
        ask(words)

    assert counted() == {}


def test_what_was_found_by_its_meaning_alone_is_counted():
    by_meaning, by_word = (Hit("issue", "1", meaning=0.7, by_words=answers) for answers in (False, True))

    unanswered.note("ぬりかべ", [by_meaning])
    unanswered.note("からかさ", [by_meaning, by_word])

    assert counted() == {"ぬりかべ": 1}


@pytest.mark.parametrize("narrowed", [{"ward": makers.KITA}, {"page": "2"}, {"of": "issue"}, {"written": "1"}])
def test_narrowed_questions_and_later_pages_are_not_counted(narrowed):
    ask("ぬりかべ", **narrowed)

    assert counted() == {}


@pytest.mark.parametrize(
    "words",
    [
        "ぬりかべ 090-1234-5678",
        "ぬりかべ１２３４",
        "nurikabe@example.jp",
        "ぬりかべ＠例",
        "ぬ" * 41,
        "!!!",
        "\ud800",
        "",
    ],
)
def test_what_may_tell_of_a_person_and_what_is_no_word_is_not_counted(words):
    unanswered.note(words, [])

    assert counted() == {}


def test_counts_in_memory_are_bounded(monkeypatch):
    monkeypatch.setattr(unanswered, "MOST", 3)
    for n in range(5):
        unanswered.note(f"ぬりかべ{n}", [])
        unanswered.note("ぬりかべ0", [])

    assert counted() == {"ぬりかべ0": 6, "ぬりかべ1": 1, "ぬりかべ2": 1}


def test_table_takes_no_more_new_words_than_so_many_a_day(monkeypatch):
    monkeypatch.setattr(tally, "MOST_A_DAY", 2)
    for words in ("い", "ろ", "は"):
        unanswered.note(words, [])
    assert len(counted()) == 2

    for words in ("い", "ろ", "は"):
        unanswered.note(words, [])

    assert sum(counted().values()) == 4


def test_database_that_is_away_gets_the_counts_later():
    unanswered.note("ぬりかべ", [])
    with connection.execute_wrapper(_away):
        unanswered.flush()
    unanswered.note("ぬりかべ", [])

    assert counted() == {"ぬりかべ": 2}


def _away(execute, sql, params, many, context):
    raise OperationalError("the database is away")


def test_counting_from_many_threads_loses_nothing():
    threads = [
        threading.Thread(target=lambda: [unanswered.note("ぬりかべ", []) for _n in range(200)]) for _n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert counted() == {"ぬりかべ": 800}


def test_rows_older_than_ninety_days_are_dropped():
    remember("きのう", 1, days_ago=90)
    remember("むかし", 1, days_ago=91)

    tally.forget_old()

    assert [row.words for row in Unanswered.objects.all()] == ["きのう"]


def test_report_tells_what_was_asked_for_more_than_once_in_thirty_days(login):
    remember("ぬりかべ", 3)
    remember("ぬりかべ", 2, days_ago=5)
    remember("からかさ", 1), remember("からかさ", 1, days_ago=1)
    remember("ひとりごと", 1)
    remember("むかし", 9, days_ago=30)

    text = report(login(makers.admin()))

    assert text.index("ぬりかべ") < text.index("からかさ")
    assert "ひとりごと" not in text and "むかし" not in text
    answer = login(makers.admin()).get("/cms/concepts/unanswered/", {"export": "csv"})
    csv = makers.read(answer).decode()
    assert "ぬりかべ,5,4" in csv and "からかさ,2,2" in csv


def test_report_proposes_the_nearest_concept_with_the_words_among_its_names(login):
    remember("外燈あかり")
    browser = login(makers.admin())

    text = report(browser)

    assert "「街灯」に足す" in text
    address = "/cms/concepts/new/?slug=street-lamp&ja=%E5%A4%96%E7%87%88%E3%81%82%E3%81%8B%E3%82%8A"
    assert address.replace("&", "&amp;") in text
    form = browser.get(address).content.decode()
    assert "防犯灯" in form and "外燈あかり</textarea>" in form


def test_words_for_which_nothing_is_near_begin_a_concept_of_their_own(login):
    remember("<b>ぬりかべ</b>")
    browser = login(makers.admin())

    text = report(browser)

    assert "新しい概念にする" in text and "<b>ぬりかべ" not in text
    form = browser.get("/cms/concepts/new/", {"ja": "ぬりかべ"}).content.decode()
    assert "ぬりかべ</textarea>" in form


def test_concept_that_staff_changed_before_is_edited(login):
    concept = ConceptChange.objects.create(slug="wall-ghost", ja="ぬりかべ\nかべおばけ")
    site.forget()
    remember("ぬりかべえ")
    browser = login(makers.admin())

    assert f"/cms/concepts/edit/{concept.pk}/?ja=" in report(browser)
    form = browser.get(f"/cms/concepts/edit/{concept.pk}/", {"ja": "ぬりかべえ"}).content.decode()
    assert "ぬりかべ\nかべおばけ\nぬりかべえ</textarea>" in form
    assert "かべおばけ</textarea>" in browser.get(f"/cms/concepts/edit/{concept.pk}/").content.decode()


def test_words_that_were_added_meanwhile_say_so(login):
    remember("ぬりかべ")
    ConceptChange.objects.create(slug="wall-ghost", ja="かべおばけ\nぬりかべ")
    site.forget()

    assert "「かべおばけ」に入っています。" in report(login(makers.admin()))


def test_index_of_concepts_leads_to_the_report(login):
    assert "/cms/concepts/unanswered/" in login(makers.admin()).get("/cms/concepts/").content.decode()


@pytest.mark.parametrize(("codename", "status"), [("add_conceptchange", 200), ("", 302)])
def test_report_is_read_by_those_who_look_after_concepts(login, codename, status):
    person = makers.editor()
    person.user_permissions.set(Permission.objects.filter(codename=codename))

    answer = login(person).get("/cms/concepts/unanswered/")

    assert answer.status_code == status


def test_visitors_find_no_report():
    assert Client().get("/cms/concepts/unanswered/").status_code in (302, 403, 404)
