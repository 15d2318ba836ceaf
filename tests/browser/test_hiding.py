"""A face in a picture is offered to be hidden while the post is written; boxes are moved, added and removed by keys,
pointer and touch; the desk does the same in a post's picture, and whoever put a photo up, wherever it is."""

import io
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from tests import makers
from tests.faces import street

SLOW = 60_000  # milliseconds for the worker to look
BOX = ".area-editor__box"
SAID = """
import io
from community.accounts.models import User
from community.discussion import actions as talk
from community.photos import actions as photos
from tests import faces, makers
faces.street((300, 200, 200), size=(1200, 900)).save(out := io.BytesIO(), "JPEG", quality=90)
author, post = User.objects.get(email="{email}"), makers.issue()
photo = photos.take_in(upload=makers.upload(content=out.getvalue()), author=author, draft_key="face")
talk.post_message(author=author, thread=post.thread, body="ここです", photos=[photo.token])
print(post.number)
"""


@pytest.fixture
def site(shared_site: Any) -> Any:
    """Each test writes a post of its own."""
    return shared_site


def choose(page: Page, *faces: tuple[int, int, int]) -> None:
    out = io.BytesIO()
    street(*faces, size=(1200, 900)).save(out, "JPEG", quality=90)
    page.set_input_files(
        "input[name=photos]", [{"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}]
    )


def kept(page: Page) -> str:
    return page.input_value("input[name=kept]")


def shares(page: Page, nth: int = 0) -> list[float]:
    style = "(box) => ['left', 'top', 'width', 'height'].map((name) => parseFloat(box.style[name]))"
    return page.locator(BOX).nth(nth).evaluate(style)


def middle(page: Page, token: str, x: int, y: int) -> tuple[int, ...]:
    answer = page.request.get(f"{page.url.split('/issues')[0].split('/cms')[0]}/photos/{token}/large.webp")
    with Image.open(io.BytesIO(answer.body())) as image:
        return image.convert("RGB").getpixel((x, y))


def faults_of(page: Page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [fault["id"] for fault in found]


def test_face_is_offered_and_hidden_with_one_press_or_with_boxes(site, visit):
    visitor = visit(color_scheme="dark", has_touch=True)
    page = visitor.log_in(site.accounts()["resident"]).open("/issues/new/")
    choose(page, (300, 200, 200))
    expect(page.get_by_text("送った写真 1：顔やナンバーのようなところが1か所あります。かくしますか？")).to_be_visible(
        timeout=SLOW
    )
    face = middle(page, first := kept(page), 400, 360)

    page.get_by_role("button", name="見てえらぶ").tap()
    expect(page.locator(BOX)).to_have_count(1)
    expect(page.get_by_role("dialog")).to_contain_text("見つからない顔やナンバーもあります。")
    page.locator(BOX).focus()
    left, top, width, height = shares(page)
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowLeft", "Shift+ArrowUp"):
        page.keyboard.press(key)
    assert shares(page) == pytest.approx([left + 1, top + 1, width - 1, height - 1], abs=0.01)
    page.get_by_role("button", name="わくを足す").tap()
    expect(page.locator(BOX).nth(1)).to_be_focused()
    before, place = shares(page, 1), page.locator(BOX).nth(1).bounding_box()
    page.mouse.move(place["x"] + 10, place["y"] + 10)
    page.mouse.down()
    page.mouse.move(place["x"] - 20, place["y"] + 10, steps=3)
    page.mouse.up()
    assert shares(page, 1)[0] < before[0] and shares(page, 1)[1:] == pytest.approx(before[1:], abs=0.01)
    assert faults_of(page) == []
    page.keyboard.press("Delete")
    expect(page.locator(BOX)).to_have_count(1)
    page.get_by_role("button", name="わく 1 を外す").tap()
    expect(page.get_by_role("dialog").get_by_role("button", name="かくす", exact=True)).to_be_disabled()
    page.get_by_role("button", name="やめる").tap()
    assert kept(page) == first

    page.locator("[data-hiding-notices]").get_by_role("button", name="かくす").tap()
    expect(page.locator("[data-hiding-notices]")).to_contain_text("かくしました。", timeout=SLOW)
    expect(page.locator("[data-kept-photo] [data-hide-in]")).to_be_focused()
    assert kept(page) != first and middle(page, kept(page), 400, 360) != face
    assert kept(page) in (page.locator("[data-kept-photo] img").get_attribute("src") or "")
    page.locator("input[name=category][value=light]").check()
    page.fill("input[name=title]", "街灯が切れています")
    page.select_option("select[name=ward]", makers.KITA)
    visitor.check()
    token = kept(page)
    page.click("[data-send]")
    page.wait_for_url("**/thanks/")
    number = page.url.split("/")[-3]
    assert token in visitor.open(f"/issues/{number}/").content()

    desk = visit((1280, 900))
    page = desk.log_in(site.accounts()["staff"]).open(f"/cms/desk/issues/{number}/")
    page.get_by_role("link", name="写真の一部をかくす").click()
    page.get_by_role("button", name="わくを足す").click()
    assert faults_of(page) == []
    desk.check()
    page.get_by_role("button", name="かくす", exact=True).click()
    page.wait_for_url(f"**/cms/desk/issues/{number}/")
    assert token not in page.content() and "写真の一部をかくした" in page.content()


def test_draft_that_knows_an_old_address_shows_the_covered_picture_and_posts_none_unseen(site, visit):
    """Hidden in another tab; of two photos one is gone."""
    page = visit().log_in(site.accounts()["resident2"]).open("/issues/new/")
    choose(page)
    expect(page.locator("[data-kept-photo]")).to_have_count(1, timeout=SLOW)
    old, secret = kept(page), page.input_value("[data-post-form] input[name=csrfmiddlewaretoken]")
    answer = page.request.post(
        f"{page.url.split('/issues')[0]}/issues/new/photos/areas/",
        form={"token": old, "hide": "[[0.1,0.1,0.3,0.3]]", "csrfmiddlewaretoken": secret},
        headers={"Referer": page.url},
    )
    fresh, gone = answer.json()["token"], "0" * 26
    keep = "(names) => { const all = JSON.parse(localStorage['mycomi.drafts']); Object.values(all)[0].kept = names;"
    page.evaluate(f"{keep} localStorage['mycomi.drafts'] = JSON.stringify(all); }}", f"{old},{gone}")

    page.reload()
    page.locator("[data-kept-drafts] li button").first.click()

    expect(page.locator(f"[data-kept-photo='{fresh}'] img")).to_have_attribute("src", re.compile(fresh))
    expect(page.locator("[data-kept-photo]")).to_have_count(1)
    assert kept(page) == fresh


def test_form_without_script_lists_what_was_found_and_hides_it(site, visit):
    visitor = visit(java_script_enabled=False)
    page = visitor.log_in(site.accounts()["resident2"]).open("/issues/new/")
    choose(page, (100, 300, 200))
    for _look in range(20):
        page.locator("button[value=preview]").click()
        if page.locator("input[name=hide]").count():
            break
        page.wait_for_timeout(500)
    first = kept(page)

    page.get_by_label("左のほう").check()
    page.get_by_role("button", name="えらんだところをかくす").click()

    expect(page.get_by_text("かくしました。", exact=False).first).to_be_visible()
    assert kept(page) not in ("", first) and page.locator("input[name=hide]").count() == 0


def test_owner_covers_a_face_in_a_message_on_a_phone(site, visit):
    """Found when the page opens, moved, covered; the talk shows the new picture, and the old address opens nothing."""
    accounts = site.accounts()
    number = site.manage("shell", "-v0", "-c", SAID.format(email=accounts["resident"]["email"])).strip()
    visitor = visit(has_touch=True)
    page = visitor.log_in(accounts["resident"]).open(f"/issues/{number}/")

    page.get_by_role("link", name="写真 1 の一部をかくす").tap()
    page.wait_for_url("**/photos/*/hide/")
    old = page.url.split("/photos/")[1].split("/")[0]
    expect(page.get_by_text("顔やナンバーのようなところが1か所あります。", exact=False)).to_be_visible(timeout=SLOW)
    expect(page.locator(BOX)).to_have_count(1)
    assert faults_of(page) == [] and visitor.faults() == []
    page.locator(BOX).focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="かくす", exact=True).tap()

    expect(page.get_by_text("かくしました。まえの写真は、もう見られません。")).to_be_visible()
    link = page.get_by_role("link", name="写真 1 の一部をかくす")
    new = link.get_attribute("href").split("/photos/")[1].split("/")[0]
    assert new != old and page.request.get(f"{site.url}/photos/{old}/card.webp").status == 404
    assert max(middle(page, new, 400, 360)) - min(middle(page, new, 400, 360)) < 60
