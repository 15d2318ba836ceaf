"""The bell: a sheet with the newest on wide screens, the way to the list on others and when the sheet cannot be had."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE


@pytest.fixture
def site(shared_site):
    """These tests only look."""
    return shared_site


def open_board(visitor) -> Page:
    return visitor.log_in(visitor.site.accounts()["resident"]).open("/issues/")


def test_sheet_opens_and_closes_and_leads_to_the_list(visit):
    resident = visit(DESK)
    page = open_board(resident)
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
    resident.check()


def test_bell_leads_to_the_list_when_the_sheet_does_not_come(visit):
    page = open_board(visit(DESK))
    page.route("**/accounts/notices/newest/", lambda route: route.abort())

    page.locator("[data-bell]").click()

    page.wait_for_url("**/accounts/notices/")


def test_bell_leads_to_the_list_on_a_phone(visit):
    resident = visit(PHONE)
    page = open_board(resident)

    page.locator("[data-bell]").click()

    page.wait_for_url("**/accounts/notices/")
    resident.check()
