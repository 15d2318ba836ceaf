"""What an issue's page costs with what may help it."""

from community.matching.actions import suggesting
from community.matching.models import Suggested
from search import outbox
from tests import helpers, makers


def test_an_issues_page_costs_no_query_more_for_more_suggestions(
    committed, warm, client, django_assert_max_num_queries
):
    issue = makers.issue(title="公園のごみを拾いたい", body="清掃の道具が足りません。", category="litter")
    for nth in range(5):
        helpers.resource(title=f"ごみ拾いの道具 {nth}", body="清掃の道具です。")
    outbox.drain(most=200)
    suggesting.catch_up()
    assert Suggested.objects.filter(issue=issue).count() == 5
    client.get(issue.get_absolute_url())
    with django_assert_max_num_queries(14):
        client.get(issue.get_absolute_url())
