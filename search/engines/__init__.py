"""Engines: where the index lives. The database's own one is chosen by its vendor."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:  # engines hold models, which cannot be loaded before Django is ready
    from .base import Engine


@lru_cache(maxsize=4)
def _engine(vendor: str) -> Engine:
    if vendor == "postgresql":
        from .postgres import PostgresEngine

        return PostgresEngine()
    from .sqlite import SQLiteEngine

    return SQLiteEngine()


def engine() -> Engine:
    """The engine of this site."""
    return _engine(connection.vendor)
