"""How large the index is, on whichever engine."""

import json
import urllib.request

from django.conf import settings
from django.db import connection

from search.meaning.vectors import site_file

MB = 1_000_000


def index_mb() -> dict[str, float]:
    """MB of the index of words, of the table of vectors and of their file; what cannot be known is left out."""
    path = site_file().path
    found = {
        "words": _words(),
        "vectors": _tables("search_vector"),
        "file": path.stat().st_size if path.exists() else 0,
    }
    if settings.ELASTICSEARCH_URL:
        found["elasticsearch"] = _elasticsearch()
    return {name: round(size / MB, 1) for name, size in found.items()}


def _words() -> int:
    return sum(_tables(name) for name in ("search_entry", "search_index", "search_frequency"))


def _tables(name: str) -> int:
    """Bytes of a table with its indexes, and of the tables that a full-text index keeps its own in."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT coalesce(pg_total_relation_size(to_regclass(%s)), 0)", [name])
        else:
            cursor.execute(
                "SELECT coalesce(sum(pgsize), 0) FROM dbstat JOIN sqlite_schema m ON m.name = dbstat.name"
                " WHERE aggregate = TRUE AND (m.tbl_name = %s OR m.tbl_name GLOB %s)",
                [name, f"{name}_*"],
            )
        return int(cursor.fetchone()[0])


def _elasticsearch() -> int:
    """Bytes of every generation that this process has made."""
    address = f"{settings.ELASTICSEARCH_URL.split(',')[0].rstrip('/')}/{settings.ELASTICSEARCH_INDEX}*/_stats/store"
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - the operator's own address
        return int(json.load(answer)["_all"]["primaries"]["store"]["size_in_bytes"])
