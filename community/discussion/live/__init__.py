"""Who has a talk open, and what they are told. The database is the log; everything here may be lost and is found again.

    hint ──▶ hub ─┬─ room (one talk that is open) ─▶ viewer (one page), each with the number it was last given
      ▲           └─ lists (board, desk): hints only
      └──▶ lines ──▶ other processes: numbers and hints, never words

docs/decisions/0019-live-talk.md.
"""

from .between import lines
from .database import in_database
from .feeds import Feed, Watcher, tell_feed
from .hub import hint, hub, tell
from .rooms import RING, Room
from .viewers import GONE, RESTARTING, TOO_SLOW, Viewer

__all__ = [
    "GONE",
    "RESTARTING",
    "RING",
    "TOO_SLOW",
    "Feed",
    "Room",
    "Viewer",
    "Watcher",
    "hint",
    "hub",
    "in_database",
    "lines",
    "tell",
    "tell_feed",
]
