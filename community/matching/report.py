"""実績報告: what an organisation handed over in a period, for those who give grants. Counterparts are named nowhere.

Counted is what was confirmed, on the day on which it changed hands.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.clock import begin_of, today
from community.core.csvcells import BOM, lines
from community.core.text import asked, asked_day
from community.issues.models import Issue
from community.organisations.models import Organisation
from community.photos.models import Photo

from .models import Match, MatchStep, Thanks
from .workflow import Side, State

APRIL = 4
FIRST_SHEET, SHEET, PHOTOS, WORDS = 8, 28, 4, 3  # rows on the first sheet and on each further one; pictures; thanks
LONGEST_COSTS, LONGEST_FOR = 240, 60  # characters


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both in it."""

    first: date
    last: date

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """What an address asks for; without a word the fiscal year so far."""
        day = today()
        year = date(day.year if day.month >= APRIL else day.year - 1, APRIL, 1)
        first, last = asked_day(given.get("from")), asked_day(given.get("to"))
        ends = [date.fromisoformat(first) if first else year, date.fromisoformat(last) if last else day]
        return cls(min(ends), max(ends))


@dataclass(frozen=True)
class Row:
    """One hand-over: on which day, what, how much, for which public issue."""

    day: date
    what: str
    quantity: int
    unit: str
    issue: Issue | None
    people: int | None
    is_thanked: bool


def report_context(organisation: Organisation, user: Any, given: Mapping[str, str]) -> dict[str, Any]:
    period = Period.of(given)
    given_on = _confirmed(organisation, user, period)
    known = Thanks.objects.filter(match__in=[match for _day, match in given_on]).select_related("photo")
    thanks = {one.match_id: one for one in known}
    rows = [_row(day, match, thanks.get(match.pk)) for day, match in given_on]
    told = [(day, thanks[match.pk]) for day, match in reversed(given_on) if match.pk in thanks]
    told = [(day, one) for day, one in told if one.is_public]
    helped = {row.issue.pk: row.issue for row in rows if row.issue is not None}
    return {
        "organisation": organisation,
        "period": period,
        "rows": rows,
        "sheets": [rows[start : start + SHEET] for start in range(FIRST_SHEET, len(rows), SHEET)],
        "first_rows": rows[:FIRST_SHEET],
        "people": sum(row.people or 0 for row in rows),
        "helped": len(helped),
        "thanked": sum(row.is_thanked for row in rows),
        "amounts": _amounts(rows),
        "wards": sorted({issue.ward for issue in helped.values() if issue.ward}, key=lambda ward: ward.pk),
        "photos": [(day, one.photo) for day, one in told if _may_show(one.photo)][:PHOTOS],
        "words": [one.words for _day, one in told if one.side == Side.ASKER][:WORDS],
        "waiting": _waiting(organisation, user, period),
        "costs": asked(given.get("costs"), limit=LONGEST_COSTS),
        "addressee": asked(given.get("for"), limit=LONGEST_FOR),
        "today": today(),
    }


def report_csv(rows: Sequence[Row]) -> str:
    """The same hand-overs for spreadsheets: UTF-8 with a mark, CRLF."""
    head = [
        _("日付"),
        _("渡したもの"),
        _("数"),
        _("数えかた"),
        _("投稿の番号"),
        _("投稿"),
        _("区"),
        _("人数"),
        _("お礼"),
    ]
    return BOM + lines([head, *(_cells(row) for row in rows)])


def _cells(row: Row) -> list[Any]:
    issue = row.issue
    about = [issue.number, issue.title, issue.ward.label if issue.ward else ""] if issue else [None, "", ""]
    thanked = _("あり") if row.is_thanked else _("まち")
    return [row.day.isoformat(), row.what, row.quantity, row.unit, *about, row.people, thanked]


def _given(organisation: Organisation, user: Any, period: Period) -> Any:
    """Deliveries of the period; a hand-over has one at most."""
    mine = Match.objects.mine(user).filter(resource__organisation=organisation)
    begin, end = begin_of(period.first), begin_of(period.last + timedelta(days=1))
    return MatchStep.objects.filter(match__in=mine, act="deliver", at__gte=begin, at__lt=end)


def _confirmed(organisation: Organisation, user: Any, period: Period) -> list[tuple[date, Match]]:
    """Those that both sides call done, by the day on which they changed hands."""
    done = _given(organisation, user, period).filter(match__state__in=(State.CONFIRMED, State.THANKED))
    steps = done.select_related("match__resource", "match__issue__ward", "match__issue__category").order_by("at", "pk")
    return [(timezone.localdate(step.at), step.match) for step in steps]


def _waiting(organisation: Organisation, user: Any, period: Period) -> int:
    """How many were handed over and are not confirmed yet."""
    return _given(organisation, user, period).filter(match__state=State.DELIVERED).count()


def _row(day: date, match: Match, thanks: Thanks | None) -> Row:
    resource = match.resource
    people = thanks.people if thanks is not None else None
    return Row(day, resource.label, match.delivered, match.unit, match.shown_issue, people, thanks is not None)


def _amounts(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """How much of each unit, the largest first."""
    counted: Counter[str] = Counter()
    for row in rows:
        counted[row.unit] += row.quantity
    return counted.most_common()


def _may_show(photo: Photo | None) -> bool:
    return photo is not None and photo.is_public
