"""The shared cache without Redis: a table in an SQLite file of its own, so that counting never waits for the board."""

from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import transaction

CACHE_APP = "django_cache"


class CountingCache(DatabaseCache):
    """Django's own reads, adds and writes in three steps; between them two processes would count one press as one."""

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        with transaction.atomic(using="cache"):
            return super().incr(key, delta, version)


class CacheRouter:
    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "cache" if model._meta.app_label == CACHE_APP else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return (app_label == CACHE_APP) if db == "cache" else (False if app_label == CACHE_APP else None)
