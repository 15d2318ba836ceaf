"""A real Chromium on the real server. What a page must never do is watched on every page of every test."""

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.cities import accounts_file
from tests.servers import Site, running_site

# The shell has no window to draw and takes half of the processor; pages are the same.
BROWSERS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser")
CHROMIUM = next((path for path in BROWSERS if os.path.exists(path)), None)
expect.set_options(timeout=15_000)  # milliseconds; two browsers on two cores are slow
PHONE, DESK, NARROW = (390, 844), (1280, 900), (320, 640)
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


@pytest.hookimpl(tryfirst=True)  # before the tests are dealt out to processes
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if item.get_closest_marker("xdist_group") is None:
                item.add_marker(pytest.mark.xdist_group(item.path.stem))  # one site a module, in one process
            if CHROMIUM is None and not os.environ.get("MYCOMI_NOTHING_SKIPPED"):
                item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium"))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module: while it is there, its event loop runs, and tests with loops of their own could not."""
    assert CHROMIUM, "no Chromium is installed"
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*flags, "--disable-background-networking"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def shared_site(
    city_store: Any,
    django_db_blocker: Any,
    worker_name: str,
    tmp_path_factory: Any,
    static_root: Any,
    request: pytest.FixtureRequest,
) -> Iterator[Site]:
    """One real server for all tests of a module, for those that only look; with the test accounts, unless the module
    begins on an EMPTY site."""
    module, peopled = request.path.stem, not getattr(request.module, "EMPTY", False)
    with django_db_blocker.unblock():
        name = city_store.copy(f"{module}_{worker_name}", peopled=peopled)
    with running_site(tmp_path_factory.mktemp(module), city_store.url(name), static_root) as site:
        if peopled:
            site.know(accounts_file(connection.vendor).read_text())
        yield site
    with django_db_blocker.unblock():
        city_store.drop(name)


@pytest.fixture
def site(city_store: Any, django_db_blocker: Any, worker_name: str, tmp_path: Any, static_root: Any) -> Iterator[Site]:
    """A site of this test alone, with the test accounts."""
    with django_db_blocker.unblock():
        name = city_store.copy(f"site_{worker_name}", peopled=True)
    with running_site(tmp_path / "site", city_store.url(name), static_root) as running:
        running.know(accounts_file(connection.vendor).read_text())
        yield running
    with django_db_blocker.unblock():
        city_store.drop(name)


class Visit:
    """One person's browser at a site: contexts of it share nothing, and everything wrong on a page is remembered."""

    def __init__(self, context: BrowserContext, site: Site) -> None:
        self.context, self.site = context, site
        self.complaints: list[str] = []
        context.add_init_script(WATCH)
        context.on("request", self._watch_request)
        self.page = self.new_page()

    def new_page(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._watch_console)
        page.on("pageerror", lambda error: self.complaints.append(f"error on {page.url}: {error}"))
        return page

    def open(self, path: str) -> Page:
        self.page.goto(self.site.url + path, wait_until="load")
        return self.page

    def faults(self) -> list[str]:
        """What was loaded from elsewhere, was blocked or failed; and whether the page is wider than the screen."""
        scripted = self.page.evaluate("typeof window.violations") == "object"
        blocked = self.page.evaluate("window.violations") if scripted else []
        too_wide = self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        sideways = ["scrolls sideways"] if too_wide else []
        return [f"{self.page.url}: {fault}" for fault in (*self.complaints, *blocked, *sideways)]

    def check(self) -> None:
        assert self.faults() == []

    def log_in(self, account: dict[str, Any]) -> "Visit":
        page = self.open("/accounts/login/")
        page.fill("input[name=login]", account["email"])
        page.fill("input[name=password]", account["password"])
        page.locator("form:has(input[name=password]) button[type=submit]").first.click()
        if account["totp_secret"]:
            page.wait_for_url("**/accounts/2fa/authenticate/**")
            page.fill("input[name=code]", self.site.code(account))
            page.locator("form:has(input[name=code]) button[type=submit]").first.click()
        page.wait_for_url(lambda address: "/accounts/" not in address)
        return self

    def _watch_request(self, request: Any) -> None:
        if not re.match(r"(https?|wss?)://(localhost|127\.0\.0\.1)[:/]|data:|blob:|about:", request.url):
            self.complaints.append(f"asked {request.url}")

    def _watch_console(self, message: Any) -> None:
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.complaints.append(f"console: {message.text}")


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Callable[..., Visit]]:
    """Open a browser: `visit(size=PHONE, java_script_enabled=False, color_scheme="dark", …)`."""
    contexts = []

    def begin(size: tuple[int, int] = PHONE, **options: Any) -> Visit:
        width, height = size
        given = {"viewport": {"width": width, "height": height}, "locale": "ja-JP", "timezone_id": "Asia/Tokyo"}
        context = chromium.new_context(**given | options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        return Visit(context, site)

    yield begin
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def keys() -> dict[str, Any]:
    """Who has logged in, for the next test."""
    return {}


@pytest.fixture
def enter(visit: Callable[..., Visit], site: Any, keys: dict[str, Any]) -> Callable[..., Visit]:
    """Somebody's browser; logged in once for all tests."""

    def begin(role: str, size: tuple[int, int] = PHONE, **options: Any) -> Visit:
        if role in keys:
            return visit(size, storage_state=keys[role], **options)
        visitor = visit(size, **options).log_in(site.accounts()[role])
        keys[role] = visitor.context.storage_state()
        return visitor

    return begin
