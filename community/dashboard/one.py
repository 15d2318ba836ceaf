"""Everything the desk shows of one issue."""

from typing import Any

from django.http import HttpRequest

from community.accounts.models import User
from community.accounts.permissions import is_chief_of
from community.core import journal
from community.core.clock import today
from community.core.ids import token
from community.core.visibility import Visibility
from community.core.workdays import workdays_between
from community.discussion.rendering import page_lines
from community.issues.bridge import bridge_of
from community.issues.minimap import minimap
from community.issues.models import Issue
from community.issues.sentences import PREFILLED
from community.issues.workflow import DESK, Status, next_steps
from community.moderation.models import Flag
from community.replies.models import OfficialReply

from . import forms
from .frame import menu

# Merging sets `duplicate`; the status form does not offer it.
NOT_BY_STATUS = (Status.DUPLICATE,)


def issue_context(request: HttpRequest, issue: Issue, *, bound: dict[str, Any] | None = None) -> dict[str, Any]:
    """`bound` holds a form that could not be used, by its verb: it is shown again with what is wrong."""
    draft = OfficialReply.objects.visible_to(request.user).waiting().filter(issue=issue).last()
    changes = list(issue.changes.select_related("department", "by"))
    return {
        "issue": issue,
        "photos": [join.photo for join in issue.photos.select_related("photo")],
        "bridge": bridge_of(issue, changes),
        "map": minimap(issue),
        "days_left": workdays_between(today(), issue.promised_on) if issue.promised_on else None,
        "lines": page_lines(issue.thread_id),
        "notes": issue.notes.select_related("author"),
        "flags": Flag.objects.open().on("issue", issue.number).select_related("reporter"),
        "replies": OfficialReply.objects.visible_to(request.user).published().filter(issue=issue),
        "draft": draft,
        "is_chief": is_chief_of(request.user, issue.ward_id),
        "steps": _steps(issue),
        "forms": _forms(issue, draft) | (bound or {}),
        "acts": _acts(issue),
        "menu": menu(request),
        "can_hide": issue.visibility in (Visibility.PUBLIC, Visibility.PENDING),
    }


def _steps(issue: Issue) -> list[dict[str, str]]:
    """The states an officer may set, each with its ready sentence."""
    return [
        {"value": step.value, "label": step.label, "sentence": PREFILLED[step]}
        for step in next_steps(issue.kind, issue.status, DESK)
        if step not in NOT_BY_STATUS
    ]


def _forms(issue: Issue, draft: OfficialReply | None) -> dict[str, Any]:
    """A fresh form a verb. Every form has its own key: one press, one act."""

    def fresh(form: type[forms.VerbForm], initial: dict[str, Any] | None = None, **extra: Any) -> forms.VerbForm:
        return form(
            initial={"version": issue.version, "key": token()} | (initial or {}), auto_id=f"id_{token(4)}_%s", **extra
        )

    return {
        "approve": fresh(forms.ApproveForm),
        "hide": fresh(forms.ReasonForm),
        "restore": fresh(forms.ReasonForm),
        "assign": fresh(
            forms.AssignForm,
            {
                "department": issue.department_id or issue.category.department_id,
                "officer": issue.officer.public_id if issue.officer else None,
            },
            ward=issue.ward_id,
        ),
        "status": fresh(forms.StatusForm),
        "note": fresh(forms.NoteForm),
        "reply": fresh(forms.ReplyForm, _reply_words(issue, draft)),
        "reply-approve": fresh(forms.VerbForm),
        "reply-return": fresh(forms.ReturnForm),
    }


def _reply_words(issue: Issue, draft: OfficialReply | None) -> dict[str, str]:
    """The draft that waits, or a beginning in the shape the city publishes."""
    if draft is not None:
        return {"subject": draft.subject, "voice": draft.voice, "view": draft.view, "kind": draft.kind}
    return {"subject": f"{issue.title}について"[:80], "voice": issue.title, "view": ""}


def _acts(issue: Issue) -> list[dict[str, Any]]:
    """The journal of this issue with colleagues' names, newest first."""
    entries = journal.entries_of("issue", issue.number)
    people = User.objects.in_bulk([entry.actor for entry in entries if entry.actor], field_name="public_id")
    return [
        {"entry": entry, "name": people[entry.actor].staff_name if entry.actor in people else ""}
        for entry in reversed(entries)
    ]
