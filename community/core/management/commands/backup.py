"""`manage.py backup DIR`: a consistent copy of database and photos while the site runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.core.backups import BackupFailed, make_backup, manifest_of


class Command(BaseCommand):
    help = "Writes a copy of the database and of all files into DIR, while the site runs; prints counts and hashes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            made = make_backup(folder)
        except (BackupFailed, OSError) as reason:
            raise CommandError(str(reason)) from reason
        manifest = manifest_of(made)
        for table, rows in manifest.counts.items():
            self.stdout.write(f"{rows:>9}  {table}")
        self.stdout.write(f"{manifest.files:>9}  files, {manifest.bytes} bytes")
        self.stdout.write(f"database sha256 {manifest.database_sha256}")
        self.stdout.write(str(made))
