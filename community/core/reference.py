"""Reference data kept in the process: a few dozen rows that every page shows and nearly nobody changes."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import connection

T = TypeVar("T")
FRESH = 10.0  # seconds; an editor's change is on every page after that


def kept(fetch: Callable[[], T]) -> Callable[[], T]:
    """Remember what `fetch` returned for 10 seconds. Callers must not change it."""
    memory: dict[str, Any] = {}

    @wraps(fetch)
    def remembered() -> T:
        if connection.in_atomic_block:  # a transaction may see, or be making, rows of its own
            return fetch()
        name = str(connection.settings_dict["NAME"])
        known = memory.get(name)
        if known is None or time.monotonic() - known[0] > FRESH:
            known = memory[name] = (time.monotonic(), fetch())
        return known[1]

    return remembered


@kept
def site_settings() -> Any:
    """What editors decided for the whole site."""
    from .models import SiteSettings

    return SiteSettings.load()
