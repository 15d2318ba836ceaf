"""Putting a backup back in place of what is there. The site must be stopped; what was there is kept beside it."""

import os
import shutil
import sqlite3
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, connections

from . import takedowns
from .backups import DATABASES, TAKEDOWNS, BackupFailed, Manifest, folders, pg_tool, run, verify
from .clock import now


def restore_backup(backup: Path) -> tuple[Manifest, int]:
    """Put it back, migrate, take down again what was taken down since; returns the manifest and how many that were.

    Everybody must log in again: a session that was ended since must not come back to life. Raises BackupFailed.
    """
    manifest = verify(backup)
    _refuse_while_running()
    if manifest.engine != connection.vendor:
        raise BackupFailed(f"This backup is of {manifest.engine}, and DATABASE_URL means {connection.vendor}.")
    kept = takedowns.read(settings.TAKEDOWN_LOG) + takedowns.read(backup / TAKEDOWNS)
    _put_database(backup)
    for name, folder in folders().items():
        _put_folder(backup / name, folder)
    shutil.rmtree(settings.SEARCH_FILES, ignore_errors=True)  # copies of what the database held before
    call_command("migrate", verbosity=0, interactive=False)
    Session.objects.all().delete()
    return manifest, takedowns.apply_again(set(kept))


def _refuse_while_running() -> None:
    for file in (settings.VAR_DIR / "run").glob("*.pid"):
        try:
            os.kill(int(file.read_text()), 0)
        except (OSError, ValueError):
            continue
        raise BackupFailed(f"The site is running ({file.stem}). Stop it first.")
    if _others_use_postgres() if connection.vendor == "postgresql" else _others_use_sqlite():
        raise BackupFailed("Somebody has the database open. Stop web and worker, close other programs, and try again.")


def _others_use_postgres() -> bool:
    """Whether anybody else is connected; PostgreSQL's own helpers have no user."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL"
        )
        return cursor.fetchone()[0] > 0


def _others_use_sqlite() -> bool:
    """Only who is alone with the file may end its WAL; the next connection of the site begins one again."""
    place = Path(connection.settings_dict["NAME"])
    connections.close_all()
    if not place.exists():
        return False
    alone = sqlite3.connect(place, timeout=1)
    try:
        return alone.execute("PRAGMA journal_mode=DELETE").fetchone() == ("wal",)
    except sqlite3.DatabaseError as reason:  # a damaged file is no hindrance: it is what a backup is for
        return reason.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    finally:
        alone.close()


def _put_database(backup: Path) -> None:
    source = backup / DATABASES[connection.vendor]
    connections.close_all()
    if connection.vendor == "postgresql":
        program, environment = pg_tool("pg_restore")
        options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction"]
        run([program, *options, f"--dbname={environment['PGDATABASE']}", str(source)], environment)
        return
    place = Path(connection.settings_dict["NAME"])
    fresh = place.with_name(place.name + ".restoring")
    shutil.copy2(source, fresh)
    for suffix in ("-wal", "-shm", ""):  # the journal first: it belongs to what is moved away
        old = place.with_name(place.name + suffix)
        if old.exists():
            old.rename(f"{place}.before-{now():%Y%m%d-%H%M%S}{suffix}")
    fresh.rename(place)


def _put_folder(source: Path, folder: Path) -> None:
    fresh = folder.with_name(folder.name + ".restoring")
    shutil.rmtree(fresh, ignore_errors=True)
    if source.exists():
        shutil.copytree(source, fresh)
    else:
        fresh.mkdir(parents=True)
    if folder.exists():
        folder.rename(f"{folder}.before-{now():%Y%m%d-%H%M%S}")
    fresh.rename(folder)
