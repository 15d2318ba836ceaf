"""Before it is public: what a post tells of people, how it will look, and what nobody may send."""

import pytest
from django.test import Client

from community.issues.models import Issue
from search.analysis.site import analyzer
from tests import makers

pytestmark = pytest.mark.django_db


def fields(**changes):
    given = {"title": "街灯が切れています", "category": "light", "kind": "problem", "ward": makers.KITA, "key": "k"}
    return given | {"body": "連絡は090-1234-5678へ。", "address": "扇町公園の横"} | changes


@pytest.fixture
def browser():
    client = Client()
    client.force_login(makers.person())
    return client


def test_words_are_looked_at_while_they_are_typed(browser):
    analyzer()  # a process that has made its dictionary
    said = {"title": "車 なにわ500あ12-34", "body": "a@example.jp と 090-1234-5678", "address": ""}
    found = browser.post("/issues/new/personal/", said)
    assert "traffic" in [one["slug"] for one in found.json()["categories"]]
    assert found["Cache-Control"] == "no-store"
    notices = found.json()["notices"]
    assert [(one["field"], one["mask"]) for one in notices] == [
        ("title", "（車のナンバー）"), ("body", "（メールアドレス）"), ("body", "（電話番号）"),
    ]  # fmt: skip
    assert "「090-12…」はだれでも読めます。" in notices[2]["sentence"]
    assert browser.get("/issues/new/personal/").status_code == 405
    assert Client().post("/issues/new/personal/", said).json()["notices"] == found.json()["notices"]


def test_preview_shows_what_others_will_read_and_stores_nothing(browser):
    page = browser.post("/issues/new/", fields(step="preview")).content.decode()
    assert "みんなに、こう見えます" in page
    assert "電話番号らしいものがあります。「090-12…」はだれでも読めます。" in page
    assert 'value="街灯が切れています"' in page
    assert not Issue.objects.exists()


def test_mask_takes_what_is_personal_out_and_the_next_press_sends_it(browser):
    page = browser.post("/issues/new/", fields(step="mask")).content.decode()
    assert "連絡は（電話番号）へ。" in page
    assert "090-1234" not in page
    assert "らしいものがあります" not in page
    assert not Issue.objects.exists()
    browser.post("/issues/new/", fields(body="連絡は（電話番号）へ。"))
    assert Issue.objects.get().body == "連絡は（電話番号）へ。"


def test_a_preview_keeps_the_photos_that_came_with_it(browser):
    page = browser.post("/issues/new/", fields(step="preview", photos=makers.upload())).content.decode()
    kept = page.split('name="kept" value="')[1].split('"')[0]
    assert kept
    browser.post("/issues/new/", fields(kept=kept))
    assert Issue.objects.get().photos.count() == 1


def test_a_notice_never_blocks_a_plain_post(browser):
    browser.post("/issues/new/", fields())
    assert Issue.objects.get().body == "連絡は090-1234-5678へ。"


def test_a_preview_of_what_is_wrong_says_what_is_wrong(browser):
    answer = browser.post("/issues/new/", fields(title="", step="preview"))
    assert answer.status_code == 400
    assert "こう見えます" not in answer.content.decode()


@pytest.mark.parametrize("field", ["title", "body", "address"])
def test_a_personal_number_is_refused_and_everything_stays_to_be_put_right(browser, field):
    answer = browser.post("/issues/new/", fields(**{field: "番号は１２３４ ５６７８ ９０１８です"}))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "個人番号（マイナンバー）のような12けたの数字が入っています。" in page
    assert "扇町公園の横" in page or field == "address"
    assert not Issue.objects.exists()
    browser.post("/issues/new/", fields(**{field: "柱は 1234 5678 9012 です"}))
    assert Issue.objects.count() == 1


def test_a_private_post_says_who_will_read_it(browser):
    page = browser.post("/issues/new/", fields(step="preview", private="on")).content.decode()
    assert "あなたと市の担当者だけに、こう見えます" in page
    assert "「090-12…」は市の担当者が読みます。" in page
    found = browser.post("/issues/new/personal/", {"body": "090-1234-5678", "private": "on"}).json()["notices"]
    assert "市の担当者が読みます" in found[0]["sentence"]
