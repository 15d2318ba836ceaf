"""Every write about posts. Locks: the issue's row first, then its thread's."""

from .aside import set_aside
from .desk import add_note, approve_issue, assign_issue, hide_issue, restore_issue
from .drafting import drop_draft, drop_old_drafts, forget_posted, save_draft
from .editing import edit_issue
from .handing import hand_over_issue
from .merging import merge_issue, unmerge_issue
from .pictures import hide_in_photo
from .places import place_in_schools
from .posting import add_photos, post_issue
from .promising import may_move_promise, move_promise
from .receiving import receive_issue
from .status import change_status, note_first_answer
from .support import support_issue, withdraw_support
from .taking_back import undo_issue, withdraw_issue
from .talk import close_flags, hide_message, show_message

__all__ = [
    "add_note",
    "add_photos",
    "approve_issue",
    "assign_issue",
    "change_status",
    "close_flags",
    "drop_draft",
    "drop_old_drafts",
    "forget_posted",
    "edit_issue",
    "hand_over_issue",
    "hide_in_photo",
    "hide_issue",
    "hide_message",
    "may_move_promise",
    "merge_issue",
    "move_promise",
    "note_first_answer",
    "place_in_schools",
    "post_issue",
    "receive_issue",
    "restore_issue",
    "save_draft",
    "set_aside",
    "show_message",
    "support_issue",
    "undo_issue",
    "unmerge_issue",
    "withdraw_issue",
    "withdraw_support",
]
