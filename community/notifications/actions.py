"""Every write about telling people."""

from typing import Any

from community.core import outbox


def announce(*, news: str, data: dict[str, Any], key: str | None = None) -> None:
    """Let the worker tell everybody whom this concerns. Call inside the act's transaction; the same `key` tells once.

    `data` holds ids, never text.
    """
    outbox.put("news", {"news": news, "data": data}, key=key)
