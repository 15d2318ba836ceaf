"""Somebody offers a thing on a phone, others find it by list, map and days, and its owner answers a letter."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import makers, servers
from tests.cities import accounts_file
from tests.postoffice import PostOffice, serving, text_of

from .conftest import DESK, PHONE

TITLE = "竹ぼうきとスコップ"
OSAKA = {"latitude": 34.7044, "longitude": 135.5119}


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def site(
    city_store: Any, django_db_blocker: Any, worker_name: str, tmp_path: Any, static_root: Any, office: PostOffice
):
    """A site whose letters go to a real mail server on this machine."""
    with django_db_blocker.unblock():
        name = city_store.copy(f"resources_{worker_name}", peopled=True)
    with (
        serving(office) as port,
        servers.running_site(
            tmp_path / "site", city_store.url(name), static_root, EMAIL_URL=f"smtp://127.0.0.1:{port}"
        ) as running,
    ):
        running.know(accounts_file(connection.vendor).read_text())
        yield running
    with django_db_blocker.unblock():
        city_store.drop(name)


def fill(page: Page, *, scripted: bool) -> None:
    """The form as a person fills it in."""
    page.locator("input[name=kind][value=things]").check()
    page.locator("#id_codes_cleaning-tools").check()
    page.fill("input[name=title]", TITLE)
    page.set_input_files(
        "input[name=photos]", {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": makers.picture()}
    )
    page.fill("input[name=quantity]", "5")
    page.fill("input[name=unit]", "組")
    for weekday in (5, 6):
        page.locator(f"#id_hours-0-days_{weekday}").check()
    page.fill("input[name=hours-0-opens]", "09:00")
    page.fill("input[name=hours-0-closes]", "12:00")
    if scripted:
        page.locator("[data-locate]").click()
        expect(page.locator("[data-place-words]")).to_contain_text("北区")
    else:
        page.select_option("select[name=ward]", makers.KITA)
    page.locator("[data-send]").click()
    page.wait_for_url(re.compile(r"/resources/\d+/$"))


def test_a_thing_is_offered_on_a_phone_found_three_ways_and_confirmed_by_letter(site, visit, office):
    account = site.accounts()["resident"]
    owner = visit(PHONE, geolocation=OSAKA, permissions=["geolocation"]).log_in(account)
    page = owner.open("/resources/new/")
    expect(page.locator("#id_codes_patrol")).to_be_hidden()  # of another kind
    fill(page, scripted=True)
    address = re.search(r"/resources/\d+/$", page.url)[0]
    expect(page.locator("[data-remaining]").first).to_have_attribute("data-remaining", "5")
    expect(page.locator("[data-photo]")).to_have_count(1)
    owner.check()

    visitor = visit(DESK)
    page = visitor.open("/resources/?kind=things")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    visitor.check()
    page = visitor.open("/resources/map/")
    expect(page.locator(".mark__button")).not_to_have_count(0)
    page.get_by_role("button", name=TITLE).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".map-popup__title")).to_have_text(TITLE)
    expect(page.locator(".row-card--chosen")).to_contain_text(TITLE)
    visitor.check()
    page = visitor.open("/resources/calendar/")
    page = visitor.open(f"/resources/calendar/?month={timezone.localdate() + timedelta(days=31):%Y-%m}")
    expect(page.locator("table.month").get_by_role("link", name=TITLE).first).to_be_visible()
    visitor.check()

    site.manage("run_due", "--at", (timezone.localtime() + timedelta(days=61)).isoformat())
    letter = next(one for one in office.letters if "まだできますか" in one["Subject"] and account["email"] in one["To"])
    link = re.search(r"https?://\S+/resources/\d+/confirm/", text_of(letter))[0]
    page = owner.open(link.removeprefix(site.url))
    page.get_by_role("button", name="まだできます").click()
    page.wait_for_url(f"**{address}")
    expect(page.get_by_text("「まだできます」と出しました")).to_be_visible()
    owner.check()


def test_all_of_it_works_without_script(site, visit):
    owner = visit(PHONE, java_script_enabled=False).log_in(site.accounts()["npo"])
    page = owner.open("/resources/new/")
    page.select_option("select[name=organisation]", index=1)
    fill(page, scripted=False)
    address = re.search(r"/resources/\d+/$", page.url)[0]
    expect(page.locator(".owner-panel")).to_contain_text("NPO さくらの川")

    page.get_by_role("button", name="休む").click()
    expect(page.get_by_text("お休み中です")).to_be_visible()
    page.get_by_role("button", name="また始める").click()
    for place in ("/resources/", "/resources/map/", "/resources/calendar/"):
        expect(owner.open(place).locator("h1")).to_be_visible()
    page = owner.open(f"/resources/?kind=things&ward={makers.KITA}")
    page.get_by_role("link", name=TITLE).click()
    page.wait_for_url(f"**{address}")
    page.fill("textarea[name=body]", "軽トラで取りに来てください。")
    page.locator(".composer__send").click()
    expect(page.get_by_text("軽トラで取りに来てください。")).to_be_visible()
    owner.check()


def test_the_offer_of_the_test_accounts_is_number_one_with_ten_left(site, visit):
    site.accounts()
    browser = visit(PHONE)

    page = browser.open("/resources/1/")

    expect(page.locator("[data-remaining]").first).to_have_attribute("data-remaining", "10")
    expect(page.locator(".stock__tile--free")).to_have_count(10)
    browser.check()
