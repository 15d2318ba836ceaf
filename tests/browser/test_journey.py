"""A stranger posts and the city answers – on a phone, in a real browser, without a network beyond this machine."""

import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests import makers

from .conftest import DESK, PHONE

TITLE = "街灯が2本つづけて切れています"
ANSWER = "29日の午前に取り替えます。"


@pytest.fixture
def gps_photo(tmp_path: Path) -> Path:
    """What a phone would send: upside down, with a place and a maker."""
    exif = Image.Exif()
    exif[0x0112] = 3
    exif[0x010F] = "SECRET-PHONE"
    exif.get_ifd(0x8825)[2] = (34.0, 42.0, 15.8)
    path = tmp_path / "IMG_2041.jpg"
    path.write_bytes(makers.picture((1600, 1200), exif=exif))
    return path


def write_post(visit: Any, photo: Path, *, by_hand: bool) -> str:
    """Fill in the form as a resident would and send it; returns the post's number."""
    page = visit.open("/issues/new/")
    page.set_input_files("input[name=photos]", str(photo))
    page.locator("input[name=category][value=light]").check()
    if by_hand:
        page.select_option("select[name=ward]", makers.KITA)
        page.fill("input[name=address]", "天六の交差点から1本東")
    else:
        page.click("[data-locate]")
        expect(page.locator("[data-place-words]")).to_contain_text("天神橋4丁目")
    page.fill("input[name=title]", TITLE)
    visit.check()
    page.click("[data-send]")
    page.wait_for_url("**/thanks/")
    visit.check()
    return re.search(r"/issues/(\d+)/thanks/", page.url)[1]


def desk_verb(visit: Any, number: str, verb: str, **fields: str) -> None:
    page = visit.open(f"/cms/desk/issues/{number}/")
    form = page.locator(f"form[action='/cms/desk/issues/{number}/{verb}/']").first
    for name, value in fields.items():
        form.locator(f"[name={name}]").first.fill(value)
    visit.check()
    form.locator("button[type=submit]").first.click()
    page.wait_for_url(f"**/cms/desk/issues/{number}/")


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_stranger_posts_and_the_city_answers(site, visit, gps_photo, scripted):
    accounts = site.accounts()
    here = {"geolocation": {"latitude": 34.7044, "longitude": 135.5119}, "permissions": ["geolocation"]}
    resident = visit(PHONE, java_script_enabled=scripted, **here if scripted else {})
    resident.log_in(accounts["newcomer"])

    number = write_post(resident, gps_photo, by_hand=not scripted)
    page = resident.open(f"/issues/{number}/")
    expect(page.locator("h1")).to_have_text(TITLE)
    picture = page.locator("img[data-photo]").first.get_attribute("src")
    assert b"SECRET-PHONE" not in resident.context.request.get(site.url + picture).body()
    assert site.get(f"/issues/{number}/").status == 404

    staff = visit(DESK, java_script_enabled=scripted).log_in(accounts["staff"])
    desk_verb(staff, number, "approve")
    assert site.get(f"/issues/{number}/").status == 200
    desk_verb(staff, number, "reply", subject="街灯2灯の消灯について", view=ANSWER)
    assert ANSWER not in site.get(f"/issues/{number}/").text

    chief = visit(DESK, java_script_enabled=scripted).log_in(accounts["chief"])
    desk_verb(chief, number, "reply-approve")

    if not scripted:
        page.reload()
    expect(page.locator("article[data-role=official]")).to_contain_text(ANSWER)
    resident.check()


def test_neighbours_talk_and_see_each_other_at_once(site, visit, gps_photo):
    accounts = site.accounts()
    one = visit(PHONE).log_in(accounts["resident"])
    other = visit(PHONE).log_in(accounts["resident2"])
    number = write_post(one, gps_photo, by_hand=True)
    page, there = one.open(f"/issues/{number}/"), other.open(f"/issues/{number}/")

    there.fill("[data-composer] [name=body]", "うちの前も同じです。")
    there.locator("[data-composer] button[type=submit]").click()

    expect(page.locator("[data-talk]")).to_contain_text("うちの前も同じです。")
    expect(there.locator("[data-composer] [name=body]")).to_have_value("")
    assert there.url.endswith(f"/issues/{number}/")
    one.check()
    other.check()


def test_status_arrives_on_the_open_page(site, visit, gps_photo):
    accounts = site.accounts()
    resident = visit(PHONE).log_in(accounts["resident"])
    number = write_post(resident, gps_photo, by_hand=True)
    page = resident.open(f"/issues/{number}/")
    staff = visit(DESK).log_in(accounts["staff"])

    desk = staff.open(f"/cms/desk/issues/{number}/")
    desk.locator("input[name=to][value=in_review]").check()
    desk.locator(f"form[action='/cms/desk/issues/{number}/status/'] button[type=submit]").click()

    expect(page.locator("[data-status=in_review]").first).to_be_visible()
    expect(page.locator("[data-talk]")).to_contain_text("投稿を読みました")
