"""回覧板: one sheet of paper a ward (or some of its towns) and month, for those who read no screen.

    front: what was solved ─▶ where hands are wanted ─▶ where to ask        back: a form on paper, 20 boxes for seals

Everything on it is public; nobody is named, no place is finer than its post shows it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db.models import Case, Q, When
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from community.areas.models import SchoolDistrict, Ward
from community.areas.reference import wards
from community.core.clock import begin_of, now, today
from community.core.errors import NotFound
from community.core.reference import site_settings
from community.core.templatetags.components import short_day
from community.core.text import asked
from community.issues.models import Issue
from community.issues.querysets import IssueQuerySet
from community.issues.workflow import Kind, Status
from community.projects.models import Call
from community.taxonomy.reference import categories

from .pairs import Pair, pairs_of
from .public import Wanted, site_of
from .qr import qr

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
MOST_TOWNS, MONTHS_BACK, SEALS = 6, 12, 20
SOLVED = 2
HANDS, SORTS = {False: 3, True: 2}, {False: 11, True: 7}  # how many fit, by large letters
PICTURED = Case(When(cover=None, then=1), default=0)  # those with a picture first


@dataclass(frozen=True)
class Settings:
    """What somebody wants on the sheet."""

    ward: Ward
    month: date
    towns: tuple[str, ...] = ()
    school: str = ""
    is_large: bool = False
    has_back: bool = False

    @classmethod
    def of(cls, code: str, given: QueryDict) -> Self:
        """From an address; what cannot be meant is left out. Raises NotFound for a ward that does not exist."""
        ward = wards().get(code)
        if ward is None:
            raise NotFound
        names = re.split(r"[,、，・\s]+", asked(given.get("towns"), limit=120))
        return cls(
            ward=ward,
            month=_month(given.get("month", "")),
            towns=tuple(name for name in names if name)[:MOST_TOWNS],
            school=asked(given.get("school"), limit=20),
            is_large=given.get("letters") == "large",
            has_back=given.get("sides") == "2",
        )

    @property
    def begins(self) -> datetime:
        return begin_of(self.month)

    @property
    def ends(self) -> datetime:
        """The first moment after the month."""
        return begin_of((self.month + timedelta(days=32)).replace(day=1))


@dataclass(frozen=True)
class Solved:
    """One thing that became better: its pictures and what happened, in a line."""

    issue: Issue
    pair: Pair
    line: SafeString


@dataclass(frozen=True)
class Hand:
    """Where somebody can help: what, when, where, and the way there."""

    title: str
    strong: str
    line: str
    number: str
    code: SafeString


def circular_context(request: HttpRequest, code: str) -> dict[str, Any]:
    settings = Settings.of(code, request.GET)
    issues, site = _issues(settings), site_of(request)
    solved, count = _solved(issues, settings)
    return {
        "settings": settings,
        "ward": settings.ward,
        "months": _months(settings.month),
        "month": month_words(settings.month),
        "schools": _schools(settings),
        "solved": solved,
        "solved_count": count,
        "hands": _calls(settings, site) or _wanted(issues, settings, site),
        "desk": _desk(settings.ward),
        "code": qr(f"{site}/wards/{code}/", _("%(ward)sのページ") % {"ward": settings.ward.label}),
        "address": f"{request.get_host()}/wards/{code}/",
        "sorts": [kind.label for kind in categories().values() if kind.pk != "other"][: SORTS[settings.is_large]],
        "steps": [Status.RECEIVED, Status.IN_REVIEW, Status.ASSIGNED, Status.IN_PROGRESS, Status.RESOLVED],
        "seals": range(1, SEALS + 1),
        "today": today(),
    }


def _month(words: str) -> date:
    """The first day of the month that is meant; never one that has not begun."""
    this = today().replace(day=1)
    if not MONTH.fullmatch(words) or words < "2020-01":
        return this
    return min(this, date.fromisoformat(f"{words}-01"))


def month_words(month: date) -> str:
    """2026年 11月, or November 2026."""
    return format_date(month, "F Y" if get_language() == "en" else "Y年 n月")


def _months(chosen: date) -> list[tuple[str, str, bool]]:
    """The months to choose from, the present one first: value, words, and whether it is the one."""
    month, months = today().replace(day=1), []
    for _nth in range(MONTHS_BACK):
        months.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    months += [] if chosen in months else [chosen]
    return [(f"{month:%Y-%m}", month_words(month), month == chosen) for month in months]


def _schools(settings: Settings) -> list[tuple[str, str]]:
    """The ward's 校区 to choose from; none where the table is empty."""
    rows = SchoolDistrict.objects.filter(ward=settings.ward.pk).order_by("name").values_list("pk", "name")
    return [(str(key), name) for key, name in rows]


