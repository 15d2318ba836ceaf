"""Posting, and a case at the desk, without a pointer: Tab, arrows, space, Enter, and the letters of the desk."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests import makers
from tests.visitors import Visitor

from .conftest import DESK, Visit

TITLE = "歩道のふたが割れています"
ANSWER = "ふたを、30日に取り替えます。"
MOST_STOPS = 120
# Where the cursor stands: whether it is the wanted thing, in sight, and looks different from what it was without it.
HERE = """wanted => {
  const here = document.activeElement;
  if (!here?.matches(wanted)) return null;
  const around = [here];
  for (let up = here.parentElement; up && around.length < 4; up = up.parentElement) around.push(up, ...up.children);
  const look = () => around.map((one) => {
    const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(one);
    return [outlineStyle, outlineWidth, boxShadow, borderColor].join();
  }).join(";");
  const { left, top, width, height } = here.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  const mine = [here, here.parentElement, ...(here.labels ?? [])];
  const focused = look();
  here.blur();
  const plain = look();
  here.focus({ preventScroll: true });
  return { drawn: focused !== plain, seen: mine.some((one) => one.contains(hit)) };
}"""


def tab_to(page: Page, wanted: str) -> None:
    """Tab until the cursor stands on this element, where a person can see it."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if here := page.evaluate(HERE, wanted):
            assert here == {"drawn": True, "seen": True}, (wanted, here)
            return
    raise AssertionError(f"{MOST_STOPS} stops and never at {wanted} on {page.url}")


def press(page: Page, wanted: str) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def write(page: Page, wanted: str, words: str) -> None:
    tab_to(page, wanted)
    page.keyboard.insert_text(words)


def choose(page: Page, wanted: str, value: str) -> None:
    """Go down a list or a row of choices until this one is chosen."""
    tab_to(page, wanted)
    if page.evaluate("document.activeElement.type") == "radio":
        page.keyboard.press("Space")
    for _one in range(40):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is not among the choices of {wanted}")


def log_in(visit: Visit, account: dict[str, Any]) -> Page:
    page = visit.open("/accounts/login/")
    write(page, "input[name=login]", account["email"])
    write(page, "input[name=password]", account["password"])
    page.keyboard.press("Enter")
    if account["totp_secret"]:
        page.wait_for_url("**/accounts/2fa/authenticate/**")
        if not page.evaluate(HERE, "input[name=code]"):
            tab_to(page, "input[name=code]")
        page.keyboard.insert_text(visit.site.code(account))
        page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/accounts/" not in address)
    return page


def posted(site: Any, account: dict[str, Any]) -> int:
    """A post that waits to be shown; its number."""
    fields = {"title": TITLE, "category": "road", "kind": "problem", "ward": makers.KITA, "precision": "exact"}
    answer = Visitor(site).log_in(account).send("/issues/new/", fields | {"address": "駅の北口"})
    return int(answer.headers["Location"].split("/")[-3])


def test_resident_posts_by_keyboard(site, visit, tmp_path):
    photo = Path(tmp_path / "lid.jpg")
    photo.write_bytes(makers.picture())
    resident = visit(DESK, reduced_motion="reduce")
    page = log_in(resident, site.accounts()["newcomer"])

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash"), "the first stop skips what every page begins with"
    press(page, "a[href='/issues/new/']")
    page.wait_for_url("**/issues/new/")
    page.on("filechooser", lambda chooser: chooser.set_files(photo))
    press(page, "input[name=photos]")
    expect(page.locator(".photo-strip__item")).to_have_count(1)
    choose(page, "input[name=category]", "road")
    choose(page, "select[name=ward]", makers.KITA)
    write(page, "input[name=address]", "駅の北口")
    write(page, "input[name=title]", TITLE)
    press(page, "[data-send]")
    page.wait_for_url("**/thanks/")

    press(page, "a[href^='/issues/']:not([href='/issues/new/']).button")
    page.wait_for_url(re.compile(r"/issues/\d+/$"))
    expect(page.locator("h1")).to_have_text(TITLE)
    resident.check()


def test_officer_and_chief_finish_a_case_by_keyboard(site, visit):
    accounts = site.accounts()
    number = posted(site, accounts["newcomer"])
    staff = visit(DESK, reduced_motion="reduce")
    page = log_in(staff, accounts["staff"])

    page.goto(f"{site.url}/cms/desk/?view=waiting")
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("a")  # what waits is shown by the same key as the form that shows it
    page.wait_for_url(f"**/cms/desk/issues/{number}/**")
    press(page, f"form[action*='/{number}/approve/'] [type=submit]")
    expect(page.locator(f"form[action*='/{number}/approve/']")).to_have_count(0)
    assert site.get(f"/issues/{number}/").status == 200

    page.keyboard.press("r")
    expect(page.locator("[data-form=r] [name=subject]")).to_be_focused()
    page.keyboard.insert_text("ふたの取り替え")
    write(page, "[data-form=r] [name=view]", ANSWER)
    press(page, "[data-form=r] [type=submit]")
    expect(page.locator("main")).to_contain_text("公式の回答を書きなおす")
    page.keyboard.press("s")
    expect(page.locator("[data-form=s] :focus")).to_have_count(1)
    staff.check()

    chief = visit(DESK, reduced_motion="reduce")
    page = log_in(chief, accounts["chief"])
    page.goto(f"{site.url}/cms/desk/?view=replies")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cms/desk/issues/{number}/**")
    press(page, f"form[action*='/{number}/reply-approve/'] [type=submit]")
    expect(page.locator(f"form[action*='/{number}/reply-approve/']")).to_have_count(0)
    assert ANSWER in site.get(f"/issues/{number}/").text
    chief.check()
