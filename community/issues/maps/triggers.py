"""The database itself keeps the tally: whoever writes a post, +1 and -1 are written in the same transaction.

A post counts while it is listed (public, not merged), once in its cell and once in the whole city (cell -1).
"""

from typing import Any

from django.db import connection

CITY = -1
TABLE, TALLY = "issues_issue", "issues_tally"
WATCHED = (
    "number", "visibility", "merged_into_id", "cell", "shown_lat", "shown_lng", "ward_id", "category_id", "kind",
    "status", "board_id", "school_id",
)  # fmt: skip
COLUMNS = "cell, ward, category, kind, status, board, school, n, lat, lng, numbers, fresh"


def install() -> bool:
    """Make the triggers where they are missing (SQLite drops them when it remakes the table). True if they were."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            missing = [sql for name, sql in _sqlite().items() if not _is_there(cursor, name)]
            for sql in missing:
                cursor.execute(sql)
            return bool(missing)
        cursor.execute(_FUNCTION)
        cursor.execute("SELECT 1 FROM pg_trigger WHERE tgname = 'issue_tally'")
        if cursor.fetchone():
            return False
        cursor.execute(
            f"CREATE TRIGGER issue_tally AFTER INSERT OR DELETE OR UPDATE OF {', '.join(WATCHED)} ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION issue_tally()"
        )
        return True


def _is_there(cursor: Any, name: str) -> bool:
    cursor.execute("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = %s", [name])
    return cursor.fetchone() is not None


def facets(row: str = "", *, cell: str) -> list[str]:
    """What a line of the tally says of a row of posts, as SQL."""
    return [
        cell, f"coalesce({row}ward_id, '')", f"{row}category_id", f"{row}kind", f"{row}status", f"{row}board_id",
        f"coalesce({row}school_id, '')",
    ]  # fmt: skip


def sums(row: str = "") -> list[str]:
    """What is added up: one, the place in units of 1e-5 degrees (about 1 m), the number."""
    lat, lng = (f"coalesce(CAST(round({row}shown_{name} * 100000) AS INTEGER), 0)" for name in ("lat", "lng"))
    return ["1", lat, lng, f"coalesce({row}number, 0)"]


def listed(row: str = "") -> str:
    return f"({row}visibility = 'public' AND {row}merged_into_id IS NULL)"


def _lines(row: str, sign: str, *, true: str) -> str:
    """The lines that a row adds: in the whole city, and in its cell where it has one."""

    def line(cell: str, also: str) -> str:
        columns = [*facets(row, cell=cell), *(f"{sign}{column}" for column in sums(row)), true]
        return f"INSERT INTO {TALLY} ({COLUMNS}) SELECT {', '.join(columns)} WHERE {listed(row)}{also};"

    return line(str(CITY), "") + line(f"{row}cell", f" AND {row}cell IS NOT NULL")


def _sqlite() -> dict[str, str]:
    old, new = (", ".join(f"{row}.{column}" for column in WATCHED) for row in ("OLD", "NEW"))
    plus, minus = _lines("NEW.", "", true="1"), _lines("OLD.", "-", true="1")
    return {
        "issue_tally_insert": f"CREATE TRIGGER issue_tally_insert AFTER INSERT ON {TABLE} BEGIN {plus} END",
        "issue_tally_delete": f"CREATE TRIGGER issue_tally_delete AFTER DELETE ON {TABLE} BEGIN {minus} END",
        "issue_tally_update": (
            f"CREATE TRIGGER issue_tally_update AFTER UPDATE OF {', '.join(WATCHED)} ON {TABLE} "
            f"WHEN ({old}) IS NOT ({new}) BEGIN {minus} {plus} END"
        ),
    }


_FUNCTION = f"""
CREATE OR REPLACE FUNCTION issue_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF ({", ".join(f"OLD.{column}" for column in WATCHED)})
       IS NOT DISTINCT FROM ({", ".join(f"NEW.{column}" for column in WATCHED)}) THEN
      RETURN NULL;
    END IF;
  END IF;
  IF TG_OP <> 'INSERT' THEN {_lines("OLD.", "-", true="true")} END IF;
  IF TG_OP <> 'DELETE' THEN {_lines("NEW.", "", true="true")} END IF;
  RETURN NULL;
END $$
"""
