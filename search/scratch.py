"""An index of its own for measuring: an empty database of the site's own sort, for this process alone."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from . import outbox, registry
from .engines import engine
from .meaning import upkeep, vectors
from .registry import SearchSource


@contextmanager
def scratch(source: SearchSource) -> Iterator[None]:
    """Inside, search knows this source alone, in tables that are gone afterwards; the site's own are not touched."""
    known, files, folder = dict(registry._sources), settings.SEARCH_FILES, tempfile.TemporaryDirectory()
    registry._sources.clear()
    registry.register(source)
    settings.SEARCH_FILES = Path(folder.name)
    vectors._files.clear()
    try:
        with _empty_database(Path(folder.name)):
            call_command("migrate", "search", verbosity=0, run_syncdb=False)
            yield
    finally:
        settings.SEARCH_FILES = files
        vectors._files.clear()
        registry._sources.clear()
        registry._sources |= known
        folder.cleanup()


def fill(source: SearchSource) -> None:
    """Everything of the source with its words and its meaning."""
    for keys in outbox.batched(source.all_keys(), outbox.AT_ONCE):
        outbox.carry_over(source.kind, keys)
    upkeep.nudge()
    while upkeep.catch_up():
        pass
    engine().recount()


@contextmanager
def _empty_database(folder: Path) -> Iterator[None]:
    before = dict(connections.databases["default"])
    connection.close()
    if connection.vendor == "postgresql":
        schema = f"eval_{uuid4().hex[:12]}"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {schema}")
        connection.close()
        options = before["OPTIONS"] | {"options": f"{before['OPTIONS'].get('options', '')} -c search_path={schema}"}
        changed = {"OPTIONS": options}
    else:
        changed = {"NAME": str(folder / "scratch.sqlite3")}
    connection.settings_dict |= changed
    try:
        yield
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"DROP SCHEMA {schema} CASCADE")
        connection.close()
        connection.settings_dict |= {name: before[name] for name in changed}
