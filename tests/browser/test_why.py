"""An owner learns why an offer is not shown beside an issue, mends it, and it is."""

import re
from typing import Any

from playwright.sync_api import expect

from .conftest import PHONE

# Somebody's post needs tools for the next days; the account's own tools can be had only in some months.
SCENE = """
from datetime import timedelta
from community.accounts.models import User
from community.core.clock import today
from community.matching import actions
from tests import helpers, makers
owner = User.objects.get(email="{email}")
post = makers.issue(title="公園のごみを拾いたい", body="清掃の道具が足りません。", category="litter", **makers.IN_KITA)
actions.state_need(issue=post.number, by=post.author, code="cleaning-tools", from_on=today() + timedelta(days=1),
                   until_on=today() + timedelta(days=6))
offer = helpers.resource(author=owner, title="公園のごみを拾う道具", body="清掃の道具です。",
                         from_on=today() + timedelta(days=90), until_on=today() + timedelta(days=120))
print(post.number, offer.pk)
"""


def test_an_owner_learns_why_his_offer_is_not_shown_mends_it_and_it_is(site: Any, visit: Any) -> None:
    account = site.accounts()["resident"]
    scene = site.manage("shell", "-v0", "-c", SCENE.format(email=account["email"]))
    issue, offer = scene.split()[-2:]
    person = visit(PHONE).log_in(account)

    page = person.open(f"/resources/{offer}/")
    page.get_by_role("link", name=re.compile("なぜ出ないか")).click()
    card = page.locator(f"[data-issue='{issue}']")
    expect(card).to_have_attribute("data-verdict", "closed")
    expect(card).to_contain_text("希望の日と、使える日が重なりません。")
    assert "%" not in card.inner_text()
    person.check()
    assert f"/resources/{offer}/" not in site.get(f"/issues/{issue}/").text

    card.get_by_role("link", name="使える日を直す").click()
    page.wait_for_url(f"**/resources/{offer}/edit/#id_from_on")
    page.fill("#id_from_on", "")
    page.locator("[data-send]").click()
    page.wait_for_url(re.compile(rf"/resources/{offer}/(#.*)?$"))
    site.manage("suggest_again", "--all")

    page = person.open(f"/resources/{offer}/why/")
    expect(page.locator(f"[data-issue='{issue}']")).to_have_attribute("data-verdict", "shown")
    assert f"/resources/{offer}/" in site.get(f"/issues/{issue}/").text
    person.check()
