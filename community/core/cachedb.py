"""Keeps the shared cache's table in an SQLite file of its own, so that counting never waits for the board's writes."""

from typing import Any

CACHE_APP = "django_cache"


class CacheRouter:
    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "cache" if model._meta.app_label == CACHE_APP else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return (app_label == CACHE_APP) if db == "cache" else (False if app_label == CACHE_APP else None)
