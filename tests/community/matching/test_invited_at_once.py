"""Two volunteers press yes twice, all at one moment."""

import threading

import pytest
from django.db import connections

from community.matching import actions
from community.matching.actions.locking import NotNow
from community.matching.models import Invitation, Match
from tests import helpers, makers

pytestmark = pytest.mark.usefixtures("committed")


def test_two_presses_at_once_begin_one_hand_over():
    issue = makers.issue()
    wanted = actions.state_need(issue=issue.number, by=issue.author, code="carry", quantity=1)
    cards = [helpers.card(), helpers.card()]
    actions.call_volunteers(need=wanted.pk, by=issue.author)
    numbers = {card.person_id: Invitation.objects.get(person=card.person_id).pk for card in cards}
    start, results = threading.Barrier(4), []

    def press(card) -> None:
        start.wait(20)
        try:
            results.append(actions.accept_invitation(number=numbers[card.person_id], by=card.person).pk)
        except NotNow:
            results.append(None)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=[card]) for card in cards * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    match = Match.objects.get()
    assert sorted(results, key=str) == [match.pk, match.pk, None, None]
