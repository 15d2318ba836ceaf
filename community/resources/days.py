"""On which days a resource can be had: its usual week, the days that are not as usual, its first and last day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from community.core.clock import today

from .models import Resource, State

WEEKS = 2
Promised = Callable[[Resource, date, date], Iterable[date]]
_promised: list[Promised] = []


def register_promised(promised: Promised) -> None:
    """`promised(resource, first, last)` tells on which of these days something of it is promised."""
    _promised.append(promised)


@dataclass(frozen=True)
class Day:
    """One day of the small calendar: `state` is open, closed, promised or past."""

    date: date
    state: str
    note: str = ""


def is_open_on(resource: Resource, day: date) -> bool:
    """As `querysets.open_on` asks the database; hours and exceptions should be at hand."""
    if resource.state != State.OFFERED or resource.left == 0:
        return False
    if (resource.from_on and day < resource.from_on) or (resource.until_on and day > resource.until_on):
        return False
    apart = [row.open for row in resource.exceptions.all() if row.first <= day <= row.last]
    if apart:
        return all(apart)
    weekdays = {row.weekday for row in resource.hours.all()}
    return not weekdays or day.weekday() in weekdays


def has_hours(resource: Resource) -> bool:
    """Whether its days are fixed; without hours they are found together."""
    return any(True for _row in resource.hours.all())


def two_weeks(resource: Resource) -> list[list[Day]]:
    """This week and the next, Sunday first as on Osaka's walls."""
    now = today()
    first = now - timedelta(days=(now.weekday() + 1) % 7)
    last = first + timedelta(days=7 * WEEKS - 1)
    promised = {day for ask in _promised for day in ask(resource, first, last)}
    notes = {row: row.note for row in resource.exceptions.all()}
    days = [_day(resource, first + timedelta(days=nth), now, promised, notes) for nth in range(7 * WEEKS)]
    return [days[7 * week : 7 * week + 7] for week in range(WEEKS)]


def _day(resource: Resource, day: date, now: date, promised: set[date], notes: dict[Any, str]) -> Day:
    note = next((text for row, text in notes.items() if row.first <= day <= row.last), "")
    if day < now:
        return Day(day, "past", note)
    if day in promised:
        return Day(day, "promised", note)
    return Day(day, "open" if is_open_on(resource, day) else "closed", note)
