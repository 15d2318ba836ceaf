"""Many at once against one: what another officer did first is not undone, and what was not his goes through."""

import pytest

from community.core.errors import StaleVersion
from community.dashboard.bulk import Outcome, do_all
from community.issues import actions
from community.issues.models import Issue
from tests import makers
from tests.community.issues.test_at_once import at_once

pytestmark = pytest.mark.usefixtures("committed")


@pytest.mark.parametrize("_round", range(3))
def test_bulk_approval_against_one_that_is_hidden(_round):
    many, one = makers.officer(), makers.officer()
    waiting = [makers.issue(author=makers.newcomer()) for _n in range(6)]
    marks, contested = [Outcome(issue.number, issue.version) for issue in waiting], waiting[3]

    done, hidden = at_once(
        lambda: do_all("approve", marks, by=many, key="k", given={}),
        lambda: actions.hide_issue(
            number=contested.number, by=one, reason="番地が書かれています。", version=contested.version
        ),
    )

    contested.refresh_from_db()
    told = {mark.number: mark for mark in done}
    others = [issue.pk for issue in waiting if issue.pk != contested.pk]
    assert set(Issue.objects.filter(pk__in=others).values_list("visibility", flat=True)) == {"public"}
    if isinstance(hidden, StaleVersion):
        assert contested.visibility == "public" and told[contested.number].done
    else:
        assert contested.visibility == "hidden" and contested.version == 2
        assert not told[contested.number].done and "ほかの人が先に変えました。" in told[contested.number].why
