"""A form that is cut anywhere on its way stores nothing; sent again with the same key it stores everything."""

import time

import requests

from tests import makers
from tests.visitors import Visitor, hidden_fields


def whole_form(site, visitor) -> tuple[bytes, dict[str, str]]:
    """The bytes of a complete post with a photo, and their headers."""
    hidden = hidden_fields(visitor.open("/issues/new/").text)
    fields = {
        "csrfmiddlewaretoken": hidden["csrfmiddlewaretoken"],
        "key": "cut-form",
        "title": "溝のふたが割れています",
        "category": "road",
        "ward": makers.KITA,
    }
    files = {"photos": ("IMG_1.jpg", makers.picture(), "image/jpeg")}
    prepared = requests.Request("POST", site.url + "/issues/new/", data=fields, files=files).prepare()
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.session.cookies.items())
    return prepared.body, {"Content-Type": prepared.headers["Content-Type"], "Cookie": cookies}


def send_bytes(site, body: bytes, headers: dict[str, str], *, announced: int) -> None:
    """Send so many bytes of a longer form, then hang up."""
    lines = [f"{name}: {value}" for name, value in headers.items()]
    head = ["POST /issues/new/ HTTP/1.1", f"Host: localhost:{site.port}", f"Content-Length: {announced}", *lines]
    with site.raw() as connection:
        connection.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + body)


def test_form_cut_at_any_byte_stores_nothing_and_its_retry_stores_everything(site):
    account = site.accounts()["resident"]
    visitor = Visitor(site).log_in(account)
    body, headers = whole_form(site, visitor)
    edges = [place + shift for place in _boundaries(body) for shift in (-1, 0, 1)]
    cuts = sorted({0, 1, *edges, *range(0, len(body), len(body) // 25), len(body) - 1})

    for cut in cuts:
        send_bytes(site, body[:cut], headers, announced=len(body))
    time.sleep(0.5)
    assert "溝のふたが割れています" not in site.get("/issues/").text
    assert not list((site.folder / "spool").glob("*"))

    answer = requests.post(site.url + "/issues/new/", data=body, headers=headers, timeout=30, allow_redirects=False)
    number = answer.headers["Location"].split("/")[2]
    page = site.get(f"/issues/{number}/").text
    assert "溝のふたが割れています" in page and "data-photo" in page


def _boundaries(body: bytes) -> list[int]:
    mark = body.split(b"\r\n", 1)[0]
    places, found = [], body.find(mark)
    while found >= 0:
        places.append(found)
        found = body.find(mark, found + 1)
    return places[1:]
