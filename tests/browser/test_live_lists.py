"""Open lists in a real browser: what comes, changes and goes shows without a reload, and nothing jumps."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE


@pytest.fixture
def site(shared_site):
    return shared_site


def post(visitor, title: str) -> str:
    """Its number."""
    page = visitor.open("/issues/new/")
    page.locator("input[name=category][value=light]").check()
    page.select_option("select[name=ward]", "27127")
    page.fill("input[name=title]", title)
    page.locator("[data-send]").click()
    page.wait_for_url("**/thanks/")
    return re.search(r"/issues/(\d+)/", page.url)[1]


def top_of(page: Page, selector: str) -> float:
    return page.locator(selector).bounding_box()["y"]


def test_board_and_desk_hear_of_a_post_and_of_what_happens_to_it(visit, site):
    accounts = site.accounts()
    resident, officer = visit(PHONE).log_in(accounts["resident"]), visit(DESK).log_in(accounts["staff"])
    first = post(resident, "はじめからある投稿")
    reader = visit(PHONE)
    board, desk = reader.open("/issues/"), officer.open("/cms/desk/?view=all")
    card, row = f'.board__list a[href="/issues/{first}/"]', f'[data-number="{first}"]'
    before = top_of(board, card)

    post(resident, "あとから来た投稿")
    news = board.locator("[data-list-news]")
    expect(news).to_have_text("新しい投稿 1件を見る")
    expect(desk.locator("[data-list-news]")).to_have_text("新着 1件を見る")
    expect(board.locator("main")).not_to_contain_text("あとから来た投稿")
    moved = top_of(board, card) - before

    work = officer.new_page()
    work.goto(f"{site.url}/cms/desk/issues/{first}/")
    expect(desk.locator(f"{row} [data-looking]")).to_be_visible()
    work.locator("input[name=to][value=in_review]").check()
    work.locator(f"form[action='/cms/desk/issues/{first}/status/'] button[type=submit]").click()
    expect(board.locator(".board__list li", has=board.locator(f"a[href='/issues/{first}/']"))).to_contain_text("確認中")
    expect(desk.locator(row)).to_contain_text("確認中")
    assert top_of(board, card) == pytest.approx(before + moved, abs=1)

    news.click()
    expect(board.locator("main")).to_contain_text("あとから来た投稿")
    for visitor in (reader, officer):
        visitor.check()
