"""A day in the life of the city: from an editor's theme to the sheet of paper in the neighbours' letter boxes."""

import re
import time
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from tests import makers, servers
from tests.cities import accounts_file
from tests.postoffice import PostOffice, serving, text_of
from tests.visitors import Visitor

from .conftest import DESK

THEME, SLUG = "夜道をあかるく", "night-roads"
ANSWER = "29日の午前に、2灯とも取り替えます。"
POSTS = {
    "one": ("resident", "light", "公園の横の街灯が切れています"),
    "twin": ("resident2", "light", "公園の東がわの明かりが消えたままです"),
    "signal": ("victim", "traffic", "交差点の信号が木でかくれています"),
    "ditch": ("resident", "road", "側溝のふたが割れています"),
    "late": ("newcomer", "light", "地下道の入口がまっ暗です"),
    "bad": ("newcomer", "light", "となりの田中さんの車がじゃまです"),
}


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def site(
    city_store: Any, django_db_blocker: Any, worker_name: str, tmp_path: Any, static_root: Any, office: PostOffice
):
    """A site whose letters go to a real mail server on this machine."""
    with django_db_blocker.unblock():
        name = city_store.copy(f"day_{worker_name}", peopled=True)
    with (
        serving(office) as port,
        servers.running_site(
            tmp_path / "site",
            city_store.url(name),
            static_root,
            EMAIL_URL=f"smtp://127.0.0.1:{port}",
            MYCOMI_EXEMPT_TEST_ACCOUNTS="1",
        ) as running,
    ):
        running.know(accounts_file(connection.vendor).read_text())
        yield running
    with django_db_blocker.unblock():
        city_store.drop(name)


def open_theme(visit: Any) -> None:
    """An editor makes the board and its page on one screen of Wagtail, and publishes."""
    page = visit.open(f"/cms/pages/add/pages/boardpage/{boards_page(visit)}/")
    page.fill("input[name=title]", THEME)
    page.locator("[data-chooser-action-choose]").first.click()
    page.locator("a[href='#tab-create']").click()
    create = page.locator("#tab-create form")
    create.locator("input[name$=name]").first.fill(THEME)
    create.locator("input[name$=slug]").fill(SLUG)
    create.locator("[type=submit]").click()
    expect(page.locator(".modal")).to_have_count(0)
    page.get_by_role("tab").nth(1).click()  # what the page promotes itself with: its address
    page.fill("input[name=slug]", SLUG)
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    with page.expect_request(lambda asked: asked.method == "POST"):  # Wagtail keeps the draft while she presses
        page.locator("form[data-edit-form]").dispatch_event("w-unsaved:add")
    page.locator("button[name=action-publish]").first.click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/$"))


def boards_page(visit: Any) -> str:
    """The number of the page that boards stand under."""
    page = visit.open("/cms/pages/search/?q=ボード")
    return re.search(r"/cms/pages/(\d+)/", page.locator("a:text-is('ボード')").first.get_attribute("href"))[1]


def post(visitor: Visitor, title: str, category: str) -> int:
    fields = {"title": title, "category": category, "kind": "problem", "ward": makers.KITA, "body": ""}
    place = {"lat": "34.7044", "lng": "135.5119", "precision": "town", "address": "天神橋のうら"}
    answer = visitor.send(f"/issues/new/?board={SLUG}", fields | place)
    assert answer.status_code == 302, answer.text
    return int(answer.headers["Location"].split("/")[-3])


def verb(visit: Any, number: int, name: str, **fields: str) -> None:
    """Fill in one form of the desk and send it."""
    page = visit.open(f"/cms/desk/issues/{number}/")
    forms = page.locator(f"form[action^='/cms/desk/issues/{number}/{name}/']")
    form = next(one for one in forms.all() if not one.locator("[type=hidden][name=into]").count())
    form.evaluate("form => form.closest('details')?.setAttribute('open', '')")
    for field, value in fields.items():
        box = form.locator(f"[name={field}]").first
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(box.locator("option", has_text=value).first.get_attribute("value"))
        elif box.get_attribute("type") == "radio":
            form.locator(f"[name={field}][value={value}]").check()
        else:
            box.fill(value)
    visit.check()
    form.locator("button[type=submit]").first.evaluate("button => button.click()")
    page.wait_for_url(f"**/cms/desk/issues/{number}/")


def wait_for(is_so: Any) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def said_to(office: PostOffice, account: dict[str, Any]) -> str:
    return "\n".join(f"{letter['Subject']}\n{text_of(letter)}" for letter in office.to(account["email"]))


def test_a_day_from_the_theme_to_the_sheet_on_paper(site, visit, office):
    accounts = site.accounts()
    open_theme(visit(DESK).log_in(accounts["editor"]))
    people = {role: Visitor(site).log_in(accounts[role]) for role, *_post in POSTS.values()}
    fan = Visitor(site).log_in(accounts["target"])
    group = {"what": "group", "group-thing": f"ward:{makers.KITA}"}
    assert fan.send("/accounts/notices/follows/", group).status_code == 302

    numbers = {name: post(people[role], title, category) for name, (role, category, title) in POSTS.items()}
    staff = visit(DESK).log_in(accounts["staff"])
    verb(staff, numbers["late"], "approve")
    verb(staff, numbers["bad"], "hide", reason="人の名前が書かれています。")
    verb(staff, numbers["twin"], "merge", into=str(numbers["one"]))
    verb(staff, numbers["signal"], "status", to="not_ours", authority="警察", sentence="信号は、大阪府警の担当です。")
    verb(staff, numbers["one"], "reply", subject="街灯2灯の消灯について", view=ANSWER)
    assert ANSWER not in site.get(f"/issues/{numbers['one']}/").text
    verb(visit(DESK).log_in(accounts["chief"]), numbers["one"], "reply-approve")

    for role in ("resident", "resident2"):  # whoever asked, and whoever asked the same
        wait_for(lambda role=role: ANSWER in said_to(office, accounts[role]))
    wait_for(lambda: "110" in said_to(office, accounts["victim"]) or "府警" in said_to(office, accounts["victim"]))
    tomorrow = timezone.localtime() + timedelta(days=1)
    site.manage("run_due", "--at", f"{tomorrow:%Y-%m-%d}T08:01")
    digest = said_to(office, accounts["target"])
    assert POSTS["one"][2] in digest and POSTS["bad"][2] not in digest
    assert all(letter["List-Unsubscribe-Post"] for letter in office.to(accounts["target"]["email"]))

    month = f"{timezone.localtime():%Y-%m}"
    everywhere = {
        "theme": site.get(f"/boards/{SLUG}/").text,
        "ward": site.get(f"/wards/{makers.KITA}/").text,
        "feed": site.get(f"/feeds/issues.atom?board={SLUG}").text,
        "csv": site.get(f"/data/issues.csv?ward={makers.KITA}").text,
        "sheet": site.get(f"/wards/{makers.KITA}/circular/?month={month}").text,
    }
    for name in ("theme", "ward", "feed", "csv"):
        assert POSTS["one"][2] in everywhere[name] and POSTS["late"][2] in everywhere[name], name
    assert len(feedparser.parse(everywhere["feed"]).entries) == 4  # the hidden one and the merged one are not there
    assert "<svg" in everywhere["sheet"] and "北区" in everywhere["sheet"]
    secrets = [POSTS["bad"][2], "天神橋のうら", accounts["staff"]["email"], accounts["resident"]["email"], "田中さん"]
    for name, text in everywhere.items():
        assert [secret for secret in secrets if secret in text] == [], name
    staff.check()
