"""Every write about photos."""

from .hiding import covered, exchange, find_areas, hide_areas
from .keeping import (
    MOST_DRAFTS,
    delete_files,
    describe,
    drop,
    drop_drafts,
    drop_unposted,
    follow_owner,
    forget,
    give_to,
    keep_longer,
    make_sizes,
    take_in,
)

__all__ = [
    "MOST_DRAFTS",
    "covered",
    "delete_files",
    "describe",
    "drop",
    "drop_drafts",
    "drop_unposted",
    "exchange",
    "find_areas",
    "follow_owner",
    "forget",
    "give_to",
    "hide_areas",
    "keep_longer",
    "make_sizes",
    "take_in",
]
