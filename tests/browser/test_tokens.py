"""A token: made on a narrow telephone, used by a program through the real gate, taken back."""

import json
import urllib.error
import urllib.request
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

from .conftest import NARROW

PAGE, WORDS = "/accounts/tokens/", {"body": "機械から、こんにちは。", "key": "k"}
POST = "from tests import makers; print(makers.issue().number)"
AXE = "axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations.map((one) => one.id))"


def check(visitor: Any) -> None:
    """Nothing blocked, nothing too wide, nothing for axe to say."""
    visitor.check()
    visitor.page.evaluate(AXE_SCRIPT)
    assert visitor.page.evaluate(AXE) == []


def ask(address: str, secret: str, body: dict[str, str] | None = None) -> tuple[int, dict[str, Any]]:
    """Status and answer, as a program without a browser hears them."""
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    sent = json.dumps(body).encode() if body else None
    try:
        with urllib.request.urlopen(urllib.request.Request(address, sent, headers)) as answer:  # noqa: S310 - our own
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def make_token(visitor: Any, password: str) -> str:
    """The secret that the page shows."""
    page = visitor.open(PAGE)
    check(visitor)
    page.get_by_label("名前").fill("家のロボット")
    page.get_by_label("読む・書く").check()
    page.get_by_role("button", name="トークンを作る").click()
    page.fill("input[name=password]", password)
    page.locator("main form button[type=submit]").first.click()
    secret = page.locator("[data-token]").inner_text()
    check(visitor)
    return secret


def test_somebody_makes_a_token_uses_it_and_takes_it_back(visit):
    visitor = visit(NARROW)
    account = visitor.site.accounts()["resident"]
    visitor.log_in(account)
    number = visitor.site.manage("shell", "-v0", "-c", POST).strip()
    talk = f"{visitor.site.url}/api/v1/threads/issue/{number}/messages"

    secret = make_token(visitor, account["password"])

    assert [ask(talk, secret, WORDS)[0] for _ in range(2)] == [201, 200]
    assert [message["body"] for message in ask(talk, secret)[1]["messages"]] == [WORDS["body"]]
    visitor.open(f"/issues/{number}/").get_by_text(WORDS["body"]).first.wait_for()

    page = visitor.open(PAGE)
    page.get_by_role("link", name="取り消す").click()
    check(visitor)
    page.get_by_role("button", name="取り消す").click()
    page.get_by_text("を取り消しました").wait_for()
    assert ask(talk, secret)[0] == 401
