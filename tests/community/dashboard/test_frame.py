"""The frame around the desk: what each role finds in the menu, with and without Wagtail."""

import re

import pytest

from tests import makers

pytestmark = pytest.mark.django_db


def side_bar(text: str) -> dict[str, str]:
    """Word → address in the wide menu."""
    part = text.split('class="desk-frame__side"')[1].split("desk-menu__foot")[0]
    links = re.findall(r'href="([^"]+)"[^>]*>.*?desk-menu__word">([^<]+)<', part, re.S)
    return {word: address for address, word in links}


def test_officer_finds_only_the_desk(login):
    text = login(makers.officer(makers.KITA)).get("/cms/desk/").content.decode()

    assert side_bar(text) == {"サイト": "/", "デスク": "/cms/desk/", "応募した人": "/cms/desk/calls/"}
    assert "職員" in text and 'action="/accounts/logout/"' in text


def test_admin_finds_wagtails_screens_in_its_order(login):
    found = side_bar(login(makers.admin()).get("/cms/desk/").content.decode())

    assert list(found)[:3] == ["サイト", "デスク", "ページ"]
    assert {"画像", "分類", "設定"} <= set(found)
    assert all(address.startswith("/") for address in found.values())


def test_every_way_of_the_admins_menu_leads_somewhere(login):
    browser = login(makers.admin())

    for word, address in side_bar(browser.get("/cms/desk/").content.decode()).items():
        assert browser.get(address, follow=True).status_code == 200, word


def test_editor_has_no_desk(login):
    browser = login(makers.editor())

    assert browser.get("/cms/desk/").status_code == 404
    menu = browser.get("/cms/").content.decode()
    assert '"/cms/desk/"' not in menu and "/cms/desk/calls/" in menu  # who joined is editors' business too


def test_officer_reaches_the_desk_from_wagtails_address_and_nothing_else_of_it(login):
    browser = login(makers.officer(makers.KITA))

    assert browser.get("/cms/").url == "/cms/desk/"
    assert browser.get("/cms/pages/").status_code == 404


def test_wagtails_own_screens_offer_the_desk_to_the_admin(login):
    assert "/cms/desk/" in login(makers.admin()).get("/cms/").content.decode()


@pytest.mark.parametrize("address", ["/cms/desk/", "/cms/desk/issues/{}/"])
def test_pages_of_the_desk_carry_no_script_or_style_of_their_own(login, address):
    issue = makers.issue()

    answer = login(makers.officer()).get(address.format(issue.number))

    text = answer.content.decode()
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*src=)|<style| style=| on[a-z]+=", text)
    assert "no-store" in answer["Cache-Control"]


def test_keys_are_named_where_they_work(login):
    issue, desk = makers.issue(), login(makers.officer())

    one, many = desk.get(f"/cms/desk/issues/{issue.number}/").content.decode(), desk.get("/cms/desk/").content.decode()

    assert set(re.findall(r'aria-keyshortcuts="([^"]+)"', one)) == {"a", "s", "r", "n", "m", "Escape", "?"}
    assert set(re.findall(r'aria-keyshortcuts="([^"]+)"', many)) == {"/", "?"}
