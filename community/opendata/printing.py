"""One post on a sheet of paper: its words, its bridge in words, the city's answer, the way back to the screen."""

from typing import Any

from django.http import HttpRequest
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.core.clock import today
from community.issues.bridge import bridge_of
from community.issues.models import Issue
from community.replies.models import OfficialReply

from .public import site_of
from .qr import qr


def sheet_context(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    """Nobody who posted or talked stands on paper: what is handed on cannot be taken back."""
    changes = list(issue.changes.select_related("department"))
    replies = OfficialReply.objects.visible_to(request.user).published().filter(issue=issue)
    address = issue.get_absolute_url()
    return {
        "issue": issue,
        "bridge": bridge_of(issue, changes),
        "reply": replies.select_related("department").last() if issue.first_answer_at else None,
        "photo": issue.cover,
        "code": qr(f"{site_of(request)}{address}", _("#%(number)s のページ") % {"number": issue.number}),
        "address": f"{request.get_host()}{address}",
        "day": format_date(today(), "j F Y" if get_language() == "en" else "Y年n月j日"),
    }
