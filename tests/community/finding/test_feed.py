"""The feed of a search: what a stranger would find, the newest first."""

import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from community.core.visibility import Visibility
from search import outbox
from tests import makers

pytestmark = pytest.mark.django_db


def entries(query: str, client: Client | None = None) -> list[str]:
    outbox.drain(most=1000)
    answer = (client or Client()).get(f"/search/feed/?{query}")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("application/atom+xml")
    names = {"a": "http://www.w3.org/2005/Atom"}
    return [title.text for title in ET.fromstring(answer.content).findall("a:entry/a:title", names)]  # noqa: S314


def test_newest_that_fits_comes_first():
    for title in ("角の防犯灯", "公園の街灯", "側溝のふた"):
        makers.issue(title=title, category="other")

    assert entries("q=街灯") == ["公園の街灯", "角の防犯灯"]


def test_ward_and_circle_narrow():
    makers.issue(title="角の防犯灯", **makers.IN_KITA)

    assert entries(f"q=街灯&ward={makers.KITA}") == ["角の防犯灯"]
    assert entries(f"q=街灯&ward={makers.HIRANO}") == []
    assert entries("q=街灯&near=34.60000,135.50000") == []


@pytest.mark.parametrize("visibility", [Visibility.PENDING, Visibility.HIDDEN, Visibility.PRIVATE])
def test_hidden_post_is_in_nobodys(login, visibility):
    issue = makers.issue(title="角の防犯灯", visibility=visibility)

    for person in (issue.author, makers.officer(makers.KITA)):
        assert entries("q=街灯", login(person)) == []


def test_reader_that_has_it_is_told_so():
    first = Client().get("/search/feed/?q=街灯")

    again = Client().get("/search/feed/?q=街灯", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("query", ["", "ward=27127", "q=%20"])
def test_feed_needs_words(query):
    assert Client().get(f"/search/feed/?{query}").status_code == 400


def test_page_leads_to_it():
    page = Client().get("/search/?q=ab&page=3").content.decode()

    assert page.count('href="/search/feed/?q=ab"') == 2 and 'rel="alternate"' in page
