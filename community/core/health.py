"""What works right now, in one word a part: ok, degraded or down."""

import os
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection

from search.engines import engine, is_simple

from .clock import now
from .models import OutboxItem

LATE = timedelta(minutes=5)
RESERVE = 200 * 1024 * 1024  # bytes that must be free before photos are refused


def readiness() -> dict[str, str]:
    """Part → state. Reads only; a part that fails never raises."""
    database = _database()
    return {
        "database": database,
        "cache": _cache(),
        "disk": "ok" if disk_has_room() else "degraded",
        "worker": _worker() if database == "ok" else "down",
        "mail": _mail() if database == "ok" else "down",
        "search": _search() if database == "ok" else "down",
    }


def disk_has_room() -> bool:
    """True while photos may be taken in."""
    return all(_has_room(folder) for folder in (settings.VAR_DIR, settings.FILES))


def _has_room(folder: Path) -> bool:
    """Of the disk that the folder is on, or will be on once it is made."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        state = os.statvfs(folder)
    except OSError:
        return False
    return state.f_bavail * state.f_frsize > RESERVE


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "down"
    return "ok"


def _cache() -> str:
    try:
        cache.get("readyz")
    except Exception:  # noqa: BLE001 - whatever the cache's client raises, the answer is the same
        return "degraded"
    return "ok"


def _search() -> str:
    """Of what this process knows; nobody is asked. Without a search server the database is one part with it."""
    return "degraded" if is_simple(engine()) else "ok"


def _worker() -> str:
    """Work that has waited for long means that nobody does it."""
    late = OutboxItem.objects.filter(done_at=None, failed_at=None, attempts=0, due_at__lt=now() - LATE)
    return "degraded" if late.exists() else "ok"


def _mail() -> str:
    """Letters that were tried and could not be handed over mean that the mail server is away."""
    refused = OutboxItem.objects.filter(channel="mail", done_at=None, failed_at=None, attempts__gt=0)
    return "degraded" if refused.exists() else "ok"
