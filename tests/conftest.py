"""Fixtures for all tests. Databases: cities.py. Things to put into them: makers.py. Real servers: servers.py."""

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.test import Client
from django.utils import translation

from community.core import clock, ratelimit, reference
from community.discussion import pages
from community.discussion.live.database import with_new_threads
from community.photos import plates
from tests import cities, elastic, makers, servers


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--on-elasticsearch", action="store_true", help="search goes to the server of ELASTICSEARCH_URL")


@pytest.fixture(scope="session")
def worker_name() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def city_store(django_db_blocker: Any, worker_name: str) -> Any:
    """The migrated pattern of this engine, ready to be copied."""
    if worker_name == "gw1":  # while another process makes the pattern
        servers.gathered_static()
    with django_db_blocker.unblock():
        store = cities.cities(settings.VAR_DIR)
        store.prepare()
    return store


@pytest.fixture(scope="session")
def django_db_setup(city_store: Any, django_db_blocker: Any, worker_name: str) -> Iterator[None]:
    """pytest-django's own hook: one copy of the pattern for the tests of this process, rolled back by each."""
    with django_db_blocker.unblock():
        name = city_store.copy(f"test_{worker_name}")
        cities.point_at(name)
    yield
    with django_db_blocker.unblock():
        cities.point_at(getattr(city_store, "server", name))
        city_store.drop(name)


@pytest.fixture
def committed(city_store: Any, django_db_setup: None, django_db_blocker: Any, worker_name: str) -> Iterator[None]:
    """A database of its own in which commits are real: for threads, hooks after commits, and servers."""
    with django_db_blocker.unblock(), database_of_its_own(city_store, worker_name):
        yield


@contextmanager
def database_of_its_own(city_store: Any, worker_name: str, *, of: str = "") -> Iterator[None]:
    """A copy of the pattern, or of another database, in which commits are real."""
    here = settings.DATABASES["default"]["NAME"]
    name = city_store.copy(f"test_{worker_name}_own", of=of)
    cities.point_at(name)
    end_threads = with_new_threads()  # threads keep their connection
    try:
        yield
    finally:
        end_threads()
        connections.close_all()
        cities.point_at(here)
        city_store.drop(name)


@pytest.fixture
def warm(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process has read once, it keeps as long as the test takes, however slow the machine."""
    monkeypatch.setattr(reference, "FRESH", 3600.0)


@pytest.fixture(scope="session")
def static_root() -> Path:
    """The gathered static files, as production has them; made once and shared."""
    return servers.gathered_static()


@pytest.fixture
def site(city_store: Any, django_db_blocker: Any, worker_name: str, tmp_path: Path, static_root: Path) -> Iterator[Any]:
    """This project's real server on a fresh city of its own."""
    with django_db_blocker.unblock():
        name = city_store.copy(f"site_{worker_name}")
    with servers.running_site(tmp_path / "site", city_store.url(name), static_root) as running:
        yield running
    with django_db_blocker.unblock():
        city_store.drop(name)


@pytest.fixture(autouse=True)
def _clean_thread() -> Iterator[None]:
    """What a request leaves in its thread: caches, and the language it was in; and who opened how many sockets."""
    yield
    pages.opened.clear()
    translation.activate(settings.LANGUAGE_CODE)
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def _one_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rates are counted in windows of the clock: none may end between two presses of a test that holds no clock."""
    began = clock.now()
    monkeypatch.setattr(ratelimit, "now", lambda: clock._held.get() or began)


@pytest.fixture(autouse=True)
def _photo_folders(tmp_path: Path, settings: Any) -> None:
    settings.PHOTO_ROOT = tmp_path / "photos"
    settings.SPOOL_DIR = tmp_path / "spool"
    settings.SPOOL_DIR.mkdir()


@pytest.fixture(autouse=True)
def _reader_of_plates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Installed or not, it takes seconds a photo: tests/community/photos/test_plates.py alone has it."""
    monkeypatch.setattr(plates, "is_there", lambda: False)


@pytest.fixture(autouse=True)
def _search_server(request: pytest.FixtureRequest) -> None:
    """Not where commits are real, or vectors are made by hand: tests/engines has such ones of its own."""
    if request.config.getoption("--on-elasticsearch") and not {"committed", "places"} & set(request.fixturenames):
        request.getfixturevalue("search_server")


@pytest.fixture
def search_server(
    settings: Any, monkeypatch: pytest.MonkeyPatch, worker_name: str, tmp_path: Path, db: None
) -> Iterator[None]:
    """Search goes to a real Elasticsearch, into an index of this test; what is drained can be found there."""
    settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_SERVER
    settings.SEARCH_FILES = tmp_path / "search"  # its lock too: each process of tests is a site
    settings.ELASTICSEARCH_INDEX = f"test{worker_name}{uuid4().hex[:8]}"
    with elastic.carried_along(monkeypatch):
        yield


@pytest.fixture
def login() -> Callable[..., Client]:
    """A browser of this person; staff have used their second factor unless told otherwise."""

    def open_browser(user: Any, *, on_duty: bool = True, **extra: Any) -> Client:
        client = Client(**extra)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        if user.is_staff and on_duty:
            makers.use_second_factor(client, user)
        return client

    return open_browser


warnings.filterwarnings("ignore", message=".*SQLite does not support.*")
