"""Every write to the talk. The lock is always the thread's row, taken first."""

from .changing import delete_message, edit_message
from .leaving import let_go
from .log import append_event
from .moderating import hide_message, say_anew, set_message_aside, show_message
from .owning import close_talk, erase_talk, follow_owner, number_thread, open_talk_again, open_thread
from .picturing import MOST_PHOTOS, stage_photo
from .posting import post_message
from .reacting import react
from .seeing import mark_seen
from .staff import PACES, close_with, open_again, pin, slow_down

__all__ = [
    "MOST_PHOTOS",
    "PACES",
    "append_event",
    "close_talk",
    "close_with",
    "delete_message",
    "edit_message",
    "erase_talk",
    "follow_owner",
    "hide_message",
    "let_go",
    "mark_seen",
    "number_thread",
    "open_again",
    "open_talk_again",
    "open_thread",
    "pin",
    "post_message",
    "react",
    "say_anew",
    "set_message_aside",
    "show_message",
    "slow_down",
    "stage_photo",
]
