"""`manage.py restore DIR`: a backup back in its place, with everything that was taken down since taken down again."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.core.backups import BackupFailed, latest
from community.core.restoring import restore_backup


class Command(BaseCommand):
    help = "Puts the newest backup of DIR (or the one that DIR is) in place of what is there. Stop the site first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            backup = latest(folder)
            manifest, again = restore_backup(backup)
        except (BackupFailed, OSError) as reason:
            raise CommandError(str(reason)) from reason
        for table, rows in manifest.counts.items():
            self.stdout.write(f"{rows:>9}  {table}")
        self.stdout.write(f"{manifest.files:>9}  files, verified")
        self.stdout.write(f"database sha256 {manifest.database_sha256}")
        self.stdout.write(f"{again:>9}  taken down again")
        self.stdout.write(f"{backup} of {manifest.made_at}")
