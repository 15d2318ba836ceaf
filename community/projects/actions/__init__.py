"""Every write about doing things together. Locks: the call's or the project's row first, then its talk's."""

from .calls import JOINED, RATE, WITHDRAWN, NoPlaceLeft, answer_call, withdraw_answer
from .changing import change_project, erase_project
from .desk import (
    approve_project,
    close_project_flags,
    follow_organisation,
    hide_message,
    hide_project,
    restore_project,
    show_message,
)
from .linking import link_issue, unlink_issue
from .starting import start_project
from .stories import LONGEST_TITLE, tell_story
from .team import ask_to_join, decline, leave, take_in

__all__ = [
    "JOINED",
    "LONGEST_TITLE",
    "RATE",
    "WITHDRAWN",
    "NoPlaceLeft",
    "answer_call",
    "approve_project",
    "ask_to_join",
    "change_project",
    "close_project_flags",
    "decline",
    "erase_project",
    "follow_organisation",
    "hide_message",
    "hide_project",
    "leave",
    "link_issue",
    "restore_project",
    "show_message",
    "start_project",
    "take_in",
    "tell_story",
    "unlink_issue",
    "withdraw_answer",
]
