"""The public figures: what was asked for, and the counts of posts that everybody may see."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.core.cache import caches
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.areas.reference import wards
from community.core.clock import now, today
from community.core.text import asked
from community.issues.figures import Cells, Figures, grouped, survey, total
from community.issues.models import Issue
from community.taxonomy.reference import categories

KEPT = 300  # seconds; the page says of which moment its figures are
SPANS = {"30": 30, "90": 90, "365": 365}
FIRST_SPAN = "90"
MONTHS = 12


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
    middle: Figures  # of the wards, each figure by itself


def told(wanted: Wanted) -> Told:
    """The figures of listed posts. Counting is done once in five minutes for each span."""
    at, cells = kept_survey("public", wanted.since, wanted.until)
    return tell(wanted, at, cells)


def kept_survey(name: str, since: date, until: date, issues: Any = None) -> tuple[datetime, Cells]:
    """A survey of at most five minutes ago, and its moment. `name` tells audiences apart."""
    key, moment = f"figures:{name}:{since}:{until}:{today()}", now()
    known = caches["pieces"].get(key)
    if known is not None and timedelta(0) <= moment - known[0] < timedelta(seconds=KEPT):
        return known
    fresh = (moment, survey(since=since, until=until, issues=issues or Issue.objects.visible_to(None).listed()))
    caches["pieces"].set(key, fresh, timeout=KEPT)
    return fresh


def tell(wanted: Wanted, at: datetime, cells: Cells) -> Told:
    of_kind = {place: cell for place, cell in cells.items() if wanted.category in ("", place.category_id)}
    of_ward = {place: cell for place, cell in cells.items() if wanted.ward in ("", place.ward_id)}
    both = {place: cell for place, cell in of_kind.items() if wanted.ward in ("", place.ward_id)}
    in_wards = grouped(of_kind, lambda place: place.ward_id)
    in_months = grouped(both, lambda place: place.month)
    return Told(
        at=at,
        whole=total(both),
        by_ward=_lines(wards(), in_wards, wanted.ward),
        by_category=_lines(categories(), grouped(of_ward, lambda place: place.category_id), wanted.category),
        by_month=[Line(key, month_label(key), in_months[key]) for key in sorted(in_months)],
        middle=middle_of(in_wards[code] for code in wards() if code in in_wards),
    )


def _lines(known: dict[str, Any], found: dict[Any, Figures], chosen: str) -> list[Line]:
    """Every ward or category in its own order, whether anything was posted or not: this is no ranking."""
    return [Line(key, one.label, found.get(key, Figures()), mine=key == chosen) for key, one in known.items()]


MIDDLES = ("answer_days", "answer_workdays", "answer_days_p90")


def middle_of(some: Iterable[Figures]) -> Figures:
    """The median over wards of each wait and of the counts."""
    some = list(some)
    if not some:
        return Figures()
    counts = {name: round(median(getattr(one, name) for one in some)) for name in COUNTS}
    waits = {name: [getattr(one, name) for one in some if getattr(one, name) is not None] for name in MIDDLES}
    return replace(Figures(**counts), **{name: round(median(each), 1) for name, each in waits.items() if each})


COUNTS = ("posted", "answered", "solved_by_city", "solved_by_people", "open", "due", "late", "overdue")


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
