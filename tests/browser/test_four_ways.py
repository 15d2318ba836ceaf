"""A post within a minute on a phone with a slow network, by each of the four ways to say where it is."""

import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from community.issues.models import Precision
from tests import makers

from .conftest import PHONE

A_MINUTE = 60.0
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 94_000,
}  # ms, bytes a second
SLOWER_PROCESSOR = 2  # times; a real phone has a core of its own, here all share two
TENMA = {"latitude": 34.7044, "longitude": 135.5119}


@pytest.fixture
def site(shared_site: Any) -> Any:
    return shared_site


def of_a_camera(folder: Path) -> Path:
    """A picture of some megapixels that says where it was taken."""
    exif = Image.Exif()
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (34.0, 42.0, 15.8), "E", (135.0, 30.0, 42.8)
    path = folder / "IMG_2041.jpg"
    path.write_bytes(makers.picture((2400, 1800), exif=exif))
    return path


def by_photo(page: Page, folder: Path) -> None:
    page.set_input_files("input[name=photos]", str(of_a_camera(folder)))
    offer = page.locator("[data-photo-place]")
    expect(offer).to_contain_text("天神橋4丁目", timeout=30_000)
    offer.locator("[data-take]").click()


def by_phone(page: Page, folder: Path) -> None:
    page.click("[data-locate]")
    expect(page.locator("[data-place-words]")).to_contain_text("天神橋4丁目")


def by_pin(page: Page, folder: Path) -> None:
    page.select_option("select[name=ward]", makers.KITA)
    page.locator("[data-map].leaflet-container").scroll_into_view_if_needed()
    page.locator("[data-map]").click(position={"x": 150, "y": 120})
    expect(page.locator("[data-place-words]")).to_contain_text("区")


def by_words(page: Page, folder: Path) -> None:
    page.locator("input[name=address]").press_sequentially("てんじんばし", delay=30)
    page.locator("[data-places] button").first.click()
    expect(page.locator("select[name=ward]")).to_have_value(makers.KITA)


@pytest.mark.parametrize("way", [by_photo, by_phone, by_pin, by_words])
def test_a_post_takes_less_than_a_minute(visit, way, tmp_path):
    resident = visit(PHONE, geolocation=TENMA, permissions=["geolocation"])
    resident.log_in(resident.site.accounts()["resident"])
    phone = resident.context.new_cdp_session(resident.page)
    phone.send("Network.enable")
    phone.send("Network.emulateNetworkConditions", SLOW)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    resident.context.set_default_timeout(30_000)

    begun = time.monotonic()
    page = resident.open("/issues/new/")
    way(page, tmp_path)
    page.locator("input[name=title]").press_sequentially("街灯が切れて、夜道がまっ暗です", delay=30)
    page.get_by_role("button", name="街灯", exact=True).click()
    assert page.locator("[name=category]:checked").get_attribute("value") == "light"
    resident.check()
    page.click("[data-send]")
    page.wait_for_url("**/thanks/")
    assert time.monotonic() - begun < A_MINUTE
    resident.check()

    number = int(page.url.split("/")[-3])
    page = resident.open(f"/issues/{number}/edit/")
    assert page.locator("[name=precision]:checked").get_attribute("value") == Precision.EXACT
