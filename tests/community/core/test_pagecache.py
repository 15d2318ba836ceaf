"""Whole pages for visitors: quick, and never older than the last commit – of anybody."""

import threading

import pytest
from django.db import connections

from community.issues import actions
from tests import makers

pytestmark = pytest.mark.usefixtures("committed", "warm")


def queries_of(client, address, django_assert_max_num_queries) -> int:
    with django_assert_max_num_queries(100) as seen:
        client.get(address)
    return len(seen)


def test_second_visitor_costs_no_query(client, django_assert_max_num_queries):
    makers.issue()
    client.get("/issues/")

    # PostgreSQL numbers transactions for a whole server, so a neighbour's commit between two visits empties the shelf.
    assert 0 in (queries_of(client, "/issues/", django_assert_max_num_queries) for _visit in range(10))


def test_hidden_post_is_gone_at_once_from_kept_pages(client):
    issue = makers.issue()
    assert issue.title in client.get("/issues/").content.decode()
    assert client.get(issue.get_absolute_url()).status_code == 200

    actions.hide_issue(number=issue.number, by=makers.officer(), reason="確かめます。")

    assert issue.title not in client.get("/issues/").content.decode()
    assert client.get(issue.get_absolute_url()).status_code == 404


def test_change_by_another_connection_is_seen_at_once(client):
    issue, officer = makers.issue(), makers.officer()
    client.get("/issues/")

    def elsewhere():
        actions.hide_issue(number=issue.number, by=officer, reason="確かめます。")
        connections.close_all()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()

    assert issue.title not in client.get("/issues/").content.decode()


def test_page_for_somebody_with_a_session_is_never_kept(client, login):
    issue = makers.issue(author=makers.newcomer())
    author = login(issue.author)

    assert author.get(issue.get_absolute_url()).status_code == 200
    assert client.get(issue.get_absolute_url()).status_code == 404


def test_languages_do_not_mix(client):
    makers.issue()
    japanese = client.get("/issues/").content
    client.cookies["django_language"] = "en"

    assert client.get("/issues/").content != japanese
