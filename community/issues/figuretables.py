"""Figures as people ask for them: a span, a ward, a category; in lines by ward, category, month and department."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import median
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from django.core.cache import caches
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from community.areas.reference import wards
from community.core.clock import now, today
from community.core.text import asked
from community.core.visibility import Visibility, desk_wards
from community.taxonomy.reference import categories, departments

from .figures import COUNTS, Cells, Figures, grouped, survey, total
from .models import Issue
from .querysets import IssueQuerySet

KEPT = 300  # seconds; the page says of which moment its figures are
SPANS = {"30": 30, "90": 90, "365": 365}
FIRST_SPAN = "90"
MONTHS = 12
_counting = Lock()  # a long count, which many would begin at the same moment


@dataclass(frozen=True)
class Wanted:
    """The span, and what it is narrowed to, as the query string says it."""

    period: str = FIRST_SPAN
    ward: str = ""
    category: str = ""

    @classmethod
    def of(cls, given: Any) -> "Wanted":
        """From a request's GET; what cannot be meant is dropped."""
        period, ward = asked(given.get("period"), limit=7), asked(given.get("ward"), limit=5)
        category = asked(given.get("category"), limit=40)
        known = period in SPANS or period in months()
        return cls(
            period=period if known else FIRST_SPAN,
            ward=ward if ward in wards() else "",
            category=category if category in categories() else "",
        )

    @property
    def since(self) -> date:
        if self.period in SPANS:
            return today() - timedelta(days=SPANS[self.period] - 1)
        return date.fromisoformat(f"{self.period}-01")

    @property
    def until(self) -> date:
        if self.period in SPANS:
            return today()
        return (self.since.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    def query(self) -> str:
        parts = {"period": self.period, "ward": self.ward, "category": self.category}
        return "?" + urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True)
class Line:
    """The figures of one ward, category or month."""

    key: str
    label: str | Promise
    figures: Figures
    mine: bool = False


@dataclass(frozen=True)
class Told:
    """All figures of one page, and of which moment they are."""

    at: datetime
    whole: Figures
    by_ward: list[Line]
    by_category: list[Line]
    by_month: list[Line]
    by_department: list[Line]
    middle: Figures  # of the wards, each figure by itself


def told(wanted: Wanted) -> Told:
    """The figures of posts that everybody finds in lists. Counting is done once in five minutes for each span."""
    return _told("public", wanted, wards(), Issue.objects.visible_to(None).listed(), offices=False)


def told_at_desk(wanted: Wanted, user: Any) -> Told:
    """Those of the wards that `user` answers for, private ones too, and by department."""
    served = desk_wards(user)
    known = {code: ward for code, ward in wards().items() if code in served}
    issues = Issue.objects.at_desk_of(user).filter(
        visibility__in=(Visibility.PUBLIC, Visibility.PRIVATE), merged_into=None, ward_id__in=sorted(known)
    )
    return _told("desk-" + "-".join(sorted(known)), wanted, known, issues, offices=True)


def _told(name: str, wanted: Wanted, known: dict[str, Any], issues: IssueQuerySet, *, offices: bool) -> Told:
    """Of at most five minutes ago. `name` tells audiences apart; a span is counted once, whatever it is narrowed to."""
    span = f"figures:{name}:{wanted.since}:{wanted.until}:{today()}"
    narrowed = f"{span}:{wanted.ward}:{wanted.category}:{get_language()}"
    found = _fresh(narrowed)
    if found is None:
        with _counting:
            counted = _fresh(span)
            if counted is None:
                counted = (now(), survey(since=wanted.since, until=wanted.until, issues=issues, offices=offices))
                caches["pieces"].set(span, counted, timeout=KEPT)
        found = (counted[0], tell(wanted, *counted, known))
        caches["pieces"].set(narrowed, found, timeout=KEPT)
    return found[1]


def _fresh(key: str) -> tuple[datetime, Any] | None:
    """What was kept under that name, with the moment it was counted; None when that is too long ago."""
    kept = caches["pieces"].get(key)
    return kept if kept is not None and timedelta(0) <= now() - kept[0] < timedelta(seconds=KEPT) else None


