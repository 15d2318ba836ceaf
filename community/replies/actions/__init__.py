"""Every write about official replies. Locks: the issue's row first, then the reply's."""

from .writing import correct_reply, draft_reply, publish_reply, return_reply

__all__ = ["correct_reply", "draft_reply", "publish_reply", "return_reply"]
