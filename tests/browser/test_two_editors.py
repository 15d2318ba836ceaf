"""One post in two tabs, in a real browser: who is slower sees both texts, and then decides; and taking it back."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

AXE = "axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations.map((one) => one.id))"


def check(visitor, page):
    """Nothing blocked, nothing too wide, nothing for axe to say."""
    visitor.page = page
    visitor.check()
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE) == []


def send(visitor):
    """A post of this person; the number of its page."""
    page = visitor.open("/issues/new/")
    page.locator("input[name=category]").first.check()
    page.select_option("select[name=ward]", "27127")
    page.fill("input[name=title]", "はじめの題")
    page.locator("[data-send]").click()
    page.wait_for_url("**/thanks/")
    return page


def test_two_tabs_and_the_slower_one_decides(visit):
    visitor = visit()
    slow = send(visitor.log_in(visitor.site.accounts()["resident"]))
    check(visitor, slow)
    slow.get_by_role("link", name="直す", exact=True).click()
    fast = visitor.new_page()
    fast.goto(slow.url)
    check(visitor, fast)

    fast.fill("input[name=title]", "はやい題")
    fast.locator("[data-send]").click()
    expect(fast.locator("h1")).to_have_text("はやい題")
    slow.fill("input[name=title]", "おそい題")
    slow.locator("[data-send]").click()

    expect(slow.locator("#theirs")).to_be_visible()
    expect(slow.locator(".fact-list")).to_contain_text("はやい題")
    expect(slow.locator("input[name=title]")).to_have_value("おそい題")
    check(visitor, slow)
    slow.locator("[data-send]").click()
    expect(slow.locator("h1")).to_have_text("おそい題")
    check(visitor, slow)


def test_phone_number_is_said_while_a_post_is_changed(visit):
    visitor = visit()
    page = send(visitor.log_in(visitor.site.accounts()["resident"]))
    page.get_by_role("link", name="直す", exact=True).click()

    page.fill("textarea[name=body]", "連絡は 090-1234-5678 へ。")

    expect(page.locator("[data-personal]")).to_contain_text("電話番号らしいものがあります。")


def test_taken_back_without_script_its_address_says_so(visit):
    visitor = visit(java_script_enabled=False)
    page = send(visitor.log_in(visitor.site.accounts()["resident"]))
    address = page.url.removesuffix("thanks/")

    page.get_by_role("link", name="取り消す").click()
    page.get_by_role("button", name="取り消す").click()

    expect(page.locator(".toasts")).to_contain_text("写真も本文も残っていません")
    answer = page.goto(address)
    assert answer.status == 410
    expect(page.locator("h1")).to_have_text("この投稿は、取り消されました")
