"""Staff keep a talk in order while a neighbour has it open: the page says so by itself, and no words are lost."""

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import makers

from .conftest import DESK

ISSUE = """
import json
from community.accounts.models import User
from community.areas.models import Ward
from community.discussion import actions as talk
from community.issues import actions
from community.taxonomy.models import Category
author = User.objects.get(email="resident2@example.jp")
given = {"category": Category.objects.get(pk="light"), "ward": Ward.objects.listed().get(pk="27127")}
issue = actions.post_issue(author=author, title="街灯が切れています", **given)
talk.post_message(author=author, thread=issue.thread, body="うちの前も暗いです。")
print(json.dumps(issue.get_absolute_url()))
"""


@pytest.fixture
def site(shared_site: Any) -> Any:
    return shared_site


@pytest.fixture
def address(site: Any) -> str:
    return json.loads(site.manage("shell", "-v0", "-c", ISSUE))


def faults_of(page: Page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found]


def test_what_staff_do_shows_on_open_pages(site, visit, address):
    neighbour, officer = visit(), visit(size=DESK)
    page = neighbour.log_in(site.accounts()["resident"]).open(address)
    desk = officer.log_in(site.accounts()["kita"]).open(address)
    expect(page.locator(".message__order")).to_be_hidden()
    expect(desk.locator(".message__order")).to_be_visible()

    desk.get_by_text("話の整理").click()
    desk.get_by_label("ゆっくりモード").select_option("30")
    desk.get_by_role("button", name="速さを変える").click()
    expect(page.locator(".talk-state")).to_have_text(re.compile("ゆっくりモード：30秒に1回"))

    desk.get_by_role("link", name="整理する").click()
    assert faults_of(desk) == []
    desk.get_by_role("button", name="話のいちばん上に、ピン留めする").click()
    desk.wait_for_url(re.compile(r"/issues/\d+/#m1"))
    expect(page.locator(".talk-pin")).to_contain_text("うちの前も暗いです。")

    desk.get_by_text("話の整理").click()
    desk.get_by_label("閉じるわけ").fill("工事が始まりました。")
    assert faults_of(desk) == []
    desk.get_by_role("button", name="話を閉じる").click()
    expect(page.locator(".talk-state--closed")).to_contain_text("北区役所")
    expect(page.locator("[data-composer]")).to_be_hidden()
    assert faults_of(page) == []

    desk.get_by_text("話の整理").click()
    desk.get_by_role("button", name="また書けるようにする").click()
    expect(page.locator("[data-composer]")).to_be_visible()
    neighbour.check()
    officer.check()


def test_words_that_somebody_is_writing_stay_when_it_is_closed(site, visit, address):
    neighbour, officer = visit(), visit(size=DESK)
    page = neighbour.log_in(site.accounts()["resident"]).open(address)
    page.fill("[data-composer] textarea", "だいじな文")
    desk = officer.log_in(site.accounts()["kita"]).open(address)

    desk.get_by_text("話の整理").click()
    desk.get_by_label("閉じるわけ").fill("工事が始まりました。")
    desk.get_by_role("button", name="話を閉じる").click()

    expect(page.locator(".talk-state--closed")).to_be_visible()
    expect(page.locator("[data-composer] textarea")).to_have_value("だいじな文")
    expect(page.locator(".composer__send")).to_be_hidden()


def test_a_picture_goes_out_with_the_plain_form(site, visit, address):
    neighbour, other = visit(java_script_enabled=False), visit(size=DESK)
    page = neighbour.log_in(site.accounts()["resident"]).open(address)
    beside = other.open(address)

    picture = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": makers.picture()}
    page.set_input_files("input[name=photos]", [picture])
    page.fill("[data-composer] textarea", "これです")
    page.locator(".composer__send").click()

    page.wait_for_url(re.compile(r"/issues/\d+/#m2"))
    expect(page.locator(".message__photo")).to_be_visible()
    expect(beside.locator(".message__photo")).to_be_visible()
    assert beside.locator(".message__photo").evaluate("(image) => image.decode().then(() => image.naturalWidth > 0)")
    assert faults_of(beside) == []
    neighbour.check()
    other.check()
