"""What narrows the desk's list, one's own views, the map, and where a chief begins."""

import re
from datetime import timedelta

import pytest

from community.core.clock import now, today
from community.dashboard.models import MOST_VIEWS, SavedView
from community.issues.models import Issue
from tests import makers

from .test_queue import give, numbers, page, promise
from .test_verbs import act

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return makers.officer()


@pytest.fixture
def desk(login, officer):
    return login(officer)


def save(desk, name, back="?view=all&category=light"):
    return desk.post("/cms/desk/views/", {"name": name, "back": back})


def test_every_filter_narrows_the_list(desk, officer):
    wanted = makers.issue(category="road", kind="idea")
    makers.issue()
    give(wanted, officer)
    Issue.objects.filter(pk=wanted.pk).update(posted_at=now() - timedelta(days=40))
    day = today() - timedelta(days=40)

    asked = {
        "category": "road", "kind": "idea", "status": "assigned", "department": "kensetsu",
        "officer": officer.public_id, "until": day.isoformat(),
    }  # fmt: skip
    for name, value in asked.items():
        assert numbers(page(desk, view="all", **{name: value})) == [wanted.number], name
    assert numbers(page(desk, view="all", since=day.isoformat(), **asked)) == [wanted.number]
    assert numbers(page(desk, view="all", department="none")) != [wanted.number]


@pytest.mark.parametrize(
    "asked",
    [
        {"status": "x"}, {"kind": "'"}, {"since": "2026-99-99"}, {"until": "x"}, {"as": "globe"},
        {"since": "9999-12-31"}, {"until": "9999-12-31"}, {"since": "0001-01-01"}, {"until": "0001-01-01"},
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_dropped(desk, asked):
    issue = makers.issue()

    assert numbers(page(desk, view="all", **asked)) == [issue.number]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_view_saved_with_a_day_at_the_end_of_the_calendar_locks_nobody_out(desk, officer, day):
    issue = makers.issue()
    SavedView.objects.create(owner=officer, name="いつでも", query=f"view=all&until={day}")

    assert numbers(page(desk, view="all")) == [issue.number]


def test_each_filter_is_a_chip_that_takes_it_off(desk):
    text = page(desk, view="all", category="light", q="穴")

    assert 'href="?view=all&amp;q=%E7%A9%B4"' in text and "「穴」" in text
    assert 'href="?view=all&amp;category=light"' in text and "この条件の課題は、いまありません" not in text


def test_view_is_saved_under_a_name_with_its_count_and_forgotten(desk):
    makers.issue()
    makers.issue(category="road")

    assert save(desk, "街灯ぜんぶ").status_code == 302

    text = page(desk)
    chip = re.search(r'<a class="desk-saved__link" href="([^"]*)".*?</a>', text, re.S)
    assert chip.group(1) == "?view=all&amp;category=light" and '__figure">1<' in chip.group()
    view = SavedView.objects.get()
    desk.post(f"/cms/desk/views/{view.pk}/delete/")
    assert not SavedView.objects.exists()


def test_same_name_takes_the_new_filters(desk):
    save(desk, "朝")
    save(desk, "朝", back="?view=new")

    assert [view.query for view in SavedView.objects.all()] == ["?view=new"]


def test_twenty_views_are_the_most(desk, officer):
    for nth in range(MOST_VIEWS):
        SavedView.objects.create(owner=officer, name=f"v{nth}", query="?view=all")

    answer = save(desk, "もう一つ")

    assert answer.status_code == 403 and "見かたは20まで保存できます" in answer.content.decode()
    assert SavedView.objects.count() == MOST_VIEWS


def test_view_without_a_name_is_refused_on_the_same_list(desk):
    issue = makers.issue()

    answer = save(desk, "  ")

    assert answer.status_code == 400 and "見かたの名前を書いてください。" in answer.content.decode()
    assert numbers(answer.content.decode()) == [issue.number]


def test_views_are_ones_own(desk, login):
    save(desk, "私の")
    other = login(makers.officer())

    assert "私の</a>" not in page(other)
    assert other.post(f"/cms/desk/views/{SavedView.objects.get().pk}/delete/").status_code == 404


def test_chief_begins_with_what_is_overdue_when_there_is_something(login):
    chief = login(makers.chief())
    makers.issue()
    assert "返事待ち" in re.search(r"<title>(.*?)</title>", page(chief)).group(1)

    late = promise(makers.issue(), today() - timedelta(days=14))

    assert numbers(page(chief)) == [late.number]
    assert len(numbers(page(login(makers.officer())))) == 2


def test_map_shows_the_exact_places_with_numbers_of_the_list(desk):
    issue = makers.issue(precision="town", **makers.IN_KITA)
    placeless = makers.issue()

    text = page(desk, view="all", **{"as": "map"})

    assert numbers(text) == [issue.number, placeless.number]
    assert text.count("desk-map__nth--") == 1 and "正確な場所です。職員だけに見えます。" in text
    assert "地図の場所は、ありません。" in text and 'name="as" value="map"' in text


def test_map_of_one_ward_draws_only_it(login):
    makers.issue(**makers.IN_KITA)

    text = page(login(makers.officer(makers.KITA)), **{"as": "map"})

    assert text.count('class="desk-map__ward"') == 1


def test_map_and_saved_views_cost_a_few_queries(desk, officer, django_assert_max_num_queries):
    makers.issue(**makers.IN_KITA)
    for nth in range(3):
        SavedView.objects.create(owner=officer, name=f"v{nth}", query="?view=all&category=light")
    page(desk)

    with django_assert_max_num_queries(42):
        page(desk, view="all", **{"as": "map"})


def test_pending_row_says_that_it_waits(desk):
    waiting = makers.issue(author=makers.newcomer())

    text = page(desk, view="waiting")
    issue = desk.get(f"/cms/desk/issues/{waiting.number}/").content.decode()

    assert "data-row data-waits" in text
    assert 'href="#visibility" data-key="a"' in issue and 'href="#assign" data-key="a"' not in issue
    act(desk, waiting, "approve")
    assert 'href="#assign" data-key="a"' in desk.get(f"/cms/desk/issues/{waiting.number}/").content.decode()
