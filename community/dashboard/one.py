"""Everything the desk shows of one issue."""

from collections.abc import Sequence
from copy import copy
from functools import partial
from typing import Any

from django.http import HttpRequest

from community.accounts.permissions import is_chief_of
from community.core.ids import token
from community.core.visibility import Visibility
from community.discussion.models import Message
from community.discussion.rendering import page_lines
from community.issues import actions as issues
from community.issues.minimap import minimap
from community.issues.models import Issue, Precision
from community.issues.sentences import PREFILLED
from community.issues.workflow import DESK, Status, next_steps
from community.moderation.models import Flag
from community.replies.models import OfficialReply
from community.taxonomy.models import Department
from community.taxonomy.reference import departments

from . import forms, forms_more
from .acts import ACTS, acts_of
from .answers import alike_answers
from .corrections import correctable
from .decision_forms import ShowMessageForm
from .due import due_of
from .efforts import efforts_of
from .frame import menu
from .near import near_duplicates
from .queue import BY_NAME, Wanted, neighbours
from .ready import Ready, ready_words

# Merging sets `duplicate`; the status form does not offer it.
NOT_BY_STATUS = (Status.DUPLICATE,)
MOST_MERGED = 20


def issue_context(request: HttpRequest, issue: Issue, *, bound: dict[str, Any] | None = None) -> dict[str, Any]:
    """`bound` holds a form that could not be used, by its verb: it is shown again with what is wrong."""
    offices = departments()
    acts, said = acts_of(issue.number, offices), forms.messages_of(issue.thread_id)
    return {
        "issue": issue,
        "due": due_of(issue),
        "is_chief": is_chief_of(request.user, issue.ward_id),
        "menu": menu(request),
        "acts": acts,
        "drafted_at": next((one["at"] for one in acts if one["act"] is ACTS["reply.draft"]), None),
        **_list(request, issue),
        **_told(issue),
        "flags": _flags(issue, said),
        "efforts": efforts_of(issue, request.user, bound or {}) if _was(acts, "effort.report") else [],
        **_verbs(request, issue, offices, said, bound or {}),
        "near": near_duplicates(issue, request.user),
        "answers": alike_answers(issue) if "answers" in request.GET else None,
        **_merged(request, issue),
    }


def _was(acts: Sequence[dict[str, Any]], act: str) -> bool:
    """Whether the journal tells of such an act: where it does not, nothing needs to be asked for."""
    return any(one["act"] is ACTS[act] for one in acts)