def _issues(settings: Settings) -> IssueQuerySet:
    """Public posts of the ward, its 校区 or towns."""
    query = QueryDict(mutable=True)
    query["ward"] = settings.ward.pk
    if settings.school:
        query["school"] = settings.school
    around = Q()
    for name in settings.towns:
        around |= Q(town__startswith=name)
    return Wanted(query).issues.filter(around)


def _solved(issues: IssueQuerySet, settings: Settings) -> tuple[list[Solved], int]:
    """What was solved in the month, pictured ones first, or else what was answered; and how many were solved."""
    ended = issues.solved().filter(closed_at__gte=settings.begins, closed_at__lt=settings.ends)
    chosen = list(ended.with_card().order_by(PICTURED, "-support_count", "-closed_at")[:SOLVED])
    if not chosen:
        told = issues.open().filter(first_answer_at__gte=settings.begins, first_answer_at__lt=settings.ends)
        chosen = list(told.with_card().order_by(PICTURED, "-support_count", "-first_answer_at")[:SOLVED])
    pairs = pairs_of(chosen)
    return [Solved(issue, pairs[issue.pk], _what_became(issue)) for issue in chosen], ended.count()


def _what_became(issue: Issue) -> SafeString:
    sentences = {
        Status.RESOLVED_BY_COMMUNITY: _("みんなの力で、{day}に解決しました。"),
        Status.TAKEN_UP: _("市が {day}に、取り入れると決めました。"),
        Status.RESOLVED: _("市が {day}に対応しました。"),
    }
    if issue.status in sentences:
        return format_html(sentences[issue.status], day=short_day(issue.closed_at))
    return format_html(_("市が {day}に答えました。"), day=short_day(issue.first_answer_at))


def _calls(settings: Settings, site: str) -> list[Hand]:
    """サポーター募集 of the ward or of the whole city that still have places."""
    found = Call.objects.visible_to(None).open(now()).with_taken().filter(Q(ward=settings.ward.pk) | Q(ward=None))
    wanted = [call for call in found.select_related("event", "board")[:20] if call.is_open(now()) and _has_places(call)]
    wanted.sort(key=lambda call: call.ward_id is None)
    return [_call(call, site) for call in wanted[: HANDS[settings.is_large]]]


def _has_places(call: Any) -> bool:
    return call.places is None or call.taken < call.places


def _call(call: Any, site: str) -> Hand:
    title = call.shown_title
    if call.places is not None:
        left = call.places - call.taken
        title = _("%(title)s（あと %(left)d人）") % {"title": title, "left": left}
    code = qr(f"{site}{call.get_absolute_url()}", call.shown_title)
    return Hand(title, call.shown_when, call.shown_where, _("申しこみ"), code)


def _wanted(issues: IssueQuerySet, settings: Settings, site: str) -> list[Hand]:
    """Without a call: the open problems that most people share."""
    problems = issues.open().filter(kind=Kind.PROBLEM, posted_at__lt=settings.ends)
    return [_issue(issue, site) for issue in problems.with_card().most_supported()[: HANDS[settings.is_large]]]


def _issue(issue: Issue, site: str) -> Hand:
    number = f"#{issue.number}"
    count = issue.support_count
    strong = ngettext("わたしも %(n)d人", "わたしも %(n)d人", count) % {"n": count} if count else ""
    code = qr(f"{site}{reverse('issues:detail', args=[issue.number])}", number)
    return Hand(issue.title, strong, issue.town or issue.ward.label, number, code)


def _desk(ward: Ward) -> dict[str, Any]:
    """Where to ask: the ward's own desk, where its page says so, else the site's telephone."""
    page = getattr(ward, "page", None)
    page = page if page is not None and page.live else None
    hours: Sequence[Any] = [row.value for row in page.hours] if page else ()
    return {
        "phone": (page and page.phone) or site_settings().contact_phone,
        "name": (page and page.shown_desk) or "",
        "hours": hours,
        "note": (page and page.shown_note) or "",
    }
