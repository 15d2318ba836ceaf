"""The table of an issue's life, walked cell by cell: what it allows works, what it does not is refused."""

import pytest

from community.core.errors import NotAllowed
from community.issues import actions, workflow
from community.issues.models import Issue
from community.issues.workflow import ENDS, FIRST, Kind, Status
from tests import makers

CELLS = [(kind, now, to) for kind in (Kind.PROBLEM, Kind.IDEA) for now in Status for to in Status]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "now", "to"), CELLS)
def test_desk_may_take_exactly_the_steps_of_the_table(kind, now, to):
    issue = makers.issue(kind=kind)
    Issue.objects.filter(pk=issue.pk).update(status=now)
    allowed = workflow.may_step(kind, now, to, workflow.DESK)

    def step() -> Issue:
        given = {"expected_on": issue.promised_on} if to == Status.SCHEDULED else {}
        return actions.change_status(number=issue.number, to=to, by=makers.officer(), sentence="進めます。", **given)

    if allowed:
        assert step().status == to
        assert issue.changes.last().status == to
    else:
        with pytest.raises(NotAllowed):
            step()
        assert Issue.objects.get(pk=issue.pk).status == now


def test_every_state_of_a_kind_can_be_reached():
    for kind in (Kind.PROBLEM, Kind.IDEA):
        reached, waiting = set(), [Status(FIRST[kind])]
        while waiting:
            now = waiting.pop()
            if now not in reached:
                reached.add(now)
                waiting += workflow.RULES[kind][now]
        assert reached == set(workflow.RULES[kind])


def test_every_end_but_withdrawal_can_be_opened_again():
    for end in set(ENDS) - {Status.WITHDRAWN}:
        kinds = [steps[end] for steps in workflow.RULES.values() if end in steps]
        assert all(any(to not in ENDS for to in steps) for steps in kinds), end


def test_only_the_author_withdraws():
    for steps in workflow.RULES.values():
        for targets in steps.values():
            assert targets.get(Status.WITHDRAWN, {workflow.AUTHOR}) == {workflow.AUTHOR}
