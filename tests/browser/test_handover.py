"""From a request to the story: a resident and an NPO hand something over, each in a browser of their own."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import makers

from .conftest import DESK, PHONE


def post_issue(person: Any) -> str:
    page = person.open("/issues/new/")
    page.locator("[name=category][value=litter]").check()
    page.select_option("select[name=ward]", makers.KITA)
    page.fill("[name=title]", "川べりに、ごみが流れついています")
    page.locator("[data-send]").click()
    page.wait_for_url("**/thanks/")
    return re.search(r"/issues/(\d+)/", page.url)[1]


def press(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=words).first.click()


def follow(page: Page, words: str) -> None:
    page.locator("main").get_by_role("link", name=words).first.click()


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_tools_are_asked_for_handed_over_and_thanked_and_the_story_appears(site, visit, scripted):
    accounts, how = site.accounts(), {"java_script_enabled": scripted}
    resident = visit(PHONE, **how).log_in(accounts["resident"])
    npo = visit(DESK, **how).log_in(accounts["npo"])
    number = post_issue(resident)

    page = resident.open("/resources/1/")
    expect(page.locator("[data-remaining]").first).to_have_attribute("data-remaining", "10")
    follow(page, "使わせてほしい")
    page.fill("[name=quantity]", "3")
    page.fill("[name=issue]", number)
    page.fill("[name=message]", "土曜の朝に使いたいです。")
    resident.check()
    press(page, "お願いを送る")
    page.wait_for_url(re.compile(r"/matches/\d+/$"))
    place = re.sub(r"^https?://[^/]+", "", page.url)
    resident.check()

    page = npo.open("/matches/")
    expect(page.locator("main")).to_contain_text("あなたの番です")
    page = npo.open(place)
    expect(page.locator("[data-talk]")).to_contain_text("土曜の朝に使いたいです。")
    expect(page.locator("main")).not_to_contain_text(accounts["resident"]["email"])
    follow(page, "引き受ける")
    press(page, "引き受ける")
    expect(page.locator("[data-status]").first).to_have_attribute("data-status", "accepted")
    page.fill("#contact-phone", "06-0000-0000")
    page.locator("form:has(#contact-phone) button").click()
    npo.check()
    assert 'data-remaining="7"' in site.get("/resources/1/").text

    page = resident.open(place)
    expect(page.locator("main")).to_contain_text("06-0000-0000")
    follow(page, "受け取りました")
    press(page, "お渡しを記録する")
    press(page, "確認しました")
    follow(page, "お礼を送る")
    page.fill("[name=words]", "おかげで、岸がきれいになりました。")
    page.set_input_files("[name=photo]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": makers.picture()})
    page.locator("label[for=id_tell]").click()
    resident.check()
    press(page, "お礼を送る")
    expect(page.locator("[data-status]").first).to_have_attribute("data-status", "thanked")

    page = npo.open(place)
    expect(page.locator("main")).to_contain_text("おかげで、岸がきれいになりました。")
    press(page, "見せてよい")
    expect(page.locator("main")).to_contain_text("投稿の取り組みにのりました")
    follow(page, "ものがたりになりました")
    expect(page.locator("main")).to_contain_text("おかげで、岸がきれいになりました。")
    npo.check()
    assert "おかげで、岸がきれいになりました。" in site.get(f"/issues/{number}/").text


def test_words_of_the_two_arrive_at_once_and_at_nobody_else(site, visit):
    accounts = site.accounts()
    resident, npo = visit(PHONE).log_in(accounts["resident2"]), visit(DESK).log_in(accounts["npo"])
    page = resident.open("/resources/1/offer/")
    press(page, "お願いを送る")
    page.wait_for_url(re.compile(r"/matches/\d+/$"))
    place = re.sub(r"^https?://[^/]+", "", page.url)
    there = npo.open(place)

    page.fill("[data-composer] [name=body]", "雨なら日曜にします。")
    page.locator("[data-composer] button[type=submit]").click()

    expect(there.locator("[data-talk]")).to_contain_text("雨なら日曜にします。")
    other = visit(PHONE).log_in(accounts["victim"])
    answer = other.page.request.get(site.url + place)
    assert answer.status == 404
    resident.check()
    npo.check()
