"""On which days a thing can be had: page, calendar and list say the same."""

import random
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.core.clock import held, today
from community.resources.days import is_open_on, two_weeks
from community.resources.models import Resource, State
from tests import makers

pytestmark = pytest.mark.django_db
NINE, NOON = time(9), time(12)
MONDAY = datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.fixture(autouse=True)
def _on_a_monday():
    with held(MONDAY):
        yield


def states(resource):
    resource = Resource.objects.get(pk=resource.pk)
    return {day.date: day.state for week in two_weeks(resource) for day in week}


def test_the_usual_week_and_the_days_apart_make_the_two_weeks():
    saturdays = makers.resource(
        hours=[(5, NINE, NOON)],
        exceptions=[
            (date(2026, 12, 5), date(2026, 12, 5), False, "雨天中止"),
            (date(2026, 12, 2), date(2026, 12, 2), True, ""),
        ],
    )

    found = states(saturdays)

    assert list(found)[0] == date(2026, 11, 29) and len(found) == 14  # from Sunday on
    assert found[date(2026, 11, 29)] == "past"
    assert [day.day for day, state in found.items() if state == "open"] == [2, 12]


def test_without_hours_every_day_is_open_between_first_and_last():
    resource = makers.resource(from_on=date(2026, 12, 2), until_on=date(2026, 12, 4))

    assert [day.day for day, state in states(resource).items() if state == "open"] == [2, 3, 4]


def test_what_rests_or_is_all_promised_is_open_on_no_day():
    resting, promised = makers.resource(), makers.resource(quantity=1)
    Resource.objects.filter(pk=resting.pk).update(state=State.RESTING)
    Resource.objects.filter(pk=promised.pk).update(held=1)

    for resource in (resting, promised):
        assert "open" not in states(resource).values()


def test_list_and_calendar_agree_for_many_random_weeks():
    """The list asks the database for a day, the calendar asks each resource: both must say the same."""
    chance = random.Random(7)
    for _n in range(25):
        hours = [(weekday, NINE, NOON) for weekday in range(7) if chance.random() < 0.3]
        first = today() + timedelta(days=chance.randrange(20))
        apart = [(first, first + timedelta(days=chance.randrange(4)), chance.random() < 0.5, "") for _m in range(2)]
        begin = today() + timedelta(days=chance.randrange(10)) if chance.random() < 0.5 else None
        makers.resource(
            author=makers.person(),
            hours=hours,
            exceptions=apart[: chance.randrange(3)],
            from_on=begin,
            until_on=today() + timedelta(days=10 + chance.randrange(10)) if chance.random() < 0.5 else None,
            quantity=chance.choice([None, 1]),
        )
    Resource.objects.filter(quantity=1, pk__in=list(Resource.objects.values_list("pk", flat=True)[:5])).update(held=1)

    for nth in range(30):
        day = today() + timedelta(days=nth)
        asked = set(Resource.objects.open_on(day).values_list("pk", flat=True))
        told = {resource.pk for resource in Resource.objects.all() if is_open_on(resource, day)}
        assert asked == told, day


def test_the_calendar_names_what_is_open_and_leads_to_the_days_list(client):
    saturdays = makers.resource(title="土曜の見まわり", hours=[(5, NINE, NOON)])
    for nth in range(4):
        makers.resource(title=f"水曜のもの{nth}", hours=[(2, NINE, NOON)])
    arranged = makers.resource(title="いつでもどうぞ")

    page = client.get("/resources/calendar/?month=2026-12").content.decode()

    assert page.count(saturdays.title) == 2 * 4  # four Saturdays, in the table and in the phone's list
    assert "ほか1件" in page and "/resources/?on=2026-12-02" in page
    assert page.count(arranged.title) == 1
    listed = client.get("/resources/?on=2026-12-05").content.decode()
    assert saturdays.title in listed and arranged.title in listed and "水曜のもの0" not in listed


@pytest.mark.parametrize("month", ["", "x", "0001-01", "9999-12", "2020-01", "2026-13", "2040-01"])
def test_a_month_that_nobody_can_mean_is_this_month(client, month):
    page = client.get("/resources/calendar/", {"month": month}).content.decode()

    assert "2026年11月" in page


def test_the_calendar_goes_a_year_ahead_and_not_back(client):
    first = client.get("/resources/calendar/").content.decode()
    last = client.get("/resources/calendar/?month=2027-11").content.decode()

    assert "month=2026-12" in first and "month=2026-10" not in first
    assert "month=2027-10" in last and "month=2027-12" not in last
