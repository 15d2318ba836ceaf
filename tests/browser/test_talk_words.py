"""Words on their way into a talk: names, photos, refusals; and what comes between the page and its line."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Route, expect

from tests import makers

from .talking import FIELD, SCENE, WAITING, check, line, write

POST = """
from community.accounts.models import User
from tests import makers
print(makers.issue(title="長い話", author=User.objects.get(email="resident2@example.jp"), **makers.IN_KITA).number)
"""
HIDE = """
from community.accounts.models import User
from community.issues import actions
chief = User.objects.get(email="chief@example.jp")
chief.on_duty = True
actions.hide_issue(number={number}, by=chief, reason="確認中")
"""
PHOTO = "template[data-part=photo]"


@pytest.fixture(scope="module")
def talk(shared_site: Any) -> int:
    """A post with a talk of two."""
    return int(shared_site.manage("shell", "-v0", "-c", SCENE.format(lines=2)).split()[-1])


@pytest.fixture
def site(shared_site: Any) -> Any:
    """Each test says words of its own."""
    return shared_site


def faults_of(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    return page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))")


def test_who_spoke_here_is_offered_as_a_name(enter, talk):
    one, other = enter("resident"), enter("resident2")
    page, there = one.open(f"/issues/{talk}/"), other.open(f"/issues/{talk}/")
    write(there, "となりから見えました。")
    expect(line(page, "となりから見えました。")).to_have_count(1)
    field = page.locator(FIELD)

    field.press_sequentially("見えましたか。mail@example.jp @と")
    names = page.get_by_role("listbox", name="ここで話している人")
    expect(names.get_by_role("option")).to_have_text(["となりの住民"])
    one.check()
    assert faults_of(page) == []
    field.press("Escape")
    expect(names).to_be_hidden()
    field.press_sequentially("な")
    expect(names).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    assert page.input_value(FIELD) == "見えましたか。mail@example.jp @となりの住民 "
    field.press_sequentially("さん")
    page.locator(".composer__send").click()

    expect(line(there, "見えましたか。").locator("a.mention")).to_have_text("@となりの住民")
    check(one, other)


def test_photos_go_with_words(enter, talk):
    one, other = enter("resident"), enter("resident2")
    page, there = one.open(f"/issues/{talk}/"), other.open(f"/issues/{talk}/")
    pictures = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": makers.picture()} for n in range(3)]
    chosen = page.locator("[data-composer-photos] > li")

    page.set_input_files("[data-composer] input[type=file]", pictures)
    expect(chosen).to_have_count(3)
    for nth in range(3):
        expect(chosen.nth(nth).locator("[data-said]")).to_have_text(page.locator(PHOTO).get_attribute("data-there"))
    chosen.first.locator("[data-off]").click()
    write(page, "写真を2枚とりました。")

    for opened in (page, there):
        expect(line(opened, "写真を2枚とりました。").locator("img")).to_have_count(2)
    expect(chosen).to_have_count(0)
    check(one, other)


def test_words_that_are_refused_come_back_with_the_reason(enter, talk):
    writer = enter("resident")
    page = writer.open(f"/issues/{talk}/")
    number = "個人番号は 1234 5678 9018 です"

    write(page, number)

    expect(page.locator(FIELD)).to_have_value(number)
    expect(page.locator("[data-composer] [data-error]")).to_contain_text("個人番号")
    expect(page.locator(WAITING)).to_have_count(0)
    writer.check()


def test_a_post_that_is_hidden_leaves_every_open_page(enter, site):
    number = int(site.manage("shell", "-v0", "-c", POST).split()[-1])
    reader = enter("resident")
    page = reader.open(f"/issues/{number}/")
    other = enter("resident2").open(f"/issues/{number}/")
    for opened in (page, other):  # its line is open
        expect(opened.locator("[data-here]")).not_to_be_empty()

    with page.expect_event("load"):
        site.manage("shell", "-v0", "-c", HIDE.format(number=number))

    assert "長い話" not in page.content()


def test_a_line_that_comes_while_the_page_is_made_stands_there_once(enter, site, talk):
    """The page says its number before it reads its lines."""

    def behind(route: Route) -> None:
        page = route.fetch()
        words = page.text()
        number = f'data-number="{talk}" data-seq="{{}}"'
        last = int(words.split(number.format("")[:-1], 1)[1].split('"', 1)[0])
        route.fulfill(response=page, body=words.replace(number.format(last), number.format(last - 1)))

    reader = enter("resident")
    reader.page.route(f"**/issues/{talk}/", behind)
    page = reader.open(f"/issues/{talk}/")
    before = page.locator("[data-talk] > li").count()

    write(enter("resident2").open(f"/issues/{talk}/"), "もうひとつ。")

    expect(line(page, "もうひとつ。")).to_have_count(1)
    assert page.locator("[data-talk] > li").count() == before + 1


def test_words_that_wait_do_not_go_out_under_another_name(enter, keys, talk):
    one, other = enter("resident"), enter("resident2")
    page, there = one.open(f"/issues/{talk}/"), other.open(f"/issues/{talk}/")
    expect(page.locator("[data-here]")).not_to_be_empty()  # its line is open
    one.context.set_offline(True)
    write(page, "わたしの名前で。")
    expect(page.locator(WAITING)).to_have_count(1)

    one.context.clear_cookies()
    one.context.add_cookies(keys["resident2"]["cookies"])
    one.context.set_offline(False)

    expect(page.locator("[data-line-state]")).to_contain_text("ページを開きなおしてください")
    expect(page.locator(WAITING)).to_have_count(1)
    expect(line(there, "わたしの名前で。")).to_have_count(0)
    check(one, other)
