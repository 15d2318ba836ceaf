"""The planted city, planted once in each process: every test has it as it was."""

import pickle
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from tests import cities
from tests.conftest import database_of_its_own

from .planted import City


@dataclass(frozen=True)
class Planted:
    """A database with the city in it, what a test knows of it, and its pictures."""

    name: str
    city: bytes
    photos: Path

    def known(self) -> City:
        """With the pictures where this test keeps its own."""
        shutil.copytree(self.photos, django_settings.PHOTO_ROOT)
        return pickle.loads(self.city)  # noqa: S301 - our own, of a moment ago


@pytest.fixture(scope="session")
def planted(
    city_store: Any, django_db_setup: None, django_db_blocker: Any, worker_name: str, tmp_path_factory: Any
) -> Iterator[Planted]:
    folder = tmp_path_factory.mktemp("planted")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(django_settings, "PHOTO_ROOT", folder / "photos")
        patch.setattr(django_settings, "SPOOL_DIR", folder / "spool")
        (folder / "spool").mkdir()
        here = django_settings.DATABASES["default"]["NAME"]
        name = city_store.copy(f"planted_{worker_name}")
        cities.point_at(name)
        with in_a_test():
            city = City()
            connection.run_on_commit = []  # as in a test, nothing follows
        cities.point_at(here)
    yield Planted(name, pickle.dumps(city), folder / "photos")
    with django_db_blocker.unblock():
        city_store.drop(name)


def in_a_test() -> transaction.Atomic:
    """A transaction in which durable ones may be, as Django's own tests have it."""
    atomic = transaction.atomic()
    atomic._from_testcase = True
    return atomic


@pytest.fixture
def city(planted: Planted, django_db_blocker: Any, _photo_folders: None) -> Iterator[City]:
    """All that a test does to it is rolled back."""
    with django_db_blocker.unblock():
        here = django_settings.DATABASES["default"]["NAME"]
        cities.point_at(planted.name)
        try:
            with in_a_test():
                yield planted.known()
                transaction.set_rollback(True)
        finally:
            cities.point_at(here)


@pytest.fixture
def lasting_city(
    planted: Planted, city_store: Any, django_db_blocker: Any, worker_name: str, _photo_folders: None
) -> Iterator[City]:
    """In a copy of its own, where commits are real."""
    with django_db_blocker.unblock(), database_of_its_own(city_store, worker_name, of=planted.name):
        yield planted.known()
