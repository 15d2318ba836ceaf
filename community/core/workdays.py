"""The city's working days: not Saturday, Sunday, a national holiday, nor 29 December to 3 January."""

from collections.abc import Container
from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=1)
def _holidays() -> Container[date]:
    import holidays  # 13 MB, and a process that only shows pages never asks

    return holidays.country_holidays("JP")


def is_workday(day: date) -> bool:
    new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and not new_year and day not in _holidays()


def add_workdays(day: date, count: int) -> date:
    """The `count`-th working day after `day`; with 0, the first working day from `day` on."""
    while not is_workday(day) and count == 0:
        day += timedelta(days=1)
    for _ in range(count):
        day += timedelta(days=1)
        while not is_workday(day):
            day += timedelta(days=1)
    return day


@lru_cache(maxsize=4096)  # the rows of a list share few days
def workdays_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -workdays_between(end, start)
    return sum(is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