def _list(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    """The list that the issue was opened from, to go back to or on in; none when it was not."""
    wanted = Wanted.of(request.GET)
    if "view" not in request.GET:
        return {"query": "", "back": wanted.query()}
    around = neighbours(wanted, issue, request.user)
    return {"query": wanted.query(), "back": wanted.query(), "view": BY_NAME[wanted.view], "neighbours": around}


def _merged(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    """What was merged into it and what goes on for it, as far as this officer may see them."""
    seen = Issue.objects.visible_to(request.user)
    return {
        "merged": seen.filter(merged_into=issue).order_by("number")[:MOST_MERGED],
        "whole": seen.filter(pk=issue.merged_into_id).first() if issue.merged_into_id else None,
    }


def _told(issue: Issue) -> dict[str, Any]:
    """What residents and colleagues say."""
    return {
        "photos": [join.photo for join in issue.photos.select_related("photo")],
        "map": _exact_map(issue),
        "lines": page_lines(issue.thread_id),
        "notes": issue.notes.select_related("author"),
    }


def _verbs(
    request: HttpRequest,
    issue: Issue,
    offices: dict[str, Department],
    said: Sequence[Message],
    bound: dict[str, Any],
) -> dict[str, Any]:
    """The city's replies, and what can be done now, as forms."""
    replies = OfficialReply.objects.visible_to(request.user).filter(issue=issue)
    replies = list(replies.select_related("department", "author"))
    draft = next((reply for reply in reversed(replies) if not reply.live), None)
    ready = ready_words(issue, request.GET)
    return {
        "replies": correctable([reply for reply in replies if reply.live], issue, request.user),
        "draft": draft,
        "steps": _steps(issue),
        "ready": ready,
        "can_promise": issues.may_move_promise(issue),
        "forms": _forms(issue, draft, offices, said, ready) | bound,
        "wrong": next(iter(bound.values()), None),
        "can_approve": issue.visibility == Visibility.PENDING,
        "can_hide": issue.visibility in (Visibility.PUBLIC, Visibility.PENDING),
        "can_restore": issue.visibility == Visibility.HIDDEN,
    }


def _exact_map(issue: Issue) -> dict[str, Any] | None:
    """The place as it was given, which only the desk may know."""
    exact = copy(issue)
    exact.shown_lat, exact.shown_lng, exact.precision = issue.lat, issue.lng, Precision.EXACT
    return minimap(exact)


def _flags(issue: Issue, said: Sequence[Message]) -> list[Flag]:
    """Open flags on the post and its talk, each with the message that is meant and a form to hide it."""
    flags = list(Flag.objects.open().on("issue", issue.number).select_related("reporter").order_by("-weight", "-id"))
    meant = {message.pk: message for message in said}
    others = {flag.part for flag in flags} - {0} - set(meant)  # long ago
    if others:
        meant |= Message.objects.filter(thread=issue.thread_id).select_related("event", "author").in_bulk(others)
    for flag in flags:
        flag.message = meant.get(flag.part)
        if flag.message is not None and forms.can_be_hidden(flag.message):
            flag.form = _fresh(issue, forms.HideMessageForm, {"message": flag.part}, said=())
    return flags


def _steps(issue: Issue) -> list[dict[str, str]]:
    """The states an officer may set, each with its ready sentence; none while the post goes on elsewhere."""
    return (
        []
        if issue.merged_into_id
        else [
            {"value": step.value, "label": step.label, "sentence": PREFILLED[step]}
            for step in next_steps(issue.kind, issue.status, DESK)
            if step not in NOT_BY_STATUS
        ]
    )


def _forms(
    issue: Issue,
    draft: OfficialReply | None,
    offices: dict[str, Department],
    said: Sequence[Message],
    ready: Ready,
) -> dict[str, Any]:
    """A fresh form a verb."""
    fresh = partial(_fresh, issue)
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
            departments=list(offices.values()),
        ),
        "status": fresh(forms.StatusForm, {"sentence": ready.sentence}, category=issue.category_id),
        "merge": fresh(forms_more.MergeForm),
        "unmerge": fresh(forms.VerbForm),
        "promise": fresh(forms_more.PromiseForm, {"workdays": 5}),
        "flags-close": fresh(forms.CloseFlagsForm),
        "message-hide": fresh(forms.HideMessageForm, said=said),
        "message-show": fresh(ShowMessageForm, said=said),
        "note": fresh(forms.NoteForm),
        "reply": fresh(forms.ReplyForm, _reply_words(issue, draft) | ready.reply_words),
        "reply-approve": fresh(forms.VerbForm),
        "reply-return": fresh(forms.ReturnForm),
    }


def _fresh(
    issue: Issue, form: type[forms.VerbForm], initial: dict[str, Any] | None = None, **extra: Any
) -> forms.VerbForm:
    """Every form has its own key: one press, one act."""
    given = {"version": issue.version, "key": token()} | (initial or {})
    return form(initial=given, auto_id=f"id_{token(4)}_%s", **extra)


def _reply_words(issue: Issue, draft: OfficialReply | None) -> dict[str, str]:
    """The draft that waits, or a beginning in the shape the city publishes."""
    if draft is not None:
        return {"subject": draft.subject, "voice": draft.voice, "view": draft.view, "kind": draft.kind}
    return {"subject": f"{issue.title}について"[:80], "voice": issue.title, "view": ""}
