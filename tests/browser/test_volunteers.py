"""A volunteer is called blind, stays unknown until she says yes, and then the two talk, each in their own browser."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import DESK, NARROW, PHONE
from .test_handover import follow, post_issue, press

VOLUNTEER = "となりの住民"


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_volunteer_stays_unknown_until_she_says_yes(site, visit, scripted):
    accounts, how = site.accounts(), {"java_script_enabled": scripted}
    asker = visit(PHONE, **how).log_in(accounts["resident"])
    volunteer = visit(NARROW, **how).log_in(accounts["resident2"])

    page = volunteer.open("/people/card/")
    page.locator("[name=can][value=carry]").check()
    page.locator("[name=hours-0-days][value='5']").check()
    page.fill("[name=hours-0-opens]", "09:00")
    page.fill("[name=hours-0-closes]", "12:00")
    page.fill("[name=words]", "土曜の朝なら動けます。")
    volunteer.check()
    press(page, "この内容で書く")
    expect(page.locator("[name=words]")).to_have_value("土曜の朝なら動けます。")
    volunteer.check()
    assert "土曜の朝なら動けます。" not in site.get("/people/").text

    number = post_issue(asker)
    page = asker.open(f"/issues/{number}/needs/")
    page.select_option("[name=code]", "carry")
    page.fill("[name=note]", "机を2つ、2階へ")
    press(page, "書く")
    page = asker.open(f"/issues/{number}/")
    expect(page.locator("#needs")).to_contain_text("近くに、応じられそうな人が数人います")
    asker.check()
    follow(page, "呼びかける")
    asker.check()
    press(page, "声をかける")
    expect(page.locator("#needs")).to_contain_text("数人に声をかけました")
    for address in (f"/issues/{number}/", "/matches/", "/accounts/notices/", "/people/", "/accounts/profile/"):
        expect(asker.open(address).locator("main")).not_to_contain_text(VOLUNTEER)

    page = volunteer.open("/people/invitations/")
    expect(page.locator("[data-invitation]")).to_contain_text("机を2つ、2階へ")
    volunteer.check()
    press(page, "はい")
    page.wait_for_url(re.compile(r"/matches/\d+/$"))
    place = re.sub(r"^https?://[^/]+", "", page.url)
    expect(page.locator("[data-status]").first).to_have_attribute("data-status", "accepted")
    page.fill("[name=body]", "土曜の9時に行きます。")
    page.locator("form:has([name=body]) button[type=submit]").first.click()
    expect(page.locator("[data-talk]")).to_contain_text("土曜の9時に行きます。")
    volunteer.check()

    page = asker.open(place)
    expect(page.locator("main")).to_contain_text(VOLUNTEER)
    expect(page.locator("[data-talk]")).to_contain_text("土曜の9時に行きます。")
    page.fill("[name=body]", "たすかります。")
    page.locator("form:has([name=body]) button[type=submit]").first.click()
    expect(page.locator("[data-talk]")).to_contain_text("たすかります。")
    asker.check()
    expect(volunteer.open(place).locator("[data-talk]")).to_contain_text("たすかります。")
    other = visit(DESK, **how).log_in(accounts["victim"])
    assert other.page.request.get(site.url + place).status == 404
