"""With a Redis all processes share their counts; without it the site goes on and says so."""

import os

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
