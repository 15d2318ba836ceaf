"""Map and list as one, in a real browser: they move together, the address says it all, and neither needs the other."""

import re
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import expect

from tests.cities import accounts_file

from .conftest import DESK, PHONE

PLANT = """
import random
from community.accounts.models import User
from community.areas.models import Ward
from community.issues import actions
from community.taxonomy.models import Category
from community.accounts.models import Standing
places = [(34.7044, 135.5119), (34.7046, 135.5125), (34.6555, 135.5062), (34.6203, 135.5601)]
wards = ["27127", "27127", "27111", "27126"]
author = User.objects.get(email="resident@example.jp")
for nth, ((lat, lng), ward) in enumerate(zip(places, wards)):
    actions.post_issue(
        author=author, title=f"{nth}番目の街灯", category=Category.objects.get(pk="light"),
        ward=Ward.objects.get(pk=ward), lat=lat, lng=lng, precision="100m" if nth == 3 else "exact",
    )
"""
BROKEN_TILES = """
document.addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("[data-board-map]");
  if (box) box.dataset.tiles = "/nothing/{z}/{x}/{y}.png";
});
"""
ROWS = ".map-page__posts .row-card__link"


@pytest.fixture(scope="module")
def town(city_store: Any, django_db_blocker: Any, worker_name: str, tmp_path_factory: Any, static_root: Any) -> Any:
    """A site with four posts, shared by all tests of this module: they only look."""
    from tests import servers

    with django_db_blocker.unblock():
        name = city_store.copy(f"map_{worker_name}", peopled=True)
    with servers.running_site(tmp_path_factory.mktemp("map"), city_store.url(name), static_root) as site:
        site.know(accounts_file(connection.vendor).read_text())
        site.manage("shell", "-v0", "-c", PLANT)
        yield site


@pytest.fixture
def site(town: Any) -> Any:
    return town


def box_of(page: Any) -> str:
    found = re.search(r"bbox=([^&]+)", page.url)
    return found[1] if found else ""


def closer(page: Any, times: int = 1) -> None:
    """Zoom in by the button, which works by keyboard; the list follows when the map has come to rest."""
    for _n in range(times):
        before = box_of(page)
        page.locator(".leaflet-control-zoom-in").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("before => !location.search.includes(before) || !before", arg=before)
        page.wait_for_function("() => location.search.includes('bbox=')")


def test_list_and_address_follow_the_map_and_come_back(town, visit):
    browser = visit(DESK)
    page = browser.open("/issues/map/")
    expect(page.locator(ROWS)).to_have_count(4)
    expect(page.locator(".mark__button")).not_to_have_count(0)
    first = page.url

    page.goto(f"{first}?bbox=135.500,34.695,135.525,34.712")
    expect(page.locator(ROWS)).to_have_count(2)
    closer(page)

    there = page.url
    assert box_of(page) and box_of(page) != "135.500,34.695,135.525,34.712"
    expect(page.locator("[data-live]")).to_contain_text("地図のこの範囲に")
    listed = page.locator(ROWS).all_inner_texts()
    page.locator(ROWS).first.click()
    page.wait_for_url("**/issues/*/")
    page.go_back()
    page.wait_for_url(there)
    expect(page.locator(ROWS)).to_have_count(len(listed))
    expect(page.locator(".mark__button")).not_to_have_count(0)
    browser.check()


def test_filters_keep_the_place_and_the_place_keeps_the_filters(town, visit):
    browser = visit(DESK)
    page = browser.open("/issues/map/?category=light")
    expect(page.locator(".mark__button")).not_to_have_count(0)
    closer(page)
    assert "category=light" in page.url

    expect(page.locator("[data-live]")).to_contain_text("地図のこの範囲に")
    page.locator(".filters__chips a", has_text="動いている").click()
    page.wait_for_url("**status=open**")

    assert box_of(page) and "category=light" in page.url
    browser.check()


def test_mark_is_a_button_that_says_what_it_is_and_shows_its_card(town, visit):
    browser = visit(DESK)
    page = browser.open("/issues/map/?bbox=135.55,34.61,135.57,34.63")
    mark = page.get_by_role("button", name="3番目の街灯")

    expect(mark).to_have_accessible_name(re.compile("受付：3番目の街灯、平野区.*ぼかした場所"))
    mark.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".map-popup__title")).to_have_text("3番目の街灯")
    expect(page.locator(".row-card--chosen .row-card__link")).to_have_text("3番目の街灯")
    browser.check()


def test_card_lifts_its_place_on_the_map(town, visit):
    browser = visit(DESK)
    page = browser.open("/issues/map/")
    expect(page.locator(".mark__button")).not_to_have_count(0)

    page.locator(ROWS, has_text="0番目の街灯").focus()

    expect(page.locator(".mark--lifted")).to_have_count(1)
    browser.check()


def test_own_place_stands_in_the_address_to_about_100_metres(town, visit):
    here = {"latitude": 34.70444, "longitude": 135.51188}
    browser = visit(DESK, geolocation=here, permissions=["geolocation"])
    page = browser.open("/issues/")

    page.locator("[data-near-me]").click()

    page.wait_for_url(re.compile(r"near=34\.704(,|%2C)135\.512$"))
    expect(page.get_by_text("0番目の街灯").first).to_be_visible()
    browser.check()


def test_without_script_wards_and_list_are_the_map(town, visit):
    browser = visit(PHONE, java_script_enabled=False)
    page = browser.open("/issues/map/")

    expect(page.locator(".ward-map__picture")).to_be_visible()
    page.locator(".ward-map__row", has_text="平野区").click()

    assert "ward=27126" in page.url
    expect(page.locator(ROWS)).to_have_text("3番目の街灯")
    page.get_by_role("link", name="一覧").click()
    assert "/issues/?ward=27126" in page.url
    browser.check()


def test_tiles_that_do_not_come_leave_the_drawn_wards(town, visit):
    browser = visit(DESK)
    browser.context.add_init_script(BROKEN_TILES)
    page = browser.open("/issues/map/")

    expect(page.locator(".pin-map__ward")).not_to_have_count(0)
    expect(page.locator(".pin-map--tiled")).to_have_count(0)
    expect(page.locator(".leaflet-tile-pane img")).to_have_count(0)
    expect(page.locator(".mark__button")).not_to_have_count(0)
