"""Every address with a query that nobody should write: an answer, never a 500."""

from urllib.parse import quote

import pytest

from community.core.visibility import Visibility

from .roles import WALKS, dealt
from .surfaces import own_surfaces

pytestmark = pytest.mark.timeout(900)  # every address of the site, one after the other

NAMES = (
    "q", "ward", "category", "status", "kind", "board", "sort", "after", "page", "view", "key", "message", "next",
    "to", "lat", "lng", "town", "number", "open", "p", "near", "bbox", "since", "until", "school", "zoom", "before",
    "event", "challenge", "issue", "format",
)  # fmt: skip
LISTS = (
    "/issues/", "/issues/map/", "/issues/map/points/", "/issues/new/", "/cms/desk/", "/areas/places/", "/areas/point/",
    "/accounts/language/",
)  # fmt: skip
VALUES = {
    "NUL": "a\x00b",
    "not UTF-8": None,
    "huge number": "9" * 400,
    "beyond 64 bits": "9223372036854775808",
    "digits of another script": "²٣",
    "minus": "-1",
    "not a number": "nan",
    "endless": "inf",
    "long": "あ" * 200,  # 48 kB in all: the longest that the gate lets through
    "markup": "\"'><script>alert(1)</script>",
    "quotes of search": '" OR NEAR( * ^ :',
    "percent": "%s%(x)s%",
    "far day": "9999-12-31",
    "first day": "0001-01-01",
    "line break": "a\r\nSet-Cookie: x=1",
}


def written(value: str) -> str:
    text = VALUES[value]
    return "%ff%fe" if text is None else quote(text)


@pytest.mark.parametrize(("role", "part"), WALKS)
def test_strange_query_breaks_nothing_anywhere(city, role, part):
    browser, fill = city.browser(role), city.filling(Visibility.PUBLIC)
    surfaces = [surface for surface in own_surfaces() if surface.name != "readyz"]  # not ready: no worker runs here
    addresses = [address for surface in surfaces for address in surface.addresses(fill)]

    for address, value in dealt(VALUES, addresses, part):
        answer = browser.get(f"{address}?{'&'.join(f'{name}={written(value)}' for name in NAMES)}")

        assert answer.status_code < 500, (address, value)
        assert "x=1" not in str(answer.headers), (address, value)
        assert b"<script>alert(1)" not in b"".join(answer), (address, value)


def test_strange_value_alone_breaks_no_list(city):
    officer = city.browser("officer")
    asked = [f"{address}?{name}=" for address in LISTS for name in NAMES]

    for address, value in dealt(VALUES, asked, 0):
        assert officer.get(f"{address}{written(value)}").status_code < 500, (address, value)
