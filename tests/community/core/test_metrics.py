"""Operators see how the site does; nobody else does, and nobody is in it."""

import re

import pytest
from django.test import Client

from community.core import outbox
from tests import makers

pytestmark = pytest.mark.django_db


def scrape(**extra):
    return Client(**extra).get("/metrics")


def value(text, name):
    return float(re.search(rf"^{re.escape(name)} (\S+)$", text, re.M)[1])


def test_requests_are_counted_by_the_pattern_of_their_address():
    name = 'mycomi_requests_total{route="issues/<int:number>/",status="404"}'
    before = value(scrape().text, name) if name in scrape().text else 0

    Client().get("/issues/987654/")

    text = scrape().text
    assert value(text, name) == before + 1
    assert "987654" not in text


def test_what_waits_is_told():
    outbox.put("mail", {"to": ["somebody@example.jp"]})

    text = scrape().text

    assert value(text, 'mycomi_outbox_waiting{channel="mail"}') == 1
    assert value(text, 'mycomi_part_ok{part="database"}') == 1
    assert value(text, 'mycomi_disk_free_bytes{place="var"}') > 0
    assert "example.jp" not in text


def test_others_need_the_token(settings):
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert scrape(**elsewhere).status_code == 404

    settings.METRICS_TOKEN = "t" * 40

    assert scrape(**elsewhere, HTTP_AUTHORIZATION="Bearer wrong").status_code == 404
    assert scrape(**elsewhere, HTTP_AUTHORIZATION="Bearer " + "t" * 40).status_code == 200


def test_behind_a_proxy_this_machine_needs_it_too(settings):
    settings.TRUSTED_PROXY_COUNT = 1

    assert scrape().status_code == 404


def test_a_person_who_is_logged_in_sees_nothing_more(login, settings):
    settings.TRUSTED_PROXY_COUNT = 1

    assert login(makers.admin()).get("/metrics").status_code == 404
