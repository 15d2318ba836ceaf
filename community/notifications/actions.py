"""Every write about telling people."""

from typing import Any

from community.core import outbox
from community.core.clock import now
from community.core.ids import token


def announce(*, news: str, data: dict[str, Any], key: str | None = None) -> None:
    """Let the worker tell everybody whom this concerns. Call inside the act's transaction; the same `key` tells once.

    `data` holds ids, never text; `by` is the person who did it, who is not told.
    """
    payload = {"news": news, "data": data, "key": key or token(), "at": now().isoformat()}
    outbox.put("news", payload, key=key)
