"""What a post costs the database, on one where commits are real."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import makers

MOST = 15


def test_posting_costs_at_most_fifteen_queries(committed: None, warm: None):
    """Its category and ward included, its place in the index too; what a process keeps is there after the first.

    The savepoint that keeps search from breaking a post is no query.
    """
    author = makers.person()
    makers.issue()

    with CaptureQueriesContext(connection) as captured:
        makers.issue(author=author, key="k")

    asked = [query["sql"] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= MOST, asked
