"""Every write about what people have for the city. Locks: the resource's row first, then its talk's."""

from .changing import change_resource, confirm_resource, end_resource, rest_resource, resume_resource
from .desk import (
    approve_resource,
    close_resource_flags,
    follow_organisation,
    hide_message,
    hide_resource,
    restore_resource,
    show_message,
)
from .offering import offer_resource
from .reminding import ask_owner, rest_silent

__all__ = [
    "approve_resource",
    "ask_owner",
    "change_resource",
    "close_resource_flags",
    "confirm_resource",
    "end_resource",
    "follow_organisation",
    "hide_message",
    "hide_resource",
    "offer_resource",
    "rest_resource",
    "rest_silent",
    "restore_resource",
    "resume_resource",
    "show_message",
]
