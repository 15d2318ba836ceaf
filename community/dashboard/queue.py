"""The desk's lists: what waits, in the order of what is due."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.core.clock import today
from community.issues.models import Issue
from community.issues.querysets import IssueQuerySet
from community.moderation.models import Flag
from community.replies.models import OfficialReply

PAGE = 30


@dataclass(frozen=True)
class View:
    """One saved way of looking at the desk."""

    name: str
    label: str | Promise
    icon: str


VIEWS = (
    View("waiting", _("公開まえの確認"), "eye"),
    View("answer", _("返事待ち"), "inbox"),
    View("overdue", _("期限をこえた"), "alert"),
    View("new", _("担当が未定"), "user"),
    View("replies", _("回答の承認"), "check-circle"),
    View("flagged", _("気になる投稿"), "flag"),
    View("mine", _("私の担当"), "person-check"),
    View("all", _("ぜんぶ"), "list"),
)
NAMES = frozenset(view.name for view in VIEWS)


def issues_of(view: str, user: Any) -> IssueQuerySet:
    """The issues of one view, of the wards that `user` answers for; not ordered."""
    issues = Issue.objects.at_desk_of(user)
    match view:
        case "waiting":
            issues = issues.waiting_for_approval()
        case "answer":
            issues = issues.unanswered()
        case "overdue":
            issues = issues.overdue(today())
        case "new":
            issues = issues.without_department()
        case "replies":
            issues = issues.filter(pk__in=OfficialReply.objects.visible_to(user).waiting().values("issue"))
        case "flagged":
            issues = issues.filter(number__in=Flag.objects.open().filter(kind="issue").values("number"))
        case "mine":
            issues = issues.of_officer(user)
    return issues


def counters(user: Any) -> list[dict[str, Any]]:
    """Each view with how many issues are in it, counted up to 1,001."""
    return [{"view": view, "count": issues_of(view.name, user).capped_count()} for view in VIEWS if view.name != "all"]


def rows(view: str, user: Any, *, ward: str = "", words: str = "", after: str = "") -> tuple[list[Issue], str]:
    """One page, the most urgent first, and the query string of the next one (empty at the end)."""
    issues = issues_of(view, user)
    if ward:
        issues = issues.in_ward(ward)
    if words:
        number = words.lstrip("#＃")
        by_number = Q(number=int(number)) if number.isdecimal() and len(number) < 18 else Q()
        issues = issues.filter(by_number or Q(title__icontains=words) | Q(body__icontains=words))
    page = list(_beyond(issues, after).with_card().select_related("officer").by_due_date()[: PAGE + 1])
    more = ""
    if len(page) > PAGE:
        last = page[PAGE - 1]
        given = {"view": view, "ward": ward, "q": words, "after": f"{last.promised_on or ''}~{last.number}"}
        more = "?" + urlencode({name: value for name, value in given.items() if value})
    return page[:PAGE], more


def _beyond(issues: IssueQuerySet, after: str) -> IssueQuerySet:
    due, _tilde, number = after.partition("~")
    if not number.isdecimal() or len(number) >= 18:
        return issues
    try:
        day = date.fromisoformat(due) if due else None
    except ValueError:
        return issues
    if day is None:
        return issues.filter(promised_on=None, number__gt=int(number))
    later = Q(promised_on__gt=day) | Q(promised_on=None)
    return issues.filter(later | Q(promised_on=day, number__gt=int(number)))
