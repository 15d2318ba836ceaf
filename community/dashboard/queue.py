"""The desk's lists: what waits, in the order of what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.accounts.permissions import is_chief
from community.core.clock import today
from community.core.text import asked_number
from community.issues.models import Issue
from community.issues.querysets import MOST_COUNTED, IssueQuerySet
from community.moderation.models import Flag
from community.replies.models import OfficialReply

from .due import due_of
from .efforts import to_look_at
from .flagged import by_weight, weight_place
from .wanted import Wanted

PAGE = 30
BEFORE, AFTER = 3, 5  # neighbours beside an issue
NO_DAY = date.max  # what nobody promised comes last


@dataclass(frozen=True)
class View:
    """One saved way of looking at the desk."""

    name: str
    label: str | Promise
    icon: str
    hint: str | Promise = ""


VIEWS = (
    View("waiting", _("公開まえの確認"), "eye", _("まだ、だれにも見えません")),
    View("answer", _("返事待ち"), "inbox", _("最初の返事がまだです")),
    View("overdue", _("期限をこえた"), "alert", _("約束の日をすぎました")),
    View("new", _("担当が未定"), "user", _("部署がまだありません")),
    View("replies", _("回答の承認"), "check-circle", _("責任者の確認まち")),
    View("efforts", _("取り組みの確認"), "people", _("読むか、確かめる報告")),
    View("flagged", _("気になる投稿"), "flag", _("住民からの知らせ")),
    View("mine", _("私の担当"), "person-check", _("担当はあなたです")),
    View("all", _("ぜんぶ"), "list"),
)
BY_NAME = {view.name: view for view in VIEWS}


def wanted_of(given: Any, user: Any) -> Wanted:
    """What a request asks for; a chief who asks for no view begins with what is overdue, if anything is."""
    if "view" not in given and is_chief(user) and issues_of("overdue", user).exists():
        return Wanted.of(given, first="overdue")
    return Wanted.of(given)


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
            # Whoever has the issue on the desk may read its draft: no need to ask that of every issue of the city.
            issues = issues.filter(pk__in=OfficialReply.objects.waiting().values("issue"))
        case "efforts":
            issues = issues.filter(pk__in=to_look_at(user).values("issue"))
        case "flagged":
            issues = issues.filter(number__in=Flag.objects.open().filter(kind="issue").values("number"))
        case "mine":
            returned = list(OfficialReply.objects.returned_to(user).values_list("issue", flat=True))
            issues = issues.of_officer(user) | issues.filter(pk__in=returned)
    return issues


def wanted_issues(wanted: Wanted, user: Any) -> IssueQuerySet:
    """A view narrowed by all that was asked for."""
    return wanted.narrow(issues_of(wanted.view, user), user)


def rows(wanted: Wanted, user: Any) -> tuple[list[Issue], str, int]:
    """One page, the most urgent first; the query string of the next one, empty at the end; how many fit, up to 1,001.

    Few are put in order here: for the database that would be a second search. Of many, the first of the order are soon
    found.
    """
    issues = wanted_issues(wanted, user)
    places = list(issues.order_by().values_list("promised_on", "number")[: MOST_COUNTED + 1])
    if wanted.view == "flagged":
        return *flagged_rows(issues, wanted, user), len(places)
    if len(places) <= MOST_COUNTED:
        page = _of_few(places, user, after=wanted.after)
    else:
        page = _in_order(_as_rows(issues), PAGE + 1, since=wanted.since, after=wanted.after)
    more = wanted.query(after=_place(page[PAGE - 1])) if len(page) > PAGE else ""
    return _with_facts(page[:PAGE], user), more, len(places)


def flagged_rows(issues: IssueQuerySet, wanted: Wanted, user: Any) -> tuple[list[Issue], str]:
    """One page of what was flagged, what weighs most first, and the query string of the next one."""
    page = list(by_weight(_as_rows(issues), after=wanted.after)[: PAGE + 1])
    more = wanted.query(after=weight_place(page[PAGE - 1])) if len(page) > PAGE else ""
    return _with_facts(page[:PAGE], user), more


def points_beyond(wanted: Wanted, user: Any, *, most: int) -> list[tuple[float, float]]:
    """The places (latitude, longitude) of what fits, whatever its page."""
    places = wanted_issues(wanted, user).exclude(lat=None).order_by()
    return list(places.values_list("lat", "lng")[:most])


def _of_few(places: list[tuple[date | None, int]], user: Any, *, after: str) -> list[Issue]:
    """One page and one more of the issues that stand at these places (the day that is due, the number)."""
    day, number = _read_place(after)
    in_order = sorted((due or NO_DAY, one) for due, one in places)
    numbers = [one for due, one in in_order if not number or (due, one) > (day or NO_DAY, number)][: PAGE + 1]
    found = _as_rows(Issue.objects.at_desk_of(user).filter(number__in=numbers))
    by_number = {issue.number: issue for issue in found}
    return [by_number[one] for one in numbers if one in by_number]


def _in_order(issues: IssueQuerySet, most: int, *, since: str = "", after: str = "") -> list[Issue]:
    """The most urgent first, what has no promise last: two questions, each of which an index answers in order.

    `since` is a day before which none of them was posted: then none was promised for a day before it. `after` is the
    place (`_place`) after which to begin.
    """
    day, number = _read_place(after)
    without = issues.filter(promised_on=None).order_by("number")
    if number and day is None:
        return list(without.filter(number__gt=number)[:most])
    begin = max(filter(None, (day, date.fromisoformat(since) if since else None)), default=None)
    promised = issues.filter(promised_on__gte=begin) if begin else issues.filter(promised_on__isnull=False)
    if day is not None:
        promised = promised.exclude(promised_on=day, number__lte=number)
    rows = list(promised.order_by("promised_on", "number")[:most])
    return rows + list(without[: most - len(rows)]) if len(rows) < most else rows


def neighbours(wanted: Wanted, issue: Issue, user: Any) -> list[Issue]:
    """The issue amid those just before and after it in its list."""
    issues = _as_rows(wanted_issues(wanted, user))
    before = _before(issues, issue)
    after = _in_order(issues, AFTER, after=_place(issue))
    around = [*reversed(before), issue, *after]
    for one in around:
        one.due = due_of(one)
    return around


def _as_rows(issues: IssueQuerySet) -> IssueQuerySet:
    return issues.with_card().select_related("officer")


def _with_facts(page: list[Issue], user: Any) -> list[Issue]:
    """Each row with its clock, its draft of a reply (also one handed back) and how often it was flagged."""
    written = OfficialReply.objects.drafts().filter(issue__in=[issue.pk for issue in page]).select_related("author")
    drafts = {draft.issue_id: draft for draft in written.defer("view")}
    flags = list(Flag.objects.open().filter(kind="issue", number__in=[issue.number for issue in page]))
    counts = _counted(flags)
    for issue in page:
        issue.due, issue.draft, issue.flags = due_of(issue), drafts.get(issue.pk), counts.get(issue.number, 0)
        issue.flag_weight = sum(flag.weight for flag in flags if flag.number == issue.number) / 10
    return page


def _counted(flags: Iterable[Flag]) -> dict[int, int]:
    numbers = [flag.number for flag in flags]
    return {number: numbers.count(number) for number in numbers}


def _place(issue: Issue) -> str:
    """Where an issue stands in the order of what is due, for the query string."""
    return f"{issue.promised_on or ''}~{issue.number}"


def _read_place(place: str) -> tuple[date | None, int]:
    """The day and number of a place in a query string; no number where it is none of ours."""
    due, _tilde, last = place.partition("~")
    if (number := asked_number(last)) is None:
        return None, 0
    try:
        return (date.fromisoformat(due) if due else None), number
    except ValueError:
        return None, 0


def _before(issues: IssueQuerySet, issue: Issue) -> list[Issue]:
    """The nearest ones before it, backwards."""
    promised = issues.filter(promised_on__isnull=False).order_by("-promised_on", "-number")
    if issue.promised_on is not None:
        same_day = Q(promised_on=issue.promised_on, number__lt=issue.number)
        return list(promised.filter(Q(promised_on__lt=issue.promised_on) | same_day)[:BEFORE])
    near = list(issues.filter(promised_on=None, number__lt=issue.number).order_by("-number")[:BEFORE])
    return near + list(promised[: BEFORE - len(near)])
