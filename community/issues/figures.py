"""The board in figures, computed from what happened: per ward, category, month or department, for a span of days.

    rows as whole numbers ──▶ cells (ward, category, month, department) ──▶ Figures of any grouping

Waits are kept as histograms in tenths of a day and in working days, so memory does not grow with the board.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, F, Value

from community.core.clock import begin_of, today
from community.core.dbdays import DAY, DayNumber, Seconds, day_of
from community.core.workdays import is_workday

from .models import Issue
from .querysets import IssueQuerySet
from .workflow import OPEN, SOLVED, Status

FIRST_DAY = date(1970, 1, 1)
TENTH = DAY // 10  # seconds


@dataclass(frozen=True)
class Figures:
    """Counts of the posts of a span, and what became of them until now.

    `answer_days` is the median wait for the city's first answer in days, `answer_workdays` in working days; `_p90` is
    what nine of ten waited at most; None where nobody was answered. `due` are those that had to be answered by now,
    `late` those of them answered after the promised day or not at all, `overdue` those not answered yet.
    """

    posted: int = 0
    answered: int = 0
    solved_by_city: int = 0
    solved_by_people: int = 0
    open: int = 0
    due: int = 0
    late: int = 0
    overdue: int = 0
    answer_days: float | None = None
    answer_days_p90: float | None = None
    answer_workdays: int | None = None
    answer_workdays_p90: int | None = None

    @property
    def solved(self) -> int:
        return self.solved_by_city + self.solved_by_people

    @property
    def answered_share(self) -> int | None:
        return _percent(self.answered, self.posted)

    @property
    def late_share(self) -> int | None:
        return _percent(self.late, self.due)


class Place(NamedTuple):
    """Where a cell belongs: codes, and the month as 2026-11."""

    ward_id: str
    category_id: str
    month: str
    department_id: str | None


COUNTS = ("posted", "answered", "solved_by_city", "solved_by_people", "open", "due", "late", "overdue")
POSTED, ANSWERED, BY_CITY, BY_PEOPLE, OPENED, DUE, LATE, OVERDUE = range(len(COUNTS))


class Cell:
    """What was counted of the posts of one place (in the order of COUNTS), and how long their first answers took."""

    __slots__ = ("counts", "tenths", "workdays")

    def __init__(self) -> None:
        self.counts = [0] * len(COUNTS)
        self.tenths: Counter = Counter()
        self.workdays: Counter = Counter()

    def add(self, other: "Cell") -> None:
        self.counts = [mine + theirs for mine, theirs in zip(self.counts, other.counts, strict=True)]
        for mine, theirs in ((self.tenths, other.tenths), (self.workdays, other.workdays)):
            for wait, times in theirs.items():
                mine[wait] += times

    def figures(self) -> Figures:
        median, most = _quantile(self.tenths, 0.5), _quantile(self.tenths, 0.9)
        return Figures(
            **dict(zip(COUNTS, self.counts, strict=True)),
            answer_days=None if median is None else median / 10,
            answer_days_p90=None if most is None else most / 10,
            answer_workdays=_quantile(self.workdays, 0.5),
            answer_workdays_p90=_quantile(self.workdays, 0.9),
        )


Cells = dict[Place, Cell]


def figures_by(
    field: str, *, since: date, until: date, issues: IssueQuerySet | None = None
) -> dict[str | None, Figures]:
    """`field` is `ward_id`, `category_id`, `month` or `department_id`; of posts made from `since` to `until` (both
    included). Without `issues`, of those that everybody finds in lists."""
    cells = survey(since=since, until=until, issues=issues, offices=field == "department_id")
    return grouped(cells, lambda place: getattr(place, field))


def grouped(cells: Cells, key_of: Callable[[Place], Any]) -> dict[Any, Figures]:
    """The figures of each group of cells."""
    groups: dict[Any, Cell] = defaultdict(Cell)
    for place, cell in cells.items():
        groups[key_of(place)].add(cell)
    return {key: cell.figures() for key, cell in groups.items()}


def total(cells: Cells) -> Figures:
    """The figures of all cells together."""
    return grouped(cells, lambda place: "").get("", Figures())


def survey(*, since: date, until: date, issues: IssueQuerySet | None = None, offices: bool = False) -> Cells:
    """Every post of a span, counted into the cell of its place; by department only with `offices`.

    One query, read as a stream.
    """
    issues = Issue.objects.listed() if issues is None else issues
    rows = issues.filter(posted_at__gte=begin_of(since), posted_at__lt=begin_of(until + timedelta(days=1)))
    rows = rows.order_by().values_list(
        "ward_id",
        "category_id",
        F("department_id") if offices else Value(None, output_field=CharField()),
        "status",
        Seconds(F("posted_at")),
        Seconds(F("first_answer_at")),
        DayNumber(F("promised_on")),
    )
    return _count(rows.iterator(chunk_size=2000), _number(today()))


def _count(rows: Iterable[tuple], now: int) -> Cells:
    cells: dict[tuple, Cell] = defaultdict(Cell)
    workdays, months = _Workdays(), _Months()
    for ward, category, department, status, posted, answered, promised in rows:
        posted_day = day_of(posted)
        answered_day = None if answered is None else day_of(answered)
        cell = cells[ward, category, months[posted_day], department]
        counts = cell.counts
        counts[POSTED] += 1
        if status in BECAME:
            counts[BECAME[status]] += 1
        if answered_day is not None:
            counts[ANSWERED] += 1
            cell.tenths[(answered - posted) // TENTH] += 1
            cell.workdays[workdays[answered_day] - workdays[posted_day]] += 1
        if promised is not None and _is_due(status, answered_day, promised, now):
            counts[DUE] += 1
            counts[LATE] += answered_day is None or answered_day > promised
            counts[OVERDUE] += answered_day is None
    return {Place(*key): cell for key, cell in cells.items()}


def _is_due(status: str, answered: int | None, promised: int, now: int) -> bool:
    """A promised day that is over, or was answered to. What ended without an answer of the city was owed none."""
    return answered is not None or (promised < now and status in WAITING)


WAITING = frozenset(OPEN) - {Status.INFO_REQUESTED}
BECAME: dict[str, int] = {
    **{status.value: OPENED for status in OPEN},
    **{status.value: BY_CITY for status in SOLVED},
    Status.RESOLVED_BY_COMMUNITY.value: BY_PEOPLE,
}


class _Workdays(dict):
    """Day number → how many working days there were up to it, from some day on; each day is looked at once."""

    def __missing__(self, day: int) -> int:
        if not self:
            self[day] = 0
        elif day > max(self):
            last = max(self)
            for one in range(last + 1, day + 1):
                self[one] = self[one - 1] + is_workday(_date(one))
        else:
            first = min(self)
            for one in range(first - 1, day - 1, -1):
                self[one] = self[one + 1] - is_workday(_date(one + 1))
        return self[day]


class _Months(dict):
    """Day number → its month as 2026-11."""

    def __missing__(self, day: int) -> str:
        self[day] = f"{_date(day):%Y-%m}"
        return self[day]


def _quantile(histogram: Counter, share: float) -> int | None:
    """The smallest value that at least this share of all does not exceed."""
    wanted, seen = share * histogram.total(), 0
    for value in sorted(histogram):
        seen += histogram[value]
        if seen >= wanted:
            return value
    return None


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def _date(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def _number(day: date) -> int:
    return (day - FIRST_DAY).days
