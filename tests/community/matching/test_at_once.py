"""Many owners' presses at one moment, and a process that dies in the middle of one."""

import signal
import threading

import pytest
from django.db import connection, connections

from community.matching import actions
from community.matching.models import Match
from community.matching.workflow import State
from community.resources.actions.stock import NothingLeft
from community.resources.models import Resource
from tests import helpers, makers, servers

pytestmark = pytest.mark.usefixtures("committed")

DIES = """
import os
from community.matching import actions
from community.matching.actions import deciding
from community.matching.models import Match

hold = deciding.stock.hold

def die(**promise):
    if {after}:
        hold(**promise)
    os.kill(os.getpid(), 9)

deciding.stock.hold = die
match = Match.objects.get()
actions.accept_match(number=match.pk, by=match.resource.author)
"""


def test_twenty_at_once_for_ten_get_exactly_ten():
    resource = helpers.resource(quantity=10)
    matches = [helpers.match(resource=resource, by=makers.person()) for _nth in range(20)]
    start, results = threading.Barrier(len(matches)), []

    def press(match) -> None:
        start.wait(20)
        try:
            actions.accept_match(number=match.pk, by=resource.author)
            results.append("held")
        except NothingLeft:
            results.append("nothing left")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=[match]) for match in matches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["held"] * 10 + ["nothing left"] * 10
    now = Resource.objects.get(pk=resource.pk)
    assert (now.held, now.left) == (10, 0)
    assert Match.objects.filter(state=State.ACCEPTED, holds=True).count() == 10
    assert Match.objects.filter(state=State.PROPOSED, holds=False).count() == 10


@pytest.mark.parametrize("after", [False, True], ids=["before the hold", "after the hold"])
def test_a_process_that_dies_in_the_middle_leaves_nothing_half_done(city_store, tmp_path, after):
    match = helpers.match(quantity=3)
    site = servers.Site(tmp_path, city_store.url(connection.settings_dict["NAME"]))

    child = site._run("manage.py", "shell", "-c", DIES.format(after=after))
    assert child.wait(60) == -signal.SIGKILL

    match.refresh_from_db()
    assert (match.state, match.holds) == (State.PROPOSED, False)
    assert Resource.objects.get().held == 0
    actions.accept_match(number=match.pk, by=match.resource.author)
    assert Resource.objects.get().held == 3
