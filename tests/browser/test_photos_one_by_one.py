"""Pictures go one by one while the post is written; what does not arrive goes with the form, or is tried again."""

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests import makers

ADDRESS = "**/issues/new/photos/"
SLOW = 15_000  # milliseconds that a decoder may take to begin
UNDER_WAY = ".photo-strip__item--under-way"
TENJIMBASHI = ("N", (34.0, 42.0, 15.84), "E", (135.0, 30.0, 42.84))


@pytest.fixture
def site(shared_site: Any) -> Any:
    """Each test writes a post of its own."""
    return shared_site


@pytest.fixture
def writing(visit: Any) -> Any:
    """A resident at the form, with all that a post needs but its pictures and place."""
    visitor = visit()
    page = visitor.log_in(visitor.site.accounts()["resident"]).open("/issues/new/")
    page.locator("input[name=category][value=light]").check()
    page.fill("input[name=title]", "街灯が切れています")
    return visitor


def picture(size: tuple[int, int] = (320, 240), gps: tuple | None = None, form: str = "JPEG") -> bytes:
    data = Image.Exif()
    if gps:
        data.get_ifd(0x8825).update(dict(enumerate(gps, start=1)))
    return makers.picture(size, form, exif=data.tobytes())


def large_picture(gps: tuple | None = None) -> bytes:
    """More than is sent as it is."""
    data, out = Image.Exif(), io.BytesIO()
    if gps:
        data.get_ifd(0x8825).update(dict(enumerate(gps, start=1)))
    Image.effect_noise((3000, 2250), 80).convert("RGB").save(out, "JPEG", quality=88, exif=data)
    assert len(out.getvalue()) > 2 * 1024 * 1024
    return out.getvalue()


def choose(page: Page, *contents: bytes) -> None:
    files = [
        {"name": f"IMG_{nth}.jpg", "mimeType": "image/jpeg", "buffer": content}
        for nth, content in enumerate(contents, start=1)
    ]
    page.set_input_files("input[name=photos]", files)


def sent(page: Page) -> Any:
    return page.locator("[data-kept-photo]")


def files_in_form(page: Page) -> int:
    return page.evaluate("document.querySelector('input[name=photos]').files.length")


def width_of(answer: Any) -> list[int]:
    """Of a picture that was taken; while others' are opened, it is told to come again."""
    return [answer.json()["width"]] if answer.url.endswith("/new/photos/") and answer.ok else []


def post(page: Page) -> str:
    page.click("[data-send]")
    page.wait_for_url("**/thanks/")
    return page.url.split("/")[-3]


def photos_of(visitor: Any, number: str) -> int:
    return visitor.open(f"/issues/{number}/").locator("[data-photo]").count()


def test_three_pictures_go_while_the_post_is_written_and_shrunk(writing):
    page, widths = writing.page, []
    page.on("response", lambda answer: widths.extend(width_of(answer)))
    choose(page, large_picture(), picture(), picture(form="AVIF"))

    expect(page.locator("[data-photo-news]")).to_have_text("写真を3枚、送りました。", timeout=SLOW)
    expect(sent(page)).to_have_count(3, timeout=SLOW)
    assert files_in_form(page) == 0 and page.locator("progress").count() == 0
    assert len(page.input_value("input[name=kept]").split(",")) == 3
    assert all("/photos/" in image.get_attribute("src") for image in sent(page).locator("img").all())
    assert sorted(widths) == [320, 320, 2048]
    page.select_option("select[name=ward]", makers.KITA)
    writing.check()
    assert photos_of(writing, post(page)) == 3


def test_press_while_pictures_are_under_way_waits_for_them_and_goes_on(writing):
    page, held, is_open = writing.page, [], []
    page.route(ADDRESS, lambda route: route.continue_() if is_open else held.append(route))
    page.select_option("select[name=ward]", makers.KITA)
    choose(page, *[picture()] * 4)
    expect(page.locator("progress")).to_have_count(2)  # two at a time
    expect(page.locator(UNDER_WAY).last).to_contain_text("順番を待っています。")
    page.get_by_role("button", name="やめる（IMG_4.jpg）").click()
    expect(page.locator(UNDER_WAY)).to_have_count(3)

    page.click("[data-send]")
    expect(page.locator("[data-photo-hold]")).to_contain_text("写真を送っています。")
    writing.check()
    is_open.append(True)
    for route in held:
        route.continue_()

    page.wait_for_url("**/thanks/")
    assert photos_of(writing, page.url.split("/")[-3]) == 3


