"""Engines: where the index lives. In the database always; where ELASTICSEARCH_URL says so, on a server as well.

The server is a copy that proposes faster; whenever it is away or behind, the database's own engine answers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

if TYPE_CHECKING:  # engines hold models, which cannot be loaded before Django is ready
    from .base import DatabaseEngine, Engine


@lru_cache(maxsize=4)
def _engine(vendor: str) -> DatabaseEngine:
    if vendor == "postgresql":
        from .postgres import PostgresEngine

        return PostgresEngine()
    from .sqlite import SQLiteEngine

    return SQLiteEngine()


def database() -> DatabaseEngine:
    """The one in the site's own database: it takes every change, and answers whenever no other does."""
    return _engine(connection.vendor)


def engine() -> Engine:
    """The one that searches now, for one search."""
    if settings.ELASTICSEARCH_URL:  # else its client is never loaded: it takes 15 MB
        from .elastic import reading

        if reading.is_usable():
            return reading.ElasticEngine()
    return database()


def is_simple(by: Engine) -> bool:
    """Whether this engine stands in for the one that the site has chosen."""
    return bool(settings.ELASTICSEARCH_URL) and by is database()
