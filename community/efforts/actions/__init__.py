"""Every write about reports of work. Locks: the issue's row first, then the report's, then its talk's."""

from .deciding import ask_desk, confirm_effort, decline_effort
from .reading import approve_effort, close_effort_flags, follow_issue, hide_effort, show_effort
from .reporting import report_effort

__all__ = [
    "approve_effort",
    "ask_desk",
    "close_effort_flags",
    "confirm_effort",
    "decline_effort",
    "follow_issue",
    "hide_effort",
    "report_effort",
    "show_effort",
]