def test_place_of_a_picture_is_offered_and_goes_in_with_one_press(writing):
    page = writing.page
    choose(page, large_picture(TENJIMBASHI))

    offer = page.locator("[data-photo-place]")
    expect(offer).to_contain_text("写真に場所の記録があります。ここにしますか？")
    expect(sent(page)).to_have_count(1, timeout=SLOW)
    assert page.input_value("input[name=lat]") == "" and page.input_value("select[name=ward]") == ""
    writing.check()
    offer.get_by_role("button", name="ここにする").click()

    expect(page.locator("[data-place-words]")).to_contain_text("北区　天神橋")
    expect(page.locator("select[name=ward]")).to_have_value(makers.KITA)
    expect(offer).to_be_hidden()


def test_place_of_a_picture_that_is_sent_whole_is_told_by_the_server_and_may_be_left(writing):
    page = writing.page
    choose(page, picture(gps=TENJIMBASHI, form="AVIF"))

    offer = page.locator("[data-photo-place]")
    expect(offer).to_contain_text("北区　天神橋", timeout=SLOW)
    offer.get_by_role("button", name="使わない").click()

    expect(offer).to_be_hidden()
    assert page.input_value("input[name=lat]") == ""


def test_picture_that_cannot_be_used_says_so_and_the_others_stay(writing):
    page = writing.page
    choose(page, picture(), picture()[:900], picture())

    expect(sent(page)).to_have_count(2, timeout=SLOW)
    expect(page.locator(UNDER_WAY)).to_contain_text("こわれている")
    expect(page.locator("[data-photo-news]")).to_contain_text("こわれている")
    page.select_option("select[name=ward]", makers.KITA)
    writing.check()
    assert photos_of(writing, post(page)) == 2


def test_picture_that_did_not_arrive_is_tried_again_or_goes_with_the_form(writing):
    page = writing.page
    page.route(ADDRESS, lambda route: route.abort())
    choose(page, picture(), picture())
    expect(page.locator(UNDER_WAY).first).to_contain_text("送れませんでした。")
    expect(page.get_by_role("button", name="もう一度送る")).to_have_count(2)
    assert files_in_form(page) == 2
    page.unroute(ADDRESS)

    page.get_by_role("button", name="もう一度送る（IMG_1.jpg）").click()

    expect(sent(page)).to_have_count(1, timeout=SLOW)
    expect(page.locator("[data-photo-news]")).to_contain_text("2枚のうち1枚を送りました。")
    assert files_in_form(page) == 1
    page.select_option("select[name=ward]", makers.KITA)
    assert photos_of(writing, post(page)) == 2


PLACES = """async ([script, files]) => {
  const { placeIn } = await import(new URL("photo-place.js", script).href);
  return files.map((bytes) => placeIn(new Uint8Array(bytes).buffer));
}"""


def test_reader_of_places_reads_what_pillow_wrote_and_nothing_from_anything_else(writing):
    whole = picture(gps=TENJIMBASHI)
    south = picture(gps=("S", (33.0, 30.0, 0.0), "W", (70.0, 36.0, 0.0)))
    nowhere = picture(gps=("N", (0.0, 0.0, 0.0), "E", (0.0, 0.0, 0.0)))
    far = picture(gps=("N", (91.0, 0.0, 0.0), "E", (135.0, 0.0, 0.0)))
    start = whole.index(b"Exif\0\0")
    noise = whole[: start + 10] + b"\xff" * 60 + whole[start + 70 :]
    strange = [b"", b"\xff\xd8", picture(), picture(form="PNG", gps=TENJIMBASHI), nowhere, far, noise]
    cut = [whole[:end] for end in range(0, whole.index(b"\xff\xda"), 7)]
    address = writing.page.evaluate("document.querySelector('script[src*=\"js/issues/post\"]').src")
    files = [list(content) for content in (whole, south, *strange, *cut)]

    found = writing.page.evaluate(PLACES, [address, files])

    assert (round(found[0]["lat"], 4), round(found[0]["lng"], 4)) == (34.7044, 135.5119)
    assert (found[1]["lat"], round(found[1]["lng"], 6)) == (-33.5, -70.6)
    assert found[2 : 2 + len(strange)] == [None] * len(strange)
    assert all(place is None or round(place["lat"], 4) == 34.7044 for place in found[2 + len(strange) :])
