"""Every write about hand-overs and needs. Locks: the match, then its resource, then its thread."""

from .asking import offer_to_issue, request_resource
from .calling import accept_invitation, call_volunteers, decline_invitation, end_invitations, forget_invitations
from .contacts import hide_contact, show_contact
from .deciding import accept_match, decline_match, withdraw_match
from .delivering import confirm_match, deliver_match, fail_match, return_things, schedule_match
from .fits import answer_fit, send_yes, undo_fit
from .flags import close_match_flags
from .needs import change_need, forget_notes, state_need, withdraw_need
from .thanking import agree_to_tell, answer_questions, thank_for_match

__all__ = [
    "accept_invitation",
    "accept_match",
    "agree_to_tell",
    "answer_fit",
    "answer_questions",
    "call_volunteers",
    "change_need",
    "close_match_flags",
    "confirm_match",
    "decline_invitation",
    "decline_match",
    "deliver_match",
    "end_invitations",
    "fail_match",
    "forget_invitations",
    "forget_notes",
    "hide_contact",
    "offer_to_issue",
    "request_resource",
    "return_things",
    "schedule_match",
    "send_yes",
    "show_contact",
    "state_need",
    "thank_for_match",
    "undo_fit",
    "withdraw_match",
    "withdraw_need",
]
