"""A published reply at the desk, with the form that puts it right."""

from collections.abc import Iterable
from typing import Any

from community.accounts.permissions import is_chief_of
from community.core.ids import token
from community.issues.models import Issue
from community.replies.models import OfficialReply
from community.replies.panels import with_earlier

from .forms import CorrectForm

WORDS = ("subject", "voice", "view", "kind")


def correctable(replies: Iterable[OfficialReply], issue: Issue, user: Any) -> list[OfficialReply]:
    """The replies; for a chief of the ward each with a form of its own."""
    replies = with_earlier(replies)
    if is_chief_of(user, issue.ward_id):
        for reply in replies:
            reply.form = _form(reply, issue)
    return replies


def _form(reply: OfficialReply, issue: Issue) -> CorrectForm:
    words = {name: getattr(reply, name) for name in WORDS}
    given = words | {"reply": reply.pk, "version": issue.version, "key": token()}
    return CorrectForm(initial=given, auto_id=f"id_{token(4)}_%s")
