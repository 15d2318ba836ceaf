"""Databases for tests: migrated once, copied for everybody.

Migrating takes seconds, copying takes milliseconds. The pattern is keyed by everything that a migrated database is
made from, so a changed migration makes a new one. On SQLite it is a file, on PostgreSQL a template database. A second
pattern has the test accounts, for sites that a browser visits.
"""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from search.models import OutboxItem

ROOT = Path(__file__).resolve().parent.parent
STORE = ROOT / "var" / "test-patterns"


def pattern_key() -> str:
    """The name of the pattern that fits the present migrations and reference data."""
    made_from = [
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("community/*/migrations/*.py"),
        *ROOT.glob("community/*/data/*"),
        ROOT / "requirements.txt",
        ROOT / "community/pages/words.py",
        ROOT / "community/pages/actions.py",
    ]
    state = hashlib.sha256()
    for path in sorted(made_from):
        state.update(path.name.encode() + path.read_bytes())
    return state.hexdigest()[:16]


@cache
def people_key() -> str:
    """The name of the pattern with test accounts: any line of ours may have a part in making them.

    Once a process: the accounts that are read belong to the pattern that was copied, whatever is written meanwhile.
    """
    state = hashlib.sha256(pattern_key().encode())
    for package in ("community", "mycomi", "search"):
        for path in sorted(ROOT.glob(f"{package}/**/*.py")):
            state.update(path.read_bytes())
    return state.hexdigest()[:16]


@contextmanager
def alone(name: str) -> Iterator[None]:
    """One process of all that run tests at a time."""
    STORE.mkdir(parents=True, exist_ok=True)
    with (STORE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def point_at(name: str) -> None:
    """Let this process's default connection use another database of the same server, or another file."""
    connections["default"].close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


class SQLiteCities:
    """Patterns and copies as files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pattern = STORE / f"{pattern_key()}.sqlite3"

    def prepare(self) -> None:
        with alone("sqlite"):
            if not self.pattern.exists():
                draft = self.pattern.with_suffix(".draft")
                draft.unlink(missing_ok=True)
                point_at(str(draft))
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA synchronous=OFF")
                _plant()
                connections["default"].close()
                draft.rename(self.pattern)

    def copy(self, name: str, *, peopled: bool = False, of: str = "") -> str:
        path = self.folder / f"{name}.sqlite3"
        for old in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            old.unlink(missing_ok=True)
        shutil.copyfile(of or (self._people() if peopled else self.pattern), path)
        return str(path)

    def _people(self) -> Path:
        pattern = STORE / f"{people_key()}-people.sqlite3"
        with alone("sqlite-people"):
            if not pattern.exists():
                for old in STORE.glob("*-people.[sd]*"):  # patterns and drafts; not the lock that is being held
                    old.unlink()
                draft = pattern.with_suffix(".draft")
                shutil.copyfile(self.pattern, draft)
                settle(self.url(str(draft)), accounts_file("sqlite"))
                draft.rename(pattern)
        return pattern

    def url(self, name: str) -> str:
        return f"sqlite:///{name}"

    def drop(self, name: str) -> None:
        Path(name).unlink(missing_ok=True)


class PostgresCities:
    """Patterns and copies as databases of the server in DATABASE_URL."""

    def __init__(self) -> None:
        self.server = settings.DATABASES["default"]["NAME"]
        self.pattern = f"pattern_{pattern_key()}"

    def prepare(self) -> None:
        with alone("postgres"):
            if not self._exists(self.pattern):
                draft = f"{self.pattern}_draft"
                self._run(f'DROP DATABASE IF EXISTS "{draft}"')
                self._run(f'CREATE DATABASE "{draft}"')
                point_at(draft)
                _plant()
                self._run(f'ALTER DATABASE "{draft}" RENAME TO "{self.pattern}"')

    def copy(self, name: str, *, peopled: bool = False, of: str = "") -> str:
        pattern = of or (self._people() if peopled else self.pattern)
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        with alone("postgres-copy"):  # a template may be read by one copy at a time
            self._run(f'CREATE DATABASE "{name}" TEMPLATE "{pattern}"')
        return name

    def _people(self) -> str:
        pattern = f"people_{people_key()}"
        with alone("postgres-people"):
            if not (self._exists(pattern) and accounts_file("postgresql").exists()):
                self.drop(pattern)  # made from another folder
                draft = self.copy(f"{pattern}_draft")
                settle(self.url(draft), accounts_file("postgresql"))
                self._run(f'ALTER DATABASE "{draft}" RENAME TO "{pattern}"')
        return pattern

    def url(self, name: str) -> str:
        given = settings.DATABASES["default"]
        return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{name}"

    def drop(self, name: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _exists(self, name: str) -> bool:
        return bool(self._run("SELECT 1 FROM pg_database WHERE datname = %s", [name]))

    def _run(self, sql: str, values: list[Any] | None = None) -> list[tuple]:
        here = connection.settings_dict["NAME"]
        point_at(self.server)
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchall() if cursor.description else []
        finally:
            point_at(here)


def _plant() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("init_site", verbosity=0)
    OutboxItem.objects.all().delete()  # tests begin with an index in which nothing waits


def accounts_file(engine: str) -> Path:
    """What `create_test_accounts` said of the pattern with people."""
    return STORE / f"{people_key()}-{engine}.json"


def settle(url: str, accounts: Path) -> None:
    """Make the test accounts there, as a site does."""
    from tests.servers import Site, empty_cache

    with TemporaryDirectory() as folder:
        shutil.copyfile(empty_cache(), Path(folder) / "cache.sqlite3")
        accounts.write_text(Site(Path(folder), url).manage("create_test_accounts"))


def cities(folder: Path) -> SQLiteCities | PostgresCities:
    return SQLiteCities(folder) if connection.vendor == "sqlite" else PostgresCities()


def make_patterns() -> None:
    """Everything that tests copy, before any of them asks for it: `python -m tests.patterns`."""
    from tests.servers import empty_cache, gathered_static

    store = cities(settings.VAR_DIR)
    store.prepare()
    gathered_static()
    empty_cache()
    store.drop(store.copy("first", peopled=True))