def tell(wanted: Wanted, at: datetime, cells: Cells, known: dict[str, Any]) -> Told:
    """`known` are the wards that have a line."""
    of_kind = {place: cell for place, cell in cells.items() if wanted.category in ("", place.category_id)}
    of_ward = {place: cell for place, cell in cells.items() if wanted.ward in ("", place.ward_id)}
    both = {place: cell for place, cell in of_kind.items() if wanted.ward in ("", place.ward_id)}
    in_wards = grouped(of_kind, lambda place: place.ward_id)
    in_months = grouped(both, lambda place: place.month)
    return Told(
        at=at,
        whole=total(both),
        by_ward=_lines(known, in_wards, wanted.ward),
        by_category=_lines(categories(), grouped(of_ward, lambda place: place.category_id), wanted.category),
        by_month=[Line(key, month_label(key), in_months[key]) for key in sorted(in_months)],
        by_department=_offices(grouped(both, lambda place: place.department_id)),
        middle=middle_of(in_wards[code] for code in known if code in in_wards),
    )


def _lines(known: dict[str, Any], found: dict[Any, Figures], chosen: str) -> list[Line]:
    """Every ward or category in its own order, whether anything was posted or not: this is no ranking."""
    return [Line(key, one.label, found.get(key, Figures()), mine=key == chosen) for key, one in known.items()]


def _offices(found: dict[Any, Figures]) -> list[Line]:
    """Departments that have any of these posts, and those that none has taken on."""
    lines = [Line(key, one.label, found[key]) for key, one in departments().items() if key in found]
    return lines + ([Line("", _("部署は未定"), found[None])] if None in found else [])


MIDDLES = ("answer_days", "answer_workdays", "answer_days_p90")


def middle_of(some: Iterable[Figures]) -> Figures:
    """The median over wards of each wait and of the counts."""
    some = list(some)
    if not some:
        return Figures()
    counts = {name: round(median(getattr(one, name) for one in some)) for name in COUNTS}
    waits = {name: [getattr(one, name) for one in some if getattr(one, name) is not None] for name in MIDDLES}
    return replace(Figures(**counts), **{name: round(median(each), 1) for name, each in waits.items() if each})


def months() -> list[str]:
    """The last twelve months, this one first."""
    day, found = today().replace(day=1), []
    for _month in range(MONTHS):
        found.append(f"{day:%Y-%m}")
        day = (day - timedelta(days=1)).replace(day=1)
    return found


def month_label(key: str) -> str:
    year, month = key.split("-")
    return _("%(year)s年%(month)d月") % {"year": year, "month": int(month)}


def period_choices() -> list[tuple[str, str]]:
    spans = [(key, ngettext("この%(n)d日", "この%(n)d日", days) % {"n": days}) for key, days in SPANS.items()]
    return [*spans, *((key, month_label(key)) for key in months())]


GROUPS = (("by_ward", gettext_lazy("区")), ("by_category", gettext_lazy("種類")), ("by_month", gettext_lazy("月")))


def csv_rows(figures: Told) -> list[list[Any]]:
    """The page's tables as rows: a head, the whole, then wards, categories and months."""
    head = [
        _("まとめかた"), _("なまえ"), _("投稿"), _("返事があった"), _("返事まで（日・まんなか）"),
        _("返事まで（日・10件のうち9件）"), _("返事まで（営業日・まんなか）"), _("返事まで（営業日・10件のうち9件）"),
        _("市が解決"), _("みんなで解決"), _("開いている"), _("期限がきた"), _("期限にまにあわない"),
    ]  # fmt: skip
    rows = [head, [_("ぜんぶ"), "", *_cells(figures.whole)]]
    for name, label in GROUPS:
        rows += [[str(label), str(line.label), *_cells(line.figures)] for line in getattr(figures, name)]
    return rows


def _cells(figures: Figures) -> list[Any]:
    waits = (
        figures.answer_days, figures.answer_days_p90, figures.answer_workdays, figures.answer_workdays_p90,
    )  # fmt: skip
    return [
        figures.posted, figures.answered, *("" if wait is None else wait for wait in waits),
        figures.solved_by_city, figures.solved_by_people, figures.open, figures.due, figures.late,
    ]  # fmt: skip
