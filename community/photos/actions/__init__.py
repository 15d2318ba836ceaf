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
from .owning import cover_again, covering, hidden_before, hide_own, look_for_areas, replace

__all__ = [
    "MOST_DRAFTS",
    "cover_again",
    "covered",
    "covering",
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
    "hidden_before",
    "hide_areas",
    "hide_own",
    "keep_longer",
    "look_for_areas",
    "make_sizes",
    "replace",
    "take_in",
]
