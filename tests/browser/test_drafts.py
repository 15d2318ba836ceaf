"""What is typed is never lost: before the log-in, over a reload, in two tabs, in a tunnel."""

import pytest
from playwright.sync_api import expect

from tests import makers

from .conftest import PHONE


@pytest.fixture
def site(shared_site):
    """Each test writes a form of its own."""
    return shared_site


def write(page, title):
    page.locator("input[name=category][value=light]").check()
    page.select_option("select[name=ward]", makers.KITA)
    page.fill("input[name=title]", title)


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_account_is_asked_for_at_the_end_and_the_same_form_stands_there(visit, scripted, tmp_path):
    photo = tmp_path / "light.jpg"
    photo.write_bytes(makers.picture())
    visitor = visit(PHONE, java_script_enabled=scripted)
    page = visitor.open("/issues/new/")
    page.set_input_files("input[name=photos]", str(photo))
    write(page, f"入る前に書いた街灯{scripted}")
    visitor.check()
    page.click("[data-send]")
    page.wait_for_url("**/accounts/login/**")
    expect(page.locator(".kept-draft")).to_contain_text("入る前に書いた街灯")
    visitor.check()

    account = visitor.site.accounts()["resident"]
    page.fill("input[name=login]", account["email"])
    page.fill("input[name=password]", account["password"])
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.wait_for_url("**/issues/new/?draft=*")
    expect(page.locator("#preview")).to_contain_text("入る前に書いた街灯")
    expect(page.locator("[data-kept-photo]")).to_have_count(1)
    visitor.check()
    page.click("[data-send]")
    page.wait_for_url("**/thanks/")
    page.goto(f"{visitor.site.url}/issues/new/")
    assert "入る前に書いた街灯" not in page.locator("main").inner_text()


def test_words_outlive_a_reload_and_two_tabs_do_not_mix(visit):
    visitor = visit(PHONE)
    page = visitor.log_in(visitor.site.accounts()["resident"]).open("/issues/new/")
    write(page, "一つめの書きかけ")
    other = visitor.context.new_page()
    other.goto(f"{visitor.site.url}/issues/new/")
    other.fill("input[name=title]", "二つめの書きかけ")
    page.reload()

    expect(page.locator("input[name=title]")).to_have_value("")
    offered = page.locator("[data-kept-drafts] li")
    expect(offered).to_have_count(2)
    visitor.check()
    offered.filter(has_text="一つめ").get_by_role("button", name="続きを書く").click()
    expect(page.locator("input[name=title]")).to_have_value("一つめの書きかけ")
    expect(page.locator("select[name=ward]")).to_have_value(makers.KITA)
    page.click("[data-send]")
    page.wait_for_url("**/thanks/")

    page.goto(f"{visitor.site.url}/issues/new/")
    expect(offered).to_have_count(1)
    offered.get_by_role("button", name="捨てる").click()
    page.reload()
    expect(page.locator("[data-kept-drafts]")).to_be_hidden()


def test_what_another_account_wrote_in_this_browser_is_not_offered(visit):
    visitor = visit(PHONE)
    page = visitor.log_in(visitor.site.accounts()["resident"]).open("/issues/new/")
    page.fill("input[name=title]", "だれかの書きかけ")
    visitor.context.clear_cookies()
    page = visitor.open("/issues/new/")
    expect(page.locator("[data-kept-drafts]")).to_be_hidden()


@pytest.mark.parametrize("keeps", [True, False], ids=["in the browser's queue", "in the open page"])
def test_in_a_tunnel_it_waits_and_goes_out_once(visit, keeps):
    # A worker may learn later than the page that the network is back: then it, too, would keep what the page sends.
    visitor = visit(PHONE) if keeps else visit(PHONE, service_workers="block")
    if not keeps:
        visitor.context.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    page = visitor.log_in(visitor.site.accounts()["resident"]).open("/issues/new/")
    write(page, "トンネルの中から")
    visitor.context.set_offline(True)
    page.click("[data-send]")
    page.click("[data-send]")
    said = "この画面を閉じてもだいじょうぶです" if keeps else "つながったら、ここから1回だけ送ります"
    expect(page.locator("[data-offline]")).to_contain_text(said)
    expect(page.locator("input[name=title]")).to_have_value("トンネルの中から")
    visitor.context.set_offline(False)
    page.wait_for_url("**/thanks/")
    number = int(page.url.split("/")[-3])
    assert page.request.get(f"{visitor.site.url}/issues/{number + 1}/").status == 404
