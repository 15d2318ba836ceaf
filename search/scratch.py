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
from .engines import counted, database
from .meaning import upkeep, vectors
from .registry import SearchSource


@contextmanager
def scratch(source: SearchSource) -> Iterator[None]:
    """Inside, search knows this source alone, in tables that are gone afterwards; the site's own are not touched."""
    known, folder = dict(registry._sources), tempfile.TemporaryDirectory()
    files, index = settings.SEARCH_FILES, settings.ELASTICSEARCH_INDEX
    registry._sources.clear()
    registry.register(source)
    settings.SEARCH_FILES, settings.ELASTICSEARCH_INDEX = Path(folder.name), f"scratch{uuid4().hex[:12]}"
    vectors._files.clear()
    counted.forget()
    try:
        with _empty_database(Path(folder.name)):
            call_command("migrate", "search", verbosity=0, run_syncdb=False)
            try:
                yield
            finally:
                _clear_server()
    finally:
        settings.SEARCH_FILES, settings.ELASTICSEARCH_INDEX = files, index
        vectors._files.clear()
        counted.forget()
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
    database().recount()
    fill_server()


def fill_server() -> None:
    """All that is in the database's index is on the server as well, and can be found there."""
    if settings.ELASTICSEARCH_URL:
        from .engines.elastic import carrying, client, documents, generations

        generations.look_again()
        while carrying.drain():
            pass
        client.client().indices.refresh(index=documents.alias())


def _clear_server() -> None:
    if settings.ELASTICSEARCH_URL:
        from .engines.elastic import generations

        generations.drop_all()


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
