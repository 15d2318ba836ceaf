"""`cell__among=[…]`: as `__in`, but thousands of numbers travel as one value."""

import json
from typing import Any

from django.db.models import IntegerField, Lookup


@IntegerField.register_lookup
class Among(Lookup):
    """Whole numbers only."""

    lookup_name = "among"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, list]:
        numbers = [int(number) for number in value]
        return "%s", [numbers if connection.vendor == "postgresql" else json.dumps(numbers)]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list]:
        column, values = self.process_lhs(compiler, connection)
        given, more = self.process_rhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} = ANY({given})", [*values, *more]
        return f"{column} IN (SELECT value FROM json_each({given}))", [*values, *more]  # noqa: S608 - given is a %s
