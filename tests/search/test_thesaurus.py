"""Staff change the words of search; the index follows."""

import pytest

import search
from search import outbox
from search.analysis import site
from search.models import ConceptChange
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_it_came():
    site.forget()
    yield
    site.forget()


def found(words: str) -> list[int]:
    return [int(hit.key) for hit in search.search(search.Query(words=words, kinds=("issue",), every=True))]


def settle() -> None:
    site.forget()
    outbox.renew()
    while outbox.drain(most=1000):
        pass


def test_new_word_of_staff_finds_what_was_there_before():
    issue = makers.issue(title="ぴかぴか橋の欄干", category="other")
    settle()
    assert found("ぴかりん") == []

    ConceptChange.objects.create(slug="shiny-bridge", ja="ぴかぴか橋\nぴかりん")
    settle()

    assert found("ぴかりん") == [issue.number]


def test_concept_that_staff_remove_is_no_longer_used():
    issue = makers.issue(title="角の防犯灯", category="other")
    settle()
    assert found("外灯") == [issue.number]

    for slug in site.analyzer().query("外灯").concepts:
        ConceptChange.objects.create(slug=slug, ja="-", is_removed=True)
    settle()

    assert found("外灯") == []


def test_screen_begins_with_what_came_with_the_product(login):
    browser = login(makers.admin())

    html = browser.get("/cms/concepts/new/", {"slug": "street-lamp"}).content.decode()
    assert "防犯灯" in html

    answer = browser.post("/cms/concepts/new/", {"slug": "shiny", "ja": "ぴかりん"})
    assert answer.status_code == 302 and ConceptChange.objects.get().ja == "ぴかりん"
