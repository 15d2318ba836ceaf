"""Every write to organisations, by what it is about. The lock is always the organisation's row, taken first.

`registering` a new one and its words · `members` who belongs to it · `verifying` what the city has confirmed ·
`desk` what the desk lets out, hides and shows · `leaving` what becomes of it when accounts go.
"""

from .desk import approve_organisation, close_organisation_flags, hide_organisation, restore_organisation
from .members import (
    change_role,
    hand_over,
    invite,
    join,
    leave,
    remove_member,
    show_name,
    withdraw_invitation,
)
from .registering import change_organisation, register_organisation
from .verifying import ask_verification, grant_verification, refuse_verification, revoke_verification

__all__ = [
    "approve_organisation",
    "ask_verification",
    "change_organisation",
    "change_role",
    "close_organisation_flags",
    "grant_verification",
    "hand_over",
    "hide_organisation",
    "invite",
    "join",
    "leave",
    "refuse_verification",
    "register_organisation",
    "remove_member",
    "restore_organisation",
    "revoke_verification",
    "show_name",
    "withdraw_invitation",
]
