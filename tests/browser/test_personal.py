"""What tells of a person is said while it is typed, and goes with one press, in a real browser."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def site(shared_site):
    """Nothing is sent here."""
    return shared_site


def test_a_phone_number_is_said_and_goes_with_one_press(visit):
    visitor = visit()
    page = visitor.log_in(visitor.site.accounts()["resident"]).open("/issues/new/")
    page.fill("textarea[name=body]", "連絡は 090-1234-5678 か、0120-123-456 へ。")
    notices = page.locator("[data-personal]")
    expect(notices).to_contain_text("電話番号らしいものがあります。「090-12…」はだれでも読めます。")
    visitor.check()
    notices.get_by_role("button", name="消す").click()
    expect(page.locator("textarea[name=body]")).to_have_value("連絡は （電話番号） か、0120-123-456 へ。")
    expect(notices).to_be_empty()
    expect(page.locator("textarea[name=body]")).to_be_focused()


def test_without_script_the_preview_says_it_and_takes_it_out(visit):
    visitor = visit(java_script_enabled=False)
    page = visitor.log_in(visitor.site.accounts()["resident"]).open("/issues/new/")
    page.locator("input[name=category]").first.check()
    page.select_option("select[name=ward]", "27127")
    page.fill("input[name=title]", "街灯が切れています")
    page.fill("textarea[name=body]", "a@example.jp へ")
    page.locator("button[value=preview]").click()
    expect(page.locator("#preview")).to_contain_text("メールアドレスらしいものがあります。")
    page.locator("button[value=mask]").click()
    expect(page.locator("#preview")).to_contain_text("（メールアドレス） へ")
    expect(page.locator("textarea[name=body]")).to_have_value("（メールアドレス） へ")
    visitor.check()
