"""Paper: so many pages as promised, nothing cut off, and codes that a camera can read."""

import io
import re
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from .conftest import DESK

CIRCULAR = "/wards/27127/circular/"
QUERIES = ("", "?letters=large", "?sides=2", "?sides=2&letters=large")
# Two that were solved, three that are open; titles as long as they may be.
POSTS = """
from django.core.files.uploadedfile import SimpleUploadedFile
from community.accounts import actions as people
from community.accounts.models import DeskRole, Standing
from community.core.models import SiteSettings
from community.issues import actions
from community.photos import actions as photos
from community.taxonomy.models import Category
from community.areas.models import Ward
from tests import makers
author = makers.person()
officer = makers.officer()
site = SiteSettings.load()
site.contact_phone = "06-0000-0000"
site.save()
for nth in range(5):
    photo = photos.take_in(upload=makers.upload(), author=author, draft_key=f"k{nth}")
    post = makers.issue(author=author, title=("とても長い題の投稿がならぶ月もあります" * 4)[:60], body="長い話。" * 300,
                        photos=[photo], **makers.IN_KITA)
    if nth < 2:
        actions.change_status(number=post.number, by=officer, to="resolved", sentence="直しました。")
"""


def pages(page: Page) -> int:
    """How many sheets the printer takes."""
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    return len(re.findall(rb"/Type\s*/Page[^s]", printed))


def cut_off(page: Page) -> list[str]:
    """Sheets whose words need more room than the paper has."""
    return page.evaluate(
        "[...document.querySelectorAll('.paper')].filter((s) => s.scrollHeight > s.clientHeight + 1)"
        ".map((s) => `${s.ariaLabel}: ${s.scrollHeight} > ${s.clientHeight}`)"
    )


def codes(page: Page) -> list[str]:
    """What a camera reads from each code."""
    pictures = [Image.open(io.BytesIO(code.screenshot())) for code in page.locator(".paper-qr").all()]
    return [zxingcpp.read_barcodes(picture)[0].text for picture in pictures]


def smallest_code(page: Page) -> float:
    """The side of the smallest code in millimetres, without the white around it."""
    sides = page.evaluate(
        "[...document.querySelectorAll('.paper-qr')].map((qr) => {"
        "const box = qr.viewBox.baseVal.width; return qr.getBoundingClientRect().width * (box - 4) / box })"
    )
    return min(sides) / 96 * 25.4


@pytest.fixture
def printer(visit: Any, site: Any) -> Any:
    site.manage("shell", "-v0", "-c", POSTS)
    return visit(DESK)


def test_circular_fits_its_sheets_and_its_codes_can_be_read(printer, site):
    for query in QUERIES:
        page = printer.open(CIRCULAR + query)
        printer.check()
        assert pages(page) == (2 if "sides" in query else 1), query
        page.emulate_media(media="print")
        assert cut_off(page) == [], query
        assert smallest_code(page) >= 22, query
        numbers = re.findall(r"#(\d+)", page.locator(".paper__hands").inner_text())
        addresses = [f"{site.url}/issues/{number}/" for number in numbers]
        assert len(numbers) >= 2 and codes(page) == [*addresses, f"{site.url}/wards/27127/"], query
        page.emulate_media(media="null")


def test_sheet_of_one_post_flows_onto_as_many_pages_as_it_needs(printer, site):
    page = printer.open("/issues/1/print/")
    printer.check()

    assert pages(page) == 2 and codes(page) == [f"{site.url}/issues/1/"]
