"""What a post costs the database, on one where commits are real."""

from tests import makers


def test_posting_costs_at_most_fifteen_queries(committed: None, warm: None, django_assert_max_num_queries):
    """Its own category and ward included; what a process keeps (settings, boards) is there after the first."""
    author = makers.person()
    makers.issue()

    with django_assert_max_num_queries(15):
        makers.issue(author=author, key="k")
