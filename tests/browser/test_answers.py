"""An officer begins with an answer that the city gave to a post about the same, with script and without."""

import time
from typing import Any

import pytest
from playwright.sync_api import expect

from tests import makers
from tests.visitors import Visitor

from .conftest import DESK

ANSWER = "けさ、職員が球をLEDに取り替えました。" + "ほかの明かりも、月に一度見てまわっています。" * 3


def post(visitor: Visitor, title: str) -> int:
    fields = {"title": title, "category": "light", "kind": "problem", "ward": makers.KITA, "body": ""}
    answer = visitor.send("/issues/new/", fields | {"lat": "34.7044", "lng": "135.5119", "precision": "exact"})
    assert answer.status_code == 302, answer.text
    return int(answer.headers["Location"].split("/")[-3])


def reply(chief: Any, number: int) -> None:
    form = chief.open(f"/cms/desk/issues/{number}/").locator("section#reply form")
    form.locator("[name=subject]").fill("防犯灯について")
    form.locator("[name=view]").fill(ANSWER)
    form.locator("button[type=submit]").click()
    expect(chief.page.locator(".toasts")).not_to_be_empty()


@pytest.fixture
def answered(site: Any, visit: Any) -> tuple[int, dict[str, Any]]:
    """A post like one that was answered, once search knows of the answer; and the officer's account."""
    accounts = site.accounts()
    resident = Visitor(site).log_in(accounts["resident"])
    first, second = post(resident, "防犯灯が切れています"), post(resident, "角の街灯が暗いです")
    reply(visit(DESK).log_in(accounts["chief"]), first)
    deadline = time.monotonic() + 30
    while "防犯灯について" not in site.get("/search/?q=LED&of=reply").text:
        assert time.monotonic() < deadline, "the worker has not carried the answer over"
        time.sleep(0.2)
    return second, accounts["staff"]


def test_answer_comes_into_the_form_with_one_press(visit, answered):
    number, staff = answered
    visitor = visit(DESK).log_in(staff)
    page = visitor.open(f"/cms/desk/issues/{number}/?view=all")
    page.locator("#reply").scroll_into_view_if_needed()

    page.locator(".desk-ready a[data-start]", has_text="この文を使う").click()

    expect(page.locator("#reply [name=view]")).to_have_value(ANSWER)
    assert page.url.endswith(f"/cms/desk/issues/{number}/?view=all")
    visitor.check()


def test_answer_is_read_and_taken_without_script(visit, answered):
    number, staff = answered
    visitor = visit(DESK, java_script_enabled=False).log_in(staff)
    page = visitor.open(f"/cms/desk/issues/{number}/")

    page.get_by_role("link", name="似た課題への回答を見る").click()
    page.locator(".desk-ready summary").click()
    expect(page.locator(".desk-ready__text")).to_contain_text(ANSWER)
    page.get_by_role("link", name="この文を使う").click()

    expect(page.locator("#reply [name=view]")).to_have_value(ANSWER)
