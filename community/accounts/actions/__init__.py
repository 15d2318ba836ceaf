"""Every write about people that is not allauth's own."""

from .closing import close_account, delete_again, forget_login, is_closed, note_deleted_account, refuse_closing
from .people import (
    count_approved_post,
    forget_hidden_posts,
    give_desk,
    give_rights,
    make_account,
    mark_mail_verified,
    note_account,
    note_address,
    note_hidden_post,
    take_desk,
    update_profile,
)
from .tokens import MOST_TOKENS, end_token, end_token_again, make_token, note_use

__all__ = [
    "MOST_TOKENS",
    "close_account",
    "count_approved_post",
    "delete_again",
    "end_token",
    "end_token_again",
    "forget_hidden_posts",
    "forget_login",
    "give_desk",
    "give_rights",
    "is_closed",
    "make_account",
    "make_token",
    "mark_mail_verified",
    "note_account",
    "note_address",
    "note_deleted_account",
    "note_hidden_post",
    "note_use",
    "refuse_closing",
    "take_desk",
    "update_profile",
]
