"""Posts that were sent without a network wait in the browser, in sight, and go out once – whoever opens what page."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests import makers

from .conftest import DESK, NARROW, PHONE

QUEUED = "この画面を閉じてもだいじょうぶです"
STATES = """new Promise((resolve) => {
  indexedDB.open("mycomi").onsuccess = ({ target }) => {
    const asked = target.result.transaction("waiting").objectStore("waiting").getAll();
    asked.onsuccess = () => resolve(asked.result.map(({ state }) => state));
  };
})"""

AGE = """new Promise((resolve) => {
  indexedDB.open("mycomi").onsuccess = ({ target }) => {
    const store = target.result.transaction("waiting", "readwrite").objectStore("waiting");
    store.getAll().onsuccess = ({ target: { result } }) => {
      for (const post of result) store.put({ ...post, at: post.at - 49 * 3600 * 1000 });
      store.transaction.oncomplete = resolve;
    };
  };
})"""


@pytest.fixture
def site(shared_site: Any) -> Any:
    """Each test writes posts of its own."""
    return shared_site


@pytest.fixture
def resident(visit: Any, site: Any) -> Any:
    return visit(PHONE).log_in(site.accounts()["resident"])


def write(page: Page, title: str) -> None:
    page.locator("input[name=category][value=light]").check()
    page.select_option("select[name=ward]", makers.KITA)
    page.fill("input[name=title]", title)


def begin(visitor: Any, title: str, address: str = "/issues/new/") -> Page:
    """The form, filled in, with its worker at work."""
    page = visitor.open(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    write(page, title)
    return page


def queue(visitor: Any, title: str, *photos: bytes) -> Page:
    """Sent without a network, and the page is closed."""
    page = begin(visitor, title)
    visitor.context.set_offline(True)
    files = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": photo} for n, photo in enumerate(photos)]
    if files:
        page.set_input_files("input[name=photos]", files)
    page.click("[data-send]")
    expect(page.locator("[data-offline]")).to_contain_text(QUEUED)
    page.close()
    visitor.page = visitor.new_page()
    return visitor.page


@pytest.fixture(scope="module")
def photos_of(shared_site: Any) -> Iterator[dict[str, list[int]]]:
    """By title, how many photos each post should have that the database has in the end: asked once for all tests."""
    expected: dict[str, list[int]] = {}
    yield expected
    code = "import json; from community.issues.models import Issue; print(json.dumps("
    code += "[[issue.title, issue.photos.count()] for issue in Issue.objects.all()]))"
    found: dict[str, list[int]] = {title: [] for title in expected}
    for title, count in json.loads(shared_site.manage("shell", "-v0", "-c", code)):
        found.setdefault(title, []).append(count)
    assert found == expected


def badge(page: Page) -> Any:
    return page.locator("[data-queue-badge]")


def check(visitor: Any) -> None:
    """Nothing wrong but what a browser itself says of a network that is away."""
    visitor.complaints = [one for one in visitor.complaints if "net::ERR_" not in one]
    visitor.check()


def check_with_axe(visitor: Any) -> None:
    for scheme in ("light", "dark"):
        visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        visitor.page.evaluate(AXE_SCRIPT)
        assert visitor.page.evaluate("axe.run().then(({ violations }) => violations)") == []


def test_it_outlives_the_page_and_goes_out_once_from_any_page(resident, site, photos_of):
    page = queue(resident, "トンネルで送った街灯", makers.picture(), makers.picture())
    page.goto(f"{site.url}/help/")  # without a network
    expect(page.locator("h1")).to_have_text("いまは つながっていません")
    expect(page.locator("[data-queue] li")).to_contain_text("写真2枚")
    check(resident)
    check_with_axe(resident)
    resident.context.set_offline(False)
    resident.open("/help/")
    expect(page.locator(".toast")).to_contain_text("送りました（番号")
    expect(badge(page)).to_be_hidden()
    check(resident)
    page.click(".toast a")
    page.wait_for_url("**/issues/*/thanks/")
    resident.open("/issues/new/")
    expect(page.locator("[data-kept-drafts]")).to_be_hidden()
    photos_of["トンネルで送った街灯"] = [2]


def test_the_worker_sends_it_while_no_page_is_open(resident, site, photos_of):
    page = queue(resident, "だれも見ていない街灯")
    resident.context.set_offline(False)
    page.goto(f"{site.url}/robots.txt")  # a file: no script of the site
    browser = resident.context.new_cdp_session(page)
    known: list[dict[str, Any]] = []
    browser.on("ServiceWorker.workerRegistrationUpdated", lambda news: known.extend(news["registrations"]))
    browser.send("ServiceWorker.enable")
    page.wait_for_timeout(200)
    sync = {"origin": site.url, "registrationId": known[0]["registrationId"], "tag": "posts", "lastChance": False}
    browser.send("ServiceWorker.dispatchSyncEvent", sync)  # the browser's own may have come before
    deadline = time.monotonic() + 30  # the first post of a server takes long
    while page.evaluate(STATES) != ["sent"]:
        assert time.monotonic() < deadline
        page.wait_for_timeout(200)
    photos_of["だれも見ていない街灯"] = [0]
    resident.open("/help/")
    expect(page.locator(".toast")).to_contain_text("送りました（番号")
    check(resident)


def test_a_server_that_goes_away_in_the_middle_loses_nothing_of_five_large_photos(resident, site, photos_of, tmp_path):
    page = begin(resident, "とちゅうで切れた街灯")
    names = [tmp_path / f"{nth}.jpg" for nth in range(5)]
    for name in names:
        name.write_bytes(makers.picture() + bytes(4_000_000))
    site.kill("web")
    page.set_input_files("input[name=photos]", [str(name) for name in names])
    expect(page.locator("[data-photo-news]")).to_contain_text("5枚のうち0枚")
    page.click("[data-send]")
    page.wait_for_url("**/offline/#kept")
    expect(page.locator("[data-said]")).to_contain_text(QUEUED)
    expect(page.locator("[data-queue] li")).to_contain_text("写真5枚")
    site.start_web()
    page.get_by_role("button", name="いま送る").click()
    expect(page.locator("[data-sent-list]")).to_contain_text("送りました（番号", timeout=30_000)
    expect(page.locator("[data-none]")).to_be_visible()
    check(resident)
    photos_of["とちゅうで切れた街灯"] = [5]


def test_two_tabs_send_each_of_two_posts_once(resident, site, photos_of):
    page, other = begin(resident, "一つめの街灯"), resident.new_page()
    other.goto(f"{site.url}/issues/new/")
    write(other, "二つめの街灯")
    resident.context.set_offline(True)
    for tab in (page, other):
        tab.click("[data-send]")
        expect(tab.locator("[data-offline]")).to_contain_text(QUEUED)
    expect(badge(page)).to_contain_text("送信待ち 2")
    resident.context.set_offline(False)
    for tab in (page, other):
        tab.wait_for_url("**/issues/*/thanks/")
    expect(badge(page)).to_be_hidden()
    check(resident)
    photos_of |= {"一つめの街灯": [0], "二つめの街灯": [0]}


def test_another_account_neither_sends_nor_reads_it(resident, site, photos_of):
    queue(resident, "その人の街灯")
    resident.context.clear_cookies()
    resident.context.set_offline(False)
    page = resident.open("/help/")
    expect(badge(page)).to_contain_text("ログインすると送れます")
    expect(badge(page)).to_have_attribute("href", "/accounts/login/?next=/offline/")
    resident.log_in(site.accounts()["newcomer"])
    page = resident.open("/offline/")
    expect(page.locator("[data-queue] li")).to_contain_text("別のアカウントの投稿が待っています")
    assert "その人の街灯" not in page.locator("body").inner_text()
    expect(page.locator("[data-queue] li").locator("a, button")).to_have_count(0)
    check(resident)
    resident.context.clear_cookies()
    resident.log_in(site.accounts()["resident"])
    expect(resident.page.locator(".toast").filter(has_text="送りました（番号")).to_be_visible()
    photos_of["その人の街灯"] = [0]


def test_what_is_refused_is_kept_with_its_photo_until_it_is_put_right(resident, site, photos_of):
    page = begin(resident, "番号のある街灯", "/issues/new/?board=anything")
    page.fill("textarea[name=body]", "番号は 1234 5678 9018 です")
    resident.context.set_offline(True)
    photo = {"name": "one.jpg", "mimeType": "image/jpeg", "buffer": makers.picture()}
    page.set_input_files("input[name=photos]", [photo])
    page.click("[data-send]")
    expect(page.locator("[data-offline]")).to_contain_text(QUEUED)
    page.close()
    resident.page = resident.new_page()
    resident.context.set_offline(False)
    page = resident.open("/help/")
    expect(badge(page)).to_contain_text("送れませんでした 1")
    check_with_axe(resident)
    badge(page).click()
    expect(page.locator("[data-queue] li")).to_contain_text("個人番号")
    check(resident)
    page.get_by_role("link", name="書きなおす").click()
    page.wait_for_url("**/issues/new/?board=anything")
    expect(page.locator("input[name=title]")).to_have_value("番号のある街灯")
    expect(page.locator("[data-kept-photo]")).to_have_count(1)
    page.fill("textarea[name=body]", "番号は消しました")
    page.click("[data-send]")
    page.wait_for_url("**/issues/*/thanks/")
    expect(badge(page)).to_be_hidden()
    photos_of["番号のある街灯"] = [1]


def test_it_can_be_taken_back_before_it_goes(resident, site, photos_of):
    page = begin(resident, "やめた街灯")
    resident.context.set_offline(True)
    page.click("[data-send]")
    page.get_by_role("button", name="送るのをやめる").click()
    expect(badge(page)).to_be_hidden()
    page.click("[data-send]")
    page.locator("input[name=title]").press_sequentially("もう")
    expect(badge(page)).to_contain_text("送信待ち 1")
    page.wait_for_timeout(700)
    badge(page).click()
    expect(page.locator("[data-queue] li")).to_contain_text("もうやめた街灯")
    page.get_by_role("button", name="取りけす").click()
    page.get_by_role("button", name="もとにもどす").click()
    page.get_by_role("button", name="取りけす").click()
    expect(page.locator("[data-said]")).to_have_text("取りけしました。")
    check(resident)
    resident.context.set_offline(False)
    page = resident.open("/help/")
    expect(badge(page)).to_be_hidden()
    photos_of |= {"やめた街灯": [], "もうやめた街灯": []}


def test_whatever_changes_the_form_changes_what_waits_and_no_copy_outlives_its_cancelling(resident, site, photos_of):
    page, other = begin(resident, "写真を外した街灯"), resident.new_page()
    other.goto(f"{site.url}/offline/")
    resident.context.set_offline(True)
    photo = {"name": "one.jpg", "mimeType": "image/jpeg", "buffer": makers.picture()}
    page.set_input_files("input[name=photos]", [photo])
    page.click("[data-send]")
    expect(other.locator("[data-queue] li")).to_contain_text("写真1枚")
    page.get_by_role("button", name="写真を外す").click()
    expect(other.locator("[data-queue] li")).not_to_contain_text("写真1枚")
    page.locator("input[name=title]").press_sequentially("もう")
    other.get_by_role("button", name="取りけす").click()
    expect(page.get_by_role("button", name="送るのをやめる")).to_be_hidden()
    page.wait_for_timeout(1000)
    assert page.evaluate(STATES) == []
    check(resident)
    photos_of["写真を外した街灯"] = []


def test_what_its_log_in_came_too_late_for_can_be_written_anew(resident, site, photos_of):
    resident.context.add_init_script("delete ServiceWorkerRegistration.prototype.sync")
    page = begin(resident, "遅れた街灯")
    resident.context.set_offline(True)
    page.click("[data-send]")
    expect(page.locator("[data-offline]")).to_contain_text("もう一度このサイトを開くと送ります")
    page.close()
    resident.page = resident.new_page()
    resident.context.clear_cookies()
    resident.context.set_offline(False)
    page = resident.open("/help/")
    expect(badge(page)).to_contain_text("ログインすると送れます")
    page.evaluate(AGE)
    resident.log_in(site.accounts()["resident"])
    page = resident.open("/offline/")
    row = page.locator("[data-queue] li")
    expect(row).to_contain_text("48時間たったので、まだ送っていません。")
    expect(row.get_by_role("link", name="ログインして送る")).to_have_count(0)
    check(resident)
    row.get_by_role("link", name="書きなおす").click()
    expect(page.locator("input[name=title]")).to_have_value("遅れた街灯")
    photos_of["遅れた街灯"] = []


def test_nothing_is_queued_while_a_face_is_being_hidden_nor_when_that_failed(resident, photos_of):
    page, held = begin(resident, "顔のある街灯"), []
    photo = {"name": "one.jpg", "mimeType": "image/jpeg", "buffer": makers.picture()}
    page.set_input_files("input[name=photos]", [photo])
    page.locator("[data-hide-in]").click()
    page.get_by_role("button", name="わくを足す").click()
    page.route("**/issues/new/photos/areas/", lambda route: held.append(route))
    page.get_by_role("button", name="かくす", exact=True).click()
    resident.context.set_offline(True)
    page.evaluate("const send = document.querySelector('[data-send]'); send.form.requestSubmit(send)")
    expect(page.locator("[data-hiding-notices]")).not_to_be_empty()
    for route in held:
        route.abort()
    expect(page.locator("[data-hiding-dialog] [data-refused]")).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate(STATES) == []
    photos_of["顔のある街灯"] = []


def test_without_an_account_it_leads_to_the_log_in_and_is_sent_by_hand(visit, site, photos_of):
    visitor, title = visit(PHONE), "名前のない街灯"
    page = queue(visitor, title)
    visitor.context.set_offline(False)
    page = visitor.open("/help/")
    expect(badge(page)).to_contain_text("ログインすると送れます")
    expect(badge(page)).to_have_attribute("href", re.compile("^/accounts/login/.*draft"))
    for width, height in (NARROW, DESK, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        check(visitor)
    badge(page).click()
    account = site.accounts()["resident"]
    page.fill("input[name=login]", account["email"])
    page.fill("input[name=password]", account["password"])
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.wait_for_url("**/issues/new/?draft=*")
    expect(page.locator("#preview")).to_contain_text(title)
    page.click("[data-send]")
    page.wait_for_url("**/issues/*/thanks/")
    expect(badge(page)).to_be_hidden()
    check(visitor)
    photos_of[title] = [0]
