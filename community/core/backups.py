"""A copy of everything that counts, made while the site runs: the database at one moment, and all files it names.

    <folder>/mycomi-20261128-0300/
      database.sqlite3 or database.dump    photos/ editors/ spool/    takedowns.jsonl
      SHA256SUMS        one line a file; `sha256sum -c` reads it too
      manifest.json     written last: a folder without it is no backup

Photos never change, but hiding a post gives them another name. They are copied before the database and again after
it, so whichever names the database knows are there.
"""

import hashlib
import json
import shutil
import sqlite3
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from .clock import now
from .files import write_durably

SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
TAKEDOWNS = "takedowns.jsonl"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class BackupFailed(Exception):
    """Says in a sentence what an operator can do."""


@dataclass(frozen=True)
class Manifest:
    """`counts` is table → rows, at the moment of the copy."""

    made_at: str
    engine: str
    files: int
    bytes: int
    database_sha256: str
    counts: dict[str, int]


def folders() -> dict[str, Path]:
    """Name in a backup → folder of the site."""
    return {"photos": settings.PHOTO_ROOT, "editors": Path(settings.MEDIA_ROOT), "spool": settings.SPOOL_DIR}


def make_backup(folder: Path) -> Path:
    """Write a backup into `folder` and return its own folder there. Raises BackupFailed or OSError."""
    target = folder / f"mycomi-{now():%Y%m%d-%H%M%S}"
    draft = target.with_name(f".{target.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700, parents=True)  # other accounts of this machine read none of it, also under its last name
    _copy_files(draft)
    counts = _copy_database(draft)
    _copy_files(draft)
    if settings.TAKEDOWN_LOG.exists():
        shutil.copy2(settings.TAKEDOWN_LOG, draft / TAKEDOWNS)
    _seal(draft, counts)
    draft.rename(target)
    return target


def manifest_of(backup: Path) -> Manifest:
    """Raises BackupFailed where there is no whole backup."""
    try:
        return Manifest(**json.loads((backup / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as reason:
        raise BackupFailed(f"{backup} is no finished backup.") from reason


def latest(folder: Path) -> Path:
    """The folder itself if it is a backup, or else the newest one in it."""
    if (folder / MANIFEST).exists():
        return folder
    found = sorted(path.parent for path in folder.glob(f"mycomi-*/{MANIFEST}"))
    if not found:
        raise BackupFailed(f"There is no backup in {folder}.")
    return found[-1]


def verify(backup: Path) -> Manifest:
    """Every file is there and as it was. Raises BackupFailed with the first that is not."""
    manifest = manifest_of(backup)
    for line in (backup / SUMS).read_text(encoding="utf-8").splitlines():
        known, name = line.split("  ", 1)
        path = backup / name
        if not path.is_file() or _hash(path) != known:
            raise BackupFailed(f"{name} is missing from the backup or was changed.")
    return manifest


def pg_tool(name: str) -> tuple[str, dict[str, str]]:
    """Program and environment of a PostgreSQL tool, newest installed first; the password is in no command line."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    program = str(installed[-1]) if installed else shutil.which(name)
    if not program:
        raise BackupFailed(f"{name} is missing: apt-get install postgresql-client")
    given = connection.get_connection_params()
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password", "PGDATABASE": "dbname"}
    return program, {variable: str(given[name]) for variable, name in names.items() if given.get(name)}


def run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - fixed programs
    if done.returncode:
        raise BackupFailed(f"{Path(command[0]).name} failed: {done.stderr.strip()[-400:]}")


def _copy_database(draft: Path) -> dict[str, int]:
    return _copy_sqlite(draft) if connection.vendor == "sqlite" else _copy_postgres(draft)


def _copy_sqlite(draft: Path) -> dict[str, int]:
    """SQLite's own online copy: one moment, writers go on."""
    connection.ensure_connection()
    copy = sqlite3.connect(draft / DATABASES["sqlite"])
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BackupFailed("The copy of the database is damaged; look at the disk.")
        return _counts(lambda table: copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 - names of our models
    finally:
        copy.close()


def _copy_postgres(draft: Path) -> dict[str, int]:
    """pg_dump of the moment that this transaction sees."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        program, environment = pg_tool("pg_dump")
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        run([program, *options, f"--file={draft / DATABASES['postgresql']}"], environment)

        def count(table: str) -> int:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - names of our models
            return cursor.fetchone()[0]

        return _counts(count)


def _counts(count: Any) -> dict[str, int]:
    models = (model for model in apps.get_models() if model._meta.managed and not model._meta.proxy)
    tables = sorted({model._meta.db_table for model in models})
    return {table: rows for table in tables if (rows := count(table))}


def _copy_files(draft: Path) -> None:
    """What is not copied yet; one that goes away meanwhile was renamed, and comes with the next pass."""
    for name, folder in folders().items():
        for path in (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".part"):
            copy = draft / name / path.relative_to(folder)
            if copy.exists():
                continue
            copy.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copy2(path, copy)
            except FileNotFoundError:
                copy.unlink(missing_ok=True)


def _seal(draft: Path, counts: dict[str, int]) -> None:
    """Hash what was written, by reading it back; the manifest comes last."""
    files = sorted(path for path in draft.rglob("*") if path.is_file())
    sums = {str(path.relative_to(draft)): _hash(path) for path in files}
    write_durably(draft / SUMS, [f"{known}  {name}\n".encode() for name, known in sums.items()])
    manifest = Manifest(
        made_at=now().isoformat(),
        engine=connection.vendor,
        files=len(files),
        bytes=sum(path.stat().st_size for path in files),
        database_sha256=sums[DATABASES[connection.vendor]],
        counts=counts,
    )
    write_durably(draft / MANIFEST, [json.dumps(asdict(manifest), indent=1).encode()])


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
