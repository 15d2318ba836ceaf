"""Moments and days as whole numbers, computed by the database: what is counted over many rows needs no objects."""

from typing import Any

from django.db.models import Func, IntegerField

DAY = 86400  # seconds
OSAKA = 9 * 3600  # seconds ahead of UTC, all year


class Seconds(Func):
    """A moment as whole seconds since 1970, UTC."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)", **extra
        )

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="FLOOR(EXTRACT(EPOCH FROM %(expressions)s))::bigint", **extra)


class DayNumber(Func):
    """A date as days since 1970."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "CAST(julianday(%(expressions)s) - 2440587.5 AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s - DATE '1970-01-01')", **extra)


def day_of(seconds: int) -> int:
    """The day in Osaka of a moment, as days since 1970."""
    return (seconds + OSAKA) // DAY
