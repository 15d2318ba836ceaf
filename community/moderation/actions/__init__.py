"""Every write about flags, takedowns, bans and appeals. Locks: the thing's own row first, taken by its package."""

from .appeals import appeal, decide_appeal
from .bans import ban_person, lift_ban
from .flags import close_flags, raise_flag
from .takedowns import note_takedown, undo_takedown

__all__ = [
    "appeal",
    "ban_person",
    "close_flags",
    "decide_appeal",
    "lift_ban",
    "note_takedown",
    "raise_flag",
    "undo_takedown",
]
