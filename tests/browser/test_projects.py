"""A coder starts a project, finds an issue for it, and somebody who raised a hand talks with her live."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import makers, servers

from .conftest import DESK, PHONE

pytestmark = pytest.mark.timeout(600)  # several people, one after the other
NAME = "灯りの番号帳"


@pytest.fixture(scope="module")
def site(shared_site: servers.Site) -> servers.Site:
    return shared_site


def post_issue(visitor: Any, title: str) -> str:
    """The address of a post, written as people write it."""
    page = visitor.open("/issues/new/")
    page.fill("input[name=title]", title)
    page.locator("input[name=category]").first.check()
    page.select_option("select[name=ward]", makers.KITA)
    page.locator("[data-send]").click()
    page.wait_for_url(re.compile(r"/issues/\d+/"))
    return re.search(r"/issues/\d+/", page.url)[0]


def say(page: Page, words: str) -> None:
    page.locator("#talk textarea").fill(words)
    page.locator(".composer__send").click()


def test_a_coder_finds_an_issue_for_her_project_and_somebody_joins_her(site, visit):
    accounts = site.accounts()
    issue = post_issue(visit(PHONE, java_script_enabled=False).log_in(accounts["resident"]), "外灯の番号が読めません")
    coder = visit(DESK).log_in(accounts["coder"])

    page = coder.open("/projects/new/")
    page.fill("input[name=title]", NAME)
    page.fill("textarea[name=does]", "写真から外灯の番号を読んで、市に伝えます。")
    page.set_input_files(
        "input[name=photos]", {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": makers.picture()}
    )
    page.fill("input[name=role-0-title]", "夜に試す人")
    page.fill("input[name=role-0-hours]", "2")
    page.locator("[data-send]").click()
    page.wait_for_url(re.compile(r"/projects/\d+/$"))
    project = re.search(r"/projects/\d+/$", page.url)[0]
    expect(page.locator(".project-hero [data-photo]")).to_have_count(1)
    coder.check()

    page.get_by_role("link", name="答える課題をさがす").click()
    field = page.locator("main input[name=q]").first
    field.fill("外灯の番号")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="外灯の番号が読めません").first.click()
    page.wait_for_url(f"**{issue}")
    page.get_by_role("button", name=f"「{NAME}」で答える").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=NAME)).to_be_visible()
    page.get_by_role("link", name=NAME).click()
    page.wait_for_url(f"**{project}")
    expect(page.locator("[data-linked-count]")).to_have_text("1")
    coder.check()

    walker = visit(PHONE).log_in(accounts["resident2"])
    page = walker.open(project)
    page.get_by_role("link", name=re.compile("手を挙げる.*夜に試す人")).click()
    page.fill("textarea[name=message]", "毎晩、犬と歩いています。")
    page.get_by_role("button", name="手を挙げる").click()
    page.wait_for_url(f"**{project}")
    expect(page.locator(".project-hero").get_by_text("手を挙げています")).to_be_visible()
    walker.check()

    page = coder.open(f"{project}members/")
    expect(page.get_by_text("毎晩、犬と歩いています。")).to_be_visible()
    page.get_by_role("button", name="チームに入ってもらう").click()
    expect(page.get_by_role("heading", name="チームに入っている人 1")).to_be_visible()
    coder.check()

    theirs, hers = walker.open(project), coder.open(project)
    expect(theirs.locator("#team")).to_contain_text("となりの住民")
    say(hers, "ようこそ。今夜、天神橋で試しましょう。")
    expect(theirs.get_by_text("今夜、天神橋で試しましょう。")).to_be_visible()
    say(theirs, "20時に行きます。")
    expect(hers.get_by_text("20時に行きます。")).to_be_visible()
    walker.check()
    coder.check()


def test_all_of_it_works_without_script(site, visit):
    accounts = site.accounts()
    issue = post_issue(visit(PHONE, java_script_enabled=False).log_in(accounts["resident"]), "ベンチがありません")
    number = re.search(r"\d+", issue)[0]
    lead = visit(PHONE, java_script_enabled=False).log_in(accounts["npo"])
    page = lead.open(f"/projects/new/?issue={number}")
    page.select_option("select[name=organisation]", index=1)
    page.fill("input[name=title]", "ベンチの地図")
    page.fill("textarea[name=does]", "すわれる所を、みんなで数えます。")
    page.locator("[data-send]").click()
    page.wait_for_url(re.compile(r"/projects/\d+/$"))
    project = re.search(r"/projects/\d+/$", page.url)[0]
    expect(page.locator("[data-linked-count]")).to_have_text("1")
    expect(page.locator("#team")).to_contain_text("NPO さくらの川")

    helper = visit(PHONE, java_script_enabled=False).log_in(accounts["resident2"])
    page = helper.open(project)
    page.get_by_role("link", name="チームに入る").click()
    page.get_by_role("button", name="手を挙げる").click()
    page.wait_for_url(f"**{project}")
    page = lead.open(f"{project}members/")
    page.get_by_role("button", name="チームに入ってもらう").click()
    page = helper.open(project)
    expect(page.locator("#team")).to_contain_text("となりの住民")
    page.fill("textarea[name=body]", "駅前を数えてきます。")
    page.locator(".composer__send").click()
    expect(page.get_by_text("駅前を数えてきます。")).to_be_visible()
    page = helper.open(issue)
    expect(page.get_by_role("link", name="ベンチの地図")).to_be_visible()
    helper.check()


def test_the_project_of_the_test_accounts_is_number_one_and_looks_for_two(site, visit):
    site.accounts()
    browser = visit(PHONE, color_scheme="dark")

    page = browser.open("/projects/1/")

    expect(page.locator("h1")).to_have_text("よみちマップ")
    expect(page.locator(".role")).to_have_count(2)
    browser.check()
