"""The description of the API is true: every address, method and field that it names is there, and no other."""

import json
import re
from typing import Any

import pytest

from community.discussion import actions
from community.opendata.api import DESCRIPTION
from tests import makers
from tests.architecture.surfaces import own_surfaces

METHODS = {"get", "post", "put", "patch", "delete"}


def described() -> dict[str, Any]:
    return json.loads(DESCRIPTION.read_text(encoding="utf-8"))


def fields(name: str) -> set[str]:
    schema = described()["components"]["schemas"][name]
    assert set(schema["required"]) == set(schema["properties"])
    return set(schema["properties"])


def test_every_address_of_the_api_is_described_and_no_other():
    routes = [surface.route for surface in own_surfaces() if surface.route.startswith("api/v1/")]

    assert set(described()["paths"]) == {"/" + re.sub(r"<\w+:(\w+)>", r"{\1}", route) for route in routes}


@pytest.mark.django_db
def test_every_method_is_described_and_no_other(login):
    browser, issue = login(makers.person()), makers.issue()
    for path, what in described()["paths"].items():
        address = path.format(kind="issue", number=issue.number)
        for method in METHODS:
            answer = browser.generic(method.upper(), address)
            assert (answer.status_code == 405) == (method not in what), (method, path)


@pytest.mark.django_db
def test_every_field_is_described_and_no_other(client):
    issue = makers.issue()
    actions.post_message(author=makers.person(), thread=issue.thread, body="はい")

    told = client.get(f"/api/v1/threads/issue/{issue.number}/messages").json()
    refused = client.get(f"/api/v1/threads/issue/{issue.number}/messages?limit=x").json()

    assert set(told) == fields("Messages") and set(told["messages"][0]) == fields("Message")
    assert set(refused) == fields("Error")


def test_description_is_for_everybody(client):
    answer = client.get("/api/v1/openapi.json")

    assert answer["Content-Type"].startswith("application/json") and answer.json() == described()
