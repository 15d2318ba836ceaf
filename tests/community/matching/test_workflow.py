"""Every cell of the table of steps."""

import pytest

from community.matching.workflow import ENDS, OPEN, VERBS, Side, State, may_step, verbs_for

# state → verbs of the side that proposed it, verbs of the other side
CELLS = {
    State.PROPOSED: ({"withdraw"}, {"accept", "decline"}),
    State.ACCEPTED: ({"schedule", "deliver", "withdraw"},) * 2,
    State.SCHEDULED: ({"schedule", "deliver", "withdraw", "fail"},) * 2,
    State.DELIVERED: ({"confirm", "thank"},) * 2,
    State.CONFIRMED: ({"thank"},) * 2,
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("proposed_by", Side)
def test_each_side_may_do_what_the_table_says_and_nothing_else(state, proposed_by):
    other = Side.OWNER if proposed_by == Side.ASKER else Side.ASKER
    own, answer = CELLS.get(state, (set(), set()))
    assert set(verbs_for(state, side=proposed_by, proposed_by=proposed_by)) == own
    assert set(verbs_for(state, side=other, proposed_by=proposed_by)) == answer


def test_who_is_on_no_side_may_do_nothing():
    assert not any(may_step(verb, state, side=None, proposed_by=Side.ASKER) for verb in VERBS for state in State)


def test_every_state_is_open_or_an_end():
    assert set(OPEN) | set(ENDS) == set(State)
    assert not set(OPEN) & set(ENDS)
