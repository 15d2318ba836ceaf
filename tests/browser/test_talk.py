"""A talk on open pages: nobody's words are lost, nothing that is read moves, and each line is there once."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE
from .talking import FIELD, SCENE, WAITING, check, line, top, write

# A message is hidden, and somebody goes on talking.
SAY = """
from community.discussion import actions
from community.discussion.models import Message, Thread
from django.db import transaction
thread = Thread.objects.get(kind="issue", number={number})
person = thread.messages.order_by("pk")[0].author
with transaction.atomic():
    actions.hide_message(thread_id=thread.pk, message_id=thread.messages.order_by("pk")[1].pk)
for words in {words}:
    actions.post_message(author=person, thread=thread, body=words)
"""
# What a screen reader would say: nodes that are added to the log, and not to a part of it that is silent.
LISTEN = """
window.said = [];
window.states = [];
const state = document.querySelector("[data-line-state]");
const tell = () => state.textContent && window.states.push(state.textContent);
new MutationObserver(tell).observe(state, { childList: true });
new MutationObserver((changes) => changes.forEach(({ target, addedNodes }) => addedNodes.forEach((node) => {
  const live = target.closest("[aria-live]").getAttribute("aria-live");
  if (live === "polite") window.said.push(node.dataset?.seq ?? node.textContent);
}))).observe(document.querySelector("[role=log]"), { childList: true, subtree: true, characterData: true });
"""
LINES = "[...document.querySelectorAll('[data-talk] > li')].map((line) => line.dataset.seq)"
SEEN = """new Promise((resolve) => {
  const last = Number(document.querySelector("[data-talk] > li:last-child").dataset.seq);
  const kept = () => Object.values(JSON.parse(localStorage.getItem("mycomi.talk.seen")) ?? {});
  const look = () => (kept().some(({ value }) => value === last) ? resolve() : setTimeout(look, 50));
  look();
})"""
NO_SOCKET = "window.WebSocket = class { constructor() { throw new Error('blocked'); } };"
NO_STREAM = "window.EventSource = class { constructor() { throw new Error('blocked'); } };"


@pytest.fixture(scope="module")
def talks(shared_site: Any) -> list[int]:
    """A post that nobody has talked about, and one with a long talk."""
    return [int(number) for number in shared_site.manage("shell", "-v0", "-c", SCENE.format(lines=30)).split()[-2:]]


@pytest.fixture
def site(shared_site: Any) -> Any:
    """Each test says words of its own."""
    return shared_site


@pytest.fixture
def heard() -> Iterator[list[Page]]:
    """Pages whose log has been listened to from the start: in the end each of their lines was said once."""
    pages: list[Page] = []
    yield pages
    for page in pages:
        said = page.evaluate("window.said")
        assert said == sorted(set(said), key=int)


def test_words_written_in_a_tunnel_go_out_once_and_in_order(enter, visit, talks, heard):
    one, other, desk = enter("resident"), enter("resident2"), enter("staff", DESK)
    pages = [visitor.open(f"/issues/{talks[0]}/") for visitor in (one, other, desk)]
    page, there, office = pages
    for opened in pages:
        opened.evaluate(LISTEN)
        heard.append(opened)
    write(there, "着きました。")
    expect(line(page, "着きました。")).to_have_count(1)

    there.fill(FIELD, "トンネルに")
    other.context.set_offline(True)
    there.fill(FIELD, "トンネルに入りました。")
    there.locator(".composer__send").click()
    write(there, "まだ中です。")
    there.fill(FIELD, "書きかけです")
    write(page, "こちらは明るいです。")
    expect(there.locator(WAITING)).to_have_count(2)
    expect(there.locator(WAITING).first).to_contain_text("つながったら送ります")
    expect(there.locator("[data-line-state]")).to_contain_text("つながりません")
    expect(line(office, "こちらは明るいです。")).to_have_count(1)
    there.evaluate(AXE_SCRIPT)
    assert there.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))") == []
    other.context.set_offline(False)

    expect(line(page, "まだ中です。")).to_have_count(1)
    expect(there.locator(WAITING)).to_have_count(0)
    expect(there.locator("[data-line-state]")).not_to_contain_text("つながりません")
    assert there.evaluate("window.states")[1:] == ["つながりました。"]
    assert there.input_value(FIELD) == "書きかけです"
    expect(line(office, "まだ中です。")).to_have_count(1)
    order = ["着きました。", "こちらは明るいです。", "トンネルに入りました。", "まだ中です。"]
    plain = visit(PHONE, java_script_enabled=False).open(f"/issues/{talks[0]}/")
    for opened in (*pages, plain):
        assert opened.locator("[data-talk] .message__bubble").all_inner_texts() == order
    check(one, other, desk)


def test_words_outlive_the_page_and_a_server_that_falls(enter, visit, site, talks, keys):
    one, other = enter("resident"), enter("resident2")
    page, there = one.open(f"/issues/{talks[0]}/"), other.open(f"/issues/{talks[0]}/")
    write(page, "サーバーは元気です。")
    expect(line(there, "サーバーは元気です。")).to_have_count(1)
    site.kill("web")
    write(page, "落ちている間に書きました。")
    write(there, "こちらも書きました。")
    page.fill(FIELD, "まだ書いています")
    expect(page.locator(WAITING)).to_contain_text("つながったら送ります")
    page.close()
    site.start_web()

    one.page = one.new_page()
    page = one.open(f"/issues/{talks[0]}/")
    there.evaluate("window.dispatchEvent(new Event('online'))")  # it would come back by itself, but later

    for opened in (page, there):
        for words in ("落ちている間に書きました。", "こちらも書きました。"):
            expect(line(opened, words)).to_have_count(1)
        expect(opened.locator(WAITING)).to_have_count(0)
    assert page.input_value(FIELD) == "まだ書いています"
    expect(page.locator("[data-draft-note]")).to_be_visible()
    shared = keys["resident2"] | {"origins": one.context.storage_state()["origins"]}
    stranger = visit(PHONE, storage_state=shared).open(f"/issues/{talks[0]}/")
    assert stranger.input_value(FIELD) == ""
    check(one, other)


def test_what_is_read_stays_where_it_is(enter, site, talks, heard):
    reader = enter("resident")
    page = reader.open(f"/issues/{talks[1]}/")
    page.evaluate(LISTEN)
    heard.append(page)
    read = page.locator("[data-talk] > li").nth(12)
    read.evaluate("(line) => line.scrollIntoView({ block: 'center' })")
    before = top(read)

    site.manage("shell", "-v0", "-c", SAY.format(number=talks[1], words=[word * 9 for word in "一二三"]))
    pill = page.get_by_role("button", name="新着3件")
    expect(pill).to_be_visible()
    expect(page.locator("[data-talk] > li").nth(1)).to_contain_text("隠されています")
    assert abs(top(read) - before) < 2
    reader.check()
    pill.click()
    first = line(page, "一" * 9)
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    expect(pill).to_be_hidden()

    page.locator(FIELD).focus()
    page.keyboard.type("書いている間に")
    before = top(page.locator(FIELD))
    site.manage("shell", "-v0", "-c", SAY.format(number=talks[1], words=["とても長い話。" * 40]).replace("[1]", "[2]"))
    expect(line(page, "とても長い話。")).to_have_count(1)
    assert abs(top(page.locator(FIELD)) - before) < 2
    expect(page.locator(FIELD)).to_be_focused()
    assert page.evaluate(LINES) == sorted(page.evaluate(LINES), key=int)


def test_who_is_here_who_writes_and_how_many_join_in_is_seen_at_once(enter, talks):
    one, other = enter("resident"), enter("resident2", DESK)
    page, there = one.open(f"/issues/{talks[0]}/"), other.open(f"/issues/{talks[0]}/")
    expect(page.locator("[data-here]")).to_have_text("いま2人が見ています")
    before = top(page.locator(FIELD))

    there.locator(FIELD).press_sequentially("あの")
    expect(page.locator("[data-typing]")).to_have_text("となりの住民さんが書いています…")
    assert top(page.locator(FIELD)) == before
    there.get_by_role("button", name="わたしも困ってる").first.click()

    expect(page.locator("[data-support] [data-support-count]").first).to_have_text("1")
    expect(page.locator("[data-talk-empty]")).to_have_count(0)
    check(one, other)


def test_a_line_is_answered_changed_and_taken_away_in_its_place(enter, talks):
    one, other = enter("resident"), enter("resident2")
    page, there = one.open(f"/issues/{talks[0]}/"), other.open(f"/issues/{talks[0]}/")
    for opened in (page, there):
        opened.evaluate(LISTEN)
    write(there, "街灯が消えています。")
    helpful = line(page, "街灯が消えています。").locator("[data-react=helpful]")
    helpful.click()
    expect(helpful).to_have_attribute("aria-pressed", "true")
    expect(line(there, "街灯が消えています。").locator("[data-react=helpful] [data-count-of]")).to_have_text("1")
    expect(helpful.locator("[data-count-of]")).to_have_text("1")
    assert page.evaluate("document.activeElement.dataset.react") == "helpful"

    line(page, "街灯が消えています。").get_by_role("link", name="返信").click()
    expect(page.locator("[data-replying]")).to_contain_text("となりの住民")
    write(page, "見てきました。")
    expect(line(there, "見てきました。").locator(".message__quote")).to_contain_text("街灯が消えています。")
    own = page.locator("[data-talk] > li.is-mine").last
    own.get_by_role("link", name="直す", exact=True).click()
    expect(own.locator("textarea")).to_have_value("見てきました。")
    own.locator("textarea").fill("もう直っていました。")
    own.get_by_role("button", name="直して出す").click()
    expect(line(there, "もう直っていました。")).to_have_count(1)
    expect(own).to_be_focused()
    own.get_by_role("link", name="取り消す").click()
    own.get_by_role("button", name="取り消す").click()
    expect(line(there, "書いた人が取り消しました")).to_have_count(1)
    expect(line(page, "書いた人が取り消しました")).to_have_count(1)
    for opened in (page, there):
        assert len(opened.evaluate("window.said")) == 2
    check(one, other)

    page.reload()
    expect(helpful.first).to_have_attribute("aria-pressed", "true")


def test_whoever_comes_back_is_led_to_what_is_new(visit, site, talks):
    visitor = visit(PHONE)
    page = visitor.open(f"/issues/{talks[1]}/")
    expect(page.locator("[data-jump]")).to_be_hidden()
    page.locator("[data-talk] > li").last.scroll_into_view_if_needed()
    expect(page.locator("[data-talk] > li").last).to_be_in_viewport()
    page.evaluate(SEEN)
    page.goto("about:blank")
    site.manage("shell", "-v0", "-c", SAY.format(number=talks[1], words=["四" * 9, "五" * 9]).replace("[1]", "[3]"))

    page = visitor.open(f"/issues/{talks[1]}/")
    page.get_by_role("link", name="新しい話（2件）へ").click()

    expect(line(page, "四" * 9)).to_be_focused()
    assert line(page, "四" * 9).evaluate("(line) => getComputedStyle(line, '::before').content") == '"ここから新しい"'
    visitor.check()


@pytest.mark.parametrize(
    ("blocked", "way"), [(NO_SOCKET, "events"), (NO_SOCKET + NO_STREAM, "poll")], ids=["events", "poll"]
)
def test_without_a_socket_it_goes_on_by(enter, talks, blocked, way):
    one, other = enter("resident"), enter("resident2")
    one.context.add_init_script(blocked)
    with one.page.expect_request(f"**/live/threads/**/{way}?after=*"):
        page = one.open(f"/issues/{talks[0]}/")
    there = other.open(f"/issues/{talks[0]}/")
    words = f"ここにソケットはありません（{way}）。"

    with page.expect_response("**/seen/") as told:  # it was in sight
        write(there, f"届いていますか（{way}）。")
        line(page, f"届いていますか（{way}）。").scroll_into_view_if_needed()
    assert told.value.status == 204
    write(page, words)

    expect(line(there, words)).to_have_count(1)
    expect(line(page, words)).to_have_count(1)
    expect(page.locator(WAITING)).to_have_count(0)
    assert page.input_value(FIELD) == ""
    check(one, other)
