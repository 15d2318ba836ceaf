"""Every write about volunteer cards."""

from .cards import erase_card, rest_card, resume_card, save_card, unlearn

__all__ = ["erase_card", "rest_card", "resume_card", "save_card", "unlearn"]
