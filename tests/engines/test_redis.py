"""With a Redis all processes share their counts; without it the site goes on and says so."""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager

import pytest
import redis

from tests import servers
from tests.visitors import Visitor

REDIS_URL = os.environ.get("REDIS_URL", "")
pytestmark = [
    pytest.mark.redis,
    pytest.mark.skipif(
        not REDIS_URL and not os.environ.get("MYCOMI_NOTHING_SKIPPED"), reason="no Redis: eval $(script/services)"
    ),
]


@pytest.fixture
def site_with(city_store, django_db_blocker, worker_name, tmp_path, static_root):
    """A site with this Redis."""
    started = []

    def start(url):
        with django_db_blocker.unblock():
            name = city_store.copy(f"redis_{worker_name}")
        context = servers.running_site(tmp_path / "site", city_store.url(name), static_root, REDIS_URL=url)
        started.append((context, name))
        return context.__enter__()

    yield start
    for context, name in started:
        context.__exit__(None, None, None)
        with django_db_blocker.unblock():
            city_store.drop(name)


def test_log_ins_are_counted_in_redis(site_with):
    site = site_with(REDIS_URL)
    visitor = Visitor(site)

    visitor.send("/accounts/login/", {"login": "x@example.jp", "password": "wrong"})

    assert redis.from_url(REDIS_URL).keys("*login_failed*")
    assert '"cache": "ok"' in site.get("/readyz").text


def test_without_its_redis_people_read_and_post_on(site_with):
    site = site_with(f"redis://127.0.0.1:{servers.free_port()}/0")

    assert site.get("/issues/").status == 200
    ready = site.get("/readyz")
    assert ready.status == 200 and '"cache": "degraded"' in ready.text


@contextmanager
def own_redis(port):
    """A Redis of this test, which it may kill."""
    program = shutil.which("redis-server") or "/usr/bin/redis-server"
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"]
    server = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    try:
        _until(lambda: redis.Redis(port=port).ping())
        yield server
    finally:
        server.kill()
        server.wait()


def _until(is_so):
    deadline = time.monotonic() + 20
    while True:
        try:
            if is_so():
                return
        except redis.RedisError:
            pass
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_redis_that_dies_and_comes_back_is_used_again(site_with):
    port = servers.free_port()
    with own_redis(port):
        site = site_with(f"redis://127.0.0.1:{port}/0")
        resident = Visitor(site).log_in(site.accounts()["resident"])
        assert '"cache": "ok"' in site.get("/readyz").text

    fields = {"title": "街灯が消えています", "category": "light", "kind": "problem", "ward": "27127"}
    answer = resident.send("/issues/new/", fields | {"precision": "exact", "address": "駅前"})

    assert answer.status_code == 302, answer.text
    assert '"cache": "degraded"' in site.get("/readyz").text
    with own_redis(port):
        _until(lambda: '"cache": "ok"' in site.get("/readyz").text)
