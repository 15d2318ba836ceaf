"""An NPO finds its place: registered, a second person joins, the ward's desk confirms it – in a real browser."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from community.core.clock import today
from tests import makers

from .conftest import DESK, PHONE

NAME, EVIDENCE = "あじさいの会", "登記 1200-05-012345、区役所の市民協働課が知っています。"


def register(person: Any) -> str:
    """Fill in the form as its founder would; returns the address of the page."""
    page = person.open("/organisations/new/")
    page.fill("[name=name]", NAME)
    page.locator("[name=sort][value=npo]").check()
    page.fill("[name=about]", "公園のあじさいを、みんなで育てています。")
    page.select_option("[name=ward]", makers.KITA)
    page.locator(f"[name=serves][value='{makers.KITA}']").check()
    page.set_input_files("[name=picture]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": makers.picture()})
    person.check()
    press(page, "form:has([name=about])")
    page.wait_for_url(re.compile(r"/organisations/\d+/$"))
    person.check()
    return re.sub(r"^https?://[^/]+", "", page.url)


def press(page: Page, form: str) -> None:
    page.locator(f"{form} button[type=submit]").last.click()


def invite(owner: Any, place: str) -> str:
    """The link that is shown once."""
    page = owner.open(f"{place}members/")
    press(page, "form:has([name=act][value=invite])")
    link = page.locator("code").inner_text()
    owner.check()
    return re.sub(r"^https?://[^/]+", "", link)


def confirm(desk: Any, place: str) -> None:
    """From the desk's list to the city's word."""
    page = desk.open("/cms/desk/organisations/")
    page.get_by_role("link", name=NAME).click()
    expect(page.locator("blockquote").first).to_contain_text("1200-05-012345")
    page.fill("[name=seen]", "法人の登記")
    desk.check()
    press(page, "form[action$='/grant/']")
    page.wait_for_url(f"**/cms/desk{place}")
    desk.check()


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_npo_registers_is_joined_and_the_ward_confirms_it(site, visit, scripted):
    accounts, how = site.accounts(), {"java_script_enabled": scripted}
    owner = visit(PHONE, **how).log_in(accounts["resident"])

    place = register(owner)
    expect(owner.page.locator("h1")).to_have_text(NAME)
    expect(owner.page.locator("main")).to_contain_text("まだ市が確認していません")

    link = invite(owner, place)
    friend = visit(PHONE, **how).log_in(accounts["resident2"])
    page = friend.open(link)
    expect(page.locator("main")).to_contain_text(NAME)
    press(page, "main form")
    page.wait_for_url(f"**{place}members/")
    expect(page.locator("main")).to_contain_text("団体の人 2人")
    friend.check()

    page = owner.open(f"{place}verification/")
    page.fill("[name=evidence]", EVIDENCE)
    press(page, "form:has([name=evidence])")
    expect(page.locator("main")).to_contain_text("申しこみを受け取りました")
    owner.check()

    confirm(visit(DESK, **how).log_in(accounts["kita"]), place)

    shown = site.get(place).text
    assert "団体・市が確認" in shown and f"{today().year}年{today().month}月" in shown
    assert EVIDENCE not in shown and accounts["resident"]["public_id"] not in shown


def test_words_in_its_name_arrive_on_the_open_page_and_name_nobody(site, visit):
    accounts = site.accounts()
    owner, neighbour = visit(PHONE).log_in(accounts["resident"]), visit(DESK).log_in(accounts["resident2"])
    register(owner)
    page = owner.open("/issues/new/")
    page.locator("[name=category][value=park]").check()
    page.select_option("select[name=ward]", makers.KITA)
    page.fill("[name=title]", "花だんに草がのびています")
    page.click("[data-send]")
    page.wait_for_url("**/thanks/")
    number = re.search(r"/issues/(\d+)/", page.url)[1]
    page, there = owner.open(f"/issues/{number}/"), neighbour.open(f"/issues/{number}/")

    page.select_option("[data-composer] [name=organisation]", label=NAME)
    page.fill("[data-composer] [name=body]", "土曜に、みんなで草をぬきます。")
    page.locator("[data-composer] button[type=submit]").click()

    line = there.locator("[data-talk] > li", has_text="土曜に、みんなで草をぬきます。")
    expect(line).to_contain_text(NAME)
    expect(line).not_to_contain_text("なにわの住民")
    assert line.get_attribute("data-author") is None
    expect(page.locator("[data-composer] [name=body]")).to_have_value("")
    assert page.url.endswith(f"/issues/{number}/")
    owner.check()
    neighbour.check()
