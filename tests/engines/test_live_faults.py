"""A talk whose web processes are killed: everybody hears every acknowledged message once, in order.

`script/bench live-faults` is the long walk, with Redis, PostgreSQL and fifty people; this is its short one.
"""

import asyncio
import shutil

import pytest

from benchmarks.live_city import city
from benchmarks.live_faults_clients import Talk, talk_through
from benchmarks.live_faults_site import SupervisedSite
from tests import servers

PEOPLE = {"sockets": 8, "streams": 2, "polls": 2, "posters": 3}
pytestmark = [pytest.mark.full, pytest.mark.timeout(600)]


@pytest.fixture
def site(city_store, static_root, django_db_blocker, worker_name, tmp_path):
    """Two web processes and a worker under the supervisor, with a thread a test may kill them on."""
    with django_db_blocker.unblock():
        name = city_store.copy(f"faults_{worker_name}")
    running = SupervisedSite(tmp_path / "site", city_store.url(name), static_root)
    shutil.copyfile(servers.empty_cache(), running.folder / "cache.sqlite3")
    running.talks = city(2, running.environment)
    try:
        running.start()
        yield running
    finally:
        running.stop()
        with django_db_blocker.unblock():
            city_store.drop(name)


def through(site, nth, *, kills, catch_up=True):
    """What people heard of a talk during which the process that held most of them was killed, once or twice."""

    async def faults():
        for _nth in range(kills):
            await asyncio.sleep(1)
            victim = site.busiest()
            pid = site.kill(victim)
            if catch_up:  # nobody is killed while the other is still coming up
                await site.is_back(victim, pid)
        await asyncio.sleep(1.5)

    number, cookies = site.talks["numbers"][nth], site.talks["cookies"]
    talk = Talk(site.port, number, cookies, catch_up=catch_up, a_second=20)
    return asyncio.run(talk_through(talk, faults, **PEOPLE))


def test_nothing_acknowledged_is_lost_when_web_processes_are_killed_and_a_loss_would_be_noticed(site):
    heard = through(site, 0, kills=2)

    assert heard.is_clean, str(heard)
    assert heard.comebacks > 0, "nobody was disturbed: the kills have proved nothing"

    forgetful = through(site, 1, kills=1, catch_up=False)

    assert forgetful.lost > 0, f"who comes back without a number must miss something, or nothing is proved: {forgetful}"
