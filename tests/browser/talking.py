"""What tests of a talk on open pages share."""

from playwright.sync_api import Locator, Page

from .conftest import Visit

FIELD = "[data-composer] [name=body]"
WAITING = "[data-outbox] > li"
SCENE = """
from community.discussion import actions
from tests import makers
people = [makers.person(), makers.person()]
print(makers.issue(**makers.IN_KITA).number)
thread = makers.issue(title="長い話", **makers.IN_KITA).thread
for nth in range({lines}):
    actions.post_message(author=people[nth % 2], thread=thread, body=f"{{nth}}番目のひとこと。" + "長い。" * 20)
print(thread.number)
"""


def write(page: Page, words: str) -> None:
    page.fill(FIELD, words)
    page.locator(".composer__send").click()


def line(page: Page, words: str) -> Locator:
    return page.locator("[data-talk] > li", has_text=words)


def top(place: Locator) -> float:
    return place.evaluate("(element) => element.getBoundingClientRect().top")


def check(*visitors: Visit) -> None:
    """Nothing wrong but what a browser itself says of a network that is away."""
    for visitor in visitors:
        away = ("net::ERR_", "WebSocket connection to")
        visitor.complaints = [one for one in visitor.complaints if not any(word in one for word in away)]
        visitor.check()
