"""The bell: a sheet with the newest on wide screens, the way to the list on others and when the sheet cannot be had."""

from playwright.sync_api import expect

from tests import makers
from tests.visitors import Visitor

from .conftest import DESK, PHONE


def test_bell_opens_a_sheet_or_leads_to_the_list(site, visit):
    accounts = site.accounts()
    fields = {"title": "街灯が切れています", "category": "light", "kind": "problem", "ward": makers.KITA}
    answer = Visitor(site).log_in(accounts["newcomer"]).send("/issues/new/", fields | {"precision": "town"})
    number = answer.headers["Location"].split("/")[-3]
    page = visit(DESK).log_in(accounts["staff"]).open(f"/cms/desk/issues/{number}/")
    page.locator(f"form[action^='/cms/desk/issues/{number}/approve/'] [type=submit]").click()
    author = visit(DESK)
    page = author.log_in(accounts["newcomer"]).open("/issues/")
    bell, sheet = page.locator("[data-bell]"), page.locator(".bell__sheet")

    bell.click()
    expect(sheet).to_be_visible()
    expect(bell).to_have_attribute("aria-expanded", "true")
    assert sheet.bounding_box()["width"] == 420
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(bell).to_be_focused()
    bell.click()
    expect(sheet).to_be_visible()
    bell.click()
    expect(sheet).to_be_hidden()
    bell.click()
    sheet.locator("a[href='/accounts/notices/']").click()
    page.wait_for_url("**/accounts/notices/")
    author.check()

    page.goto(f"{site.url}/issues/")
    author.context.set_offline(True)
    bell.click()
    page.wait_for_url(lambda address: "/accounts/notices/" in address or "chrome-error" in address)

    phone = visit(PHONE).log_in(accounts["newcomer"]).open("/issues/")
    phone.locator("[data-bell]").click()
    phone.wait_for_url("**/accounts/notices/")
