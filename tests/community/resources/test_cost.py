"""What the pages cost the database, on one where commits are real; a cookie keeps ready pages out of the way."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.discussion import actions as talk
from community.resources.models import Resource
from tests import makers

MOST_OF_LIST, MOST_OF_CALENDAR, MOST_OF_PAGE = 8, 8, 12


def asked(client, address):
    client.cookies["csrftoken"] = "x" * 32
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return [query["sql"] for query in captured.captured_queries]


def test_list_page_and_calendar_cost_few_queries(committed, warm, client):
    author = makers.person()
    group = makers.organisation(author=author)
    for nth in range(12):
        makers.resource(
            author=author,
            organisation=group if nth % 2 else None,
            codes=["cleaning-tools", "work-tools"],
            serves=[makers.KITA, makers.HIRANO],
            **makers.IN_KITA,
        )
    resource = Resource.objects.order_by("pk").first()
    for nth in range(5):
        talk.post_message(author=author, thread=resource.thread, body=f"ひとこと{nth}", key=f"k{nth}")

    for address, most in {
        "/resources/": MOST_OF_LIST,
        f"/resources/?ward={makers.KITA}&on=2099-01-01&cost=free": MOST_OF_LIST,
        "/resources/?sort=near&near=34.7044,135.5119": MOST_OF_LIST,
        "/resources/map/": MOST_OF_LIST,
        "/resources/map/points/": MOST_OF_LIST,
        "/resources/calendar/": MOST_OF_CALENDAR,
        resource.get_absolute_url(): MOST_OF_PAGE,
    }.items():
        queries = asked(client, address)
        assert len(queries) <= most, (address, len(queries), queries)
