"""Two people press for the last place at the same moment."""

import threading

import pytest
from django.db import connections

from community.projects import actions
from community.projects.models import CallAnswer
from tests import makers, pagemakers


@pytest.mark.usefixtures("committed")
def test_two_answers_for_the_last_place_give_one_place():
    call, people = pagemakers.call(places=1), [makers.person() for _n in range(2)]
    start, results = threading.Barrier(2), []

    def press(person) -> None:
        start.wait(5)
        try:
            results.append(actions.answer_call(call=call.pk, person=person))
        except actions.NoPlaceLeft as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(type(result).__name__ for result in results) == ["CallAnswer", "NoPlaceLeft"]
    assert CallAnswer.objects.filter(call=call, state="joined").count() == 1
