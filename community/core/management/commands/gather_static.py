"""`manage.py gather_static`: collectstatic, only when a file has changed since the last time."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Gathers, hashes and compresses the static files if any of them has changed."

    def handle(self, *args: Any, **options: Any) -> None:
        root = Path(settings.STATIC_ROOT)
        stamp, present = root / ".gathered", _state()
        if stamp.exists() and stamp.read_text() == present:
            return
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(present)


def _state() -> str:
    """A value that differs when any file differs in name, size or time."""
    state = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            file = Path(storage.path(path))
            state.update(f"{path}:{file.stat().st_size}:{file.stat().st_mtime_ns}".encode())
    return state.hexdigest()
